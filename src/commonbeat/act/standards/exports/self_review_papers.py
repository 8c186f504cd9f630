"""The PDFs of a snapshot: which are there, how far those are that are being made, and where each is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from commonbeat.act.standards.exports.self_review import made_with
from commonbeat.act.standards.models import SelfReviewPaper, SelfReviewSnapshot
from commonbeat.ground.agency.queries import media_folder
from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import UNFINISHED, JobState

JOB = "standards.self_review_paper"


@dataclass(frozen=True, slots=True)
class Papers:
    """The paper of one language: its row where there is one, and the newest job that was to make it."""

    language: str
    name: str
    row: SelfReviewPaper | None
    job: Job | None
    mark: str

    @property
    def ready(self) -> bool:
        """Whether it lies in its place, made with the layout of today for those with whom it is shared today."""
        return self.row is not None and self.row.made_with == self.mark and path_of(self.row).is_file()

    @property
    def under_way(self) -> bool:
        """Whether a worker makes it, or will."""
        return self.job is not None and self.job.state in UNFINISHED

    @property
    def failed(self) -> bool:
        """Whether the last try ended without a paper."""
        return not self.ready and self.job is not None and self.job.state == JobState.DEAD


def key(snapshot: SelfReviewSnapshot, language: str) -> str:
    """By which the job of one paper is known: an unfinished one is not ordered twice."""
    return f"{snapshot.pk}-{language}"


def path_of(row: SelfReviewPaper) -> Path:
    """Where the file lies."""
    return media_folder() / row.stored


def of(snapshot: SelfReviewSnapshot) -> Sequence[Papers]:
    """One for each language of the site. Four queries."""
    rows = {row.language: row for row in snapshot.papers.all()}
    keys = {key(snapshot, code): code for code, _name in settings.LANGUAGES}
    jobs = Job.objects.filter(agency_id=snapshot.agency_id, name=JOB, key__in=keys).order_by("pk")
    newest = {keys[job.key]: job for job in jobs}
    mark = made_with(snapshot)
    return [Papers(code, str(name), rows.get(code), newest.get(code), mark) for code, name in settings.LANGUAGES]


def ready(snapshot: SelfReviewSnapshot, language: str) -> SelfReviewPaper | None:
    """The paper of one language, where it lies in its place."""
    return next((one.row for one in of(snapshot) if one.language == language and one.ready), None)
