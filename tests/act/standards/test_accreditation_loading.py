"""A file of standards is looked at first, then loaded whole or not at all."""

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from act.standards.conftest import said
from act.standards.deeds import address, send
from commonbeat.act.standards.models import (
    Standard,
)
from commonbeat.act.standards.views import loading as loading_views
from commonbeat.kit.tabular.writing import lines

pytestmark = pytest.mark.django_db
COLUMNS = ["chapter", "chapter_title", "number", "area", "title", "text", "bullets", "exceeds_law", "citation", "note"]
GOOD = ["1", "Leading", "1.1", "Leadership", "Orders", "Each order names one.", "A | B", "no", "", "x"]


def test_a_file_is_looked_at_first_and_loaded_whole(client, sign_in, manager, edition):
    sign_in(manager)
    page = client.post(address("standards_load", edition.pk), {"file": a_file(GOOD)})
    assert page.status_code == 200
    assert "1 line, nothing wrong with it." in page.content.decode()
    assert not Standard.objects.exists()
    token = page.context["token"]
    send(client, "standards_load", edition.pk, checked=token)
    row = Standard.objects.get()
    assert [part.text for part in row.bullets.all()] == ["A", "B"]
    send(client, "standards_load", edition.pk, checked="x")
    other = signing.dumps(
        {"edition": edition.pk, "sha256": "", "rows": [said("3", exceeds_law=True)]}, salt=loading_views.SALT
    )
    send(client, "standards_load", edition.pk, checked=other)
    assert Standard.objects.count() == 1


def test_every_bad_line_of_a_file_is_told_and_nothing_is_loaded(client, sign_in, manager, edition):
    sign_in(manager)
    bad = [
        ["1", "", "1.2", "dancing", "T", "t", "", "", "", ""],
        ["1", "", "1.3", "training", "T", "t", "", "yes", "", ""],
        ["1", "", "1.4", "training", "T", "t", "x" * 501, "", "", ""],
        ["1", "", "", "training", "T", "t", "", "", "", ""],
    ]
    page = client.post(address("standards_load", edition.pk), {"file": a_file(GOOD, *bad)})
    assert page.status_code == 422
    told = page.content.decode()
    assert "4 things must be put right" in told
    assert "Write one of: leadership, resource_management, training, service_delivery" in told
    assert "Name the law" in told
    assert "more than 500 characters" in told
    nothing = client.post(address("standards_load", edition.pk), {"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")})
    assert nothing.status_code == 422
    assert client.post(address("standards_load", edition.pk), {}).status_code == 422


def test_a_file_longer_than_any_set_is_refused(monkeypatch, client, sign_in, manager, edition):
    monkeypatch.setattr("commonbeat.act.standards.imports.MOST_ROWS", 1)
    sign_in(manager)
    rows = [[*GOOD[:2], f"1.{number}", *GOOD[3:]] for number in range(3)]
    page = client.post(address("standards_load", edition.pk), {"file": a_file(*rows)})
    assert "at most 2,000 lines" in page.content.decode()


def a_file(*rows):
    return SimpleUploadedFile("standards.csv", "".join(lines(COLUMNS, rows)).encode())
