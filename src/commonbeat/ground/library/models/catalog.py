"""What the search knows of each resource: derived from it in the same transaction, and numbered as it changes."""

import uuid

from django.db import models

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models.resources import LibraryResource


def new_epoch() -> str:
    """A random word: two catalogues that happen to count alike are not taken for one."""
    return uuid.uuid4().hex


class CatalogState(models.Model):
    """How often an agency's catalogue changed. Its row is the lock under which the catalogue is written."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT)
    epoch = models.CharField(max_length=32, default=new_epoch)
    sequence = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.epoch} {self.sequence}"


class CatalogEntry(models.Model):
    """One resource as the search sees it: its facets as codes with commas between them, and its words folded.

    What was withdrawn stays, not listed, so that every process learns of it. `sequence` is the catalogue's number when
    it was last derived. The words are searched by FTS5 on SQLite, which triggers keep in step, and by a column of terms
    that PostgreSQL computes itself (migrations/0002_words.py).
    """

    resource = models.OneToOneField(LibraryResource, on_delete=models.CASCADE, primary_key=True, related_name="entry")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    sequence = models.PositiveBigIntegerField()
    types = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(null=True)
    topics = models.CharField(max_length=2000)
    audiences = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    provenance = models.CharField(max_length=20)
    grade = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    listed = models.BooleanField(default=True)
    words = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["agency", "sequence"], name="catalog_since")]

    def __str__(self) -> str:
        return f"{self.resource_id} at {self.sequence}"
