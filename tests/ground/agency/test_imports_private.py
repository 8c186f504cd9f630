"""A file with phone numbers: nothing of them on any page, and the file itself goes as soon as it is read."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from commonbeat.ground.agency import actions, imports, jobs, queries
from commonbeat.ground.agency.actions import stored
from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.records.models import ContactEvent
from commonbeat.ground.roles import Role, System

pytestmark = pytest.mark.django_db
NUMBER = "612-555-0173"
HEADER = "incident,date,nature,role,phone,notes\n"


def line(key, role="RP", phone=NUMBER, date="2026-01-05 10:00"):
    return f"{key},{date},NOISE,{role},{phone},{NUMBER}\n"


GOOD = (HEADER + line("26-1") + line("26-2")).encode()
MIXED = (HEADER + line("26-1") + line("26-2", role="weird") + line("26-3", date="never")).encode()


def on_disk():
    return sorted(path.name.partition(".")[2] for path in queries.media_folder().rglob("*") if path.is_file())


def cleared(agency, now):
    return actions.clear_private_uploads(actor=System("nightly clearing"), agency=agency, now=now)


class Context:
    """What a worker gives to a job."""

    def __init__(self, agency):
        self.agency = agency


@pytest.fixture
def received(bring):
    """A file of contacts, checked."""
    return lambda content=GOOD, **how: bring(content, kind="contacts", name="cad.csv", **how)


def test_the_file_goes_as_soon_as_its_rows_are_in_and_is_known_by_its_hash(received, load):
    batch = received()
    assert batch.stored.startswith("passing/")
    assert on_disk() == ["", "problems"]
    loaded = load(batch)
    assert (loaded.state, loaded.rows_new) == ("loaded", 2)
    assert on_disk() == ["problems"]
    again = received()
    assert again.state == "known"
    assert on_disk() == ["problems"]
    assert ContactEvent.objects.count() == 2


def test_the_file_goes_when_it_is_discarded(received, console):
    actions.discard(actor=console, batch=received())
    assert on_disk() == []


def test_rows_that_were_left_out_can_still_be_listed_without_a_number(received, load):
    batch = load(received(MIXED), leave_out_bad=True)
    assert (batch.rows_new, batch.rows_bad, on_disk()) == (1, 2, ["problems"])
    listed = list(queries.refused_rows(batch))
    assert [row.line for row in listed] == [3, 4]
    assert listed[0].cells == ["26-2", "2026-01-05 10:00", "NOISE", "weird", "•••", ""]


def test_a_file_refused_by_the_app_itself_is_listed_without_a_number(received, monkeypatch):
    loader = imports.kinds()["contacts"].loader
    refuse = lambda _self, _values: (_ for _ in ()).throw(imports.Refused("empty", column="call_type"))  # noqa: E731
    monkeypatch.setattr(loader, "derive", refuse)
    batch = received()
    assert NUMBER not in json.dumps([row.cells for row in queries.refused_rows(batch)])


def test_what_the_batch_keeps_of_the_file_holds_no_number(received):
    batch = received(MIXED)
    kept = json.dumps([batch.sheet, batch.summary, batch.mapping, batch.failure])
    assert "0173" not in kept
    assert batch.summary["unknown_words"] == {"person_role": {"weird": 1}}


def test_a_first_line_that_holds_a_number_names_no_columns(received):
    with pytest.raises(ValidationError, match="does not name the columns"):
        received((line("26-1") + line("26-2")).encode())
    assert on_disk() == []
    assert not ImportBatch.objects.exists()


def test_a_file_on_which_nobody_decides_is_given_up_after_two_days(riverton, lakefield, received, stops_file, bring):
    waiting = received(MIXED)
    stops = bring(stops_file())
    now = datetime.now(UTC)
    assert cleared(riverton, now + timedelta(days=1)) == 0
    assert cleared(lakefield, now + timedelta(days=3)) == 0
    assert cleared(riverton, now + timedelta(days=3)) == 1
    waiting.refresh_from_db()
    stops.refresh_from_db()
    assert (waiting.state, waiting.stored, stops.state) == ("discarded", "", "checked")
    assert AuditEvent.objects.get(verb="agency.discard_import").actor_label == "nightly clearing"
    assert (queries.media_folder() / stops.stored).exists()


def test_a_file_that_a_crash_left_goes_in_the_night(riverton, received, load):
    batch = load(received())
    (queries.media_folder() / batch.stored).write_bytes(GOOD)
    assert jobs.clear_private_uploads(Context(riverton)) == {"deleted": 1}
    assert on_disk() == ["problems"]
    assert actions.destroy_due(agency=riverton, before={"operational": datetime.now(UTC) + timedelta(days=1)})
    assert on_disk() == []


def test_what_was_deleted_before_is_deleted_again_without_harm(received, console):
    batch = received()
    actions.discard(actor=console, batch=batch)
    stored.delete_files(batch)
    assert (batch.stored, on_disk()) == ("", [])


def test_a_kind_that_is_gone_from_the_program_is_no_private_one(riverton, received):
    batch = received()
    ImportBatch.objects.filter(pk=batch.pk).update(kind="gone")
    assert cleared(riverton, datetime.now(UTC) + timedelta(days=3)) == 0


@pytest.fixture
def analyst(riverton, person, sign_in):
    return sign_in(person(Role.ANALYST, agency=riverton))


def shown(client, path):
    answer = client.get(f"/riverton/staff/imports/{path}")
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode()
    assert "0173" not in text
    return text


def test_no_page_of_the_file_shows_a_number(analyst, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    upload = {"kind": "contacts", "file": SimpleUploadedFile("cad.csv", MIXED)}
    assert analyst.post("/riverton/staff/imports/new/", upload).status_code == 302
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".upload"]
    batch = ImportBatch.objects.get()
    assert "not even as an example" in shown(analyst, f"{batch.pk}/columns/")
    named = {"source_key": "incident", "at": "date", "person_role": "role", "caller_phone": "phone"}
    how = {"clock": "local", "date_order": "month_first", "name": "our CAD"}
    told = {f"column_{key}": name for key, name in named.items()} | how
    assert analyst.post(f"/riverton/staff/imports/{batch.pk}/columns/", told).status_code == 302
    actions.check(batch_id=batch.pk)
    assert "a number" in shown(analyst, f"{batch.pk}/")
    assert "weird" in shown(analyst, f"{batch.pk}/words/")
    assert "weird" in shown(analyst, f"{batch.pk}/refused/")
    assert "a number" in shown(analyst, f"{batch.pk}/refused.csv")
    shown(analyst, "")
    leave_out = {"leave_out_bad": "yes"}
    assert analyst.post(f"/riverton/staff/imports/{batch.pk}/load/", leave_out).status_code == 302
    actions.load(batch_id=batch.pk)
    assert "Loaded" in shown(analyst, f"{batch.pk}/")
    assert "weird" in shown(analyst, f"{batch.pk}/refused/")


def test_a_list_of_marks_is_previewed_in_words(analyst, bring):
    content = b"incident,date,flags\n1,2026-01-05 10:00,DV;MH\n2,2026-01-05 10:00,\n"
    batch = bring(content, kind="contacts")
    page = shown(analyst, f"{batch.pk}/")
    assert "Violence at home and Mental health" in page
