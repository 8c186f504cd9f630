"""A file's way in: whole or not at all, once and never twice, old values kept, one entry in the trail."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonbeat.ground.agency import actions, imports, jobs, queries
from commonbeat.ground.agency.actions import passes
from commonbeat.ground.agency.models import ImportBatch, SavedMapping
from commonbeat.ground.agency.rules import ENDED, IMPORT_MOVES, UNDER_WAY, ImportState, may_load, may_move
from commonbeat.ground.audit.models import AuditEvent, Correction
from commonbeat.ground.records.models import StopRecord
from commonbeat.ground.roles import Role
from commonbeat.ground.work.models import Job
from commonbeat.kit.tabular import reading
from commonbeat.kit.tabular.mapping import ColumnMapping

pytestmark = pytest.mark.django_db


def entries(verb="agency.load_import"):
    return AuditEvent.objects.filter(verb=verb)


def test_a_file_that_is_read_otherwise_forgets_what_an_earlier_check_found(console, stops_file, bring):
    batch = bring(stops_file(1, 3))
    assert (batch.rows_new, bool(batch.summary)) == (3, True)
    mapping = ColumnMapping.from_json(batch.mapping)
    batch = actions.map_columns(actor=console, batch=batch, mapping=mapping, later=False)
    assert (batch.rows_read, batch.summary) == (0, {})


def test_a_good_file_is_loaded_whole_with_one_entry_that_names_its_hash(riverton, stops_file, bring, load):
    content = stops_file(1, 5)
    version = riverton.public_version
    batch = load(bring(content))
    assert (batch.state, batch.rows_new, batch.rows_bad) == ("loaded", 5, 0)
    assert StopRecord.objects.live().count() == 5
    entry = entries().get()
    assert entry.details["sha256"] == hashlib.sha256(content).hexdigest()
    assert entry.details["new"] == 5
    assert entry.subject_id == str(batch.pk)
    riverton.refresh_from_db()
    assert riverton.public_version == version + 1


def test_the_same_file_twice_adds_nothing(stops_file, bring, load):
    first = load(bring(stops_file()))
    again = bring(stops_file(), name="the same under another name.csv")
    assert again.state == ImportState.KNOWN
    assert queries.same_file_loaded(again) == first
    assert StopRecord.objects.count() == 5
    assert entries().count() == 1


def test_the_same_rows_in_another_file_add_nothing(stops_file, bring, load):
    load(bring(stops_file(1, 5)))
    batch = load(bring(stops_file(3, 7)))
    assert (batch.rows_new, batch.rows_same, batch.rows_changed) == (2, 3, 0)
    assert StopRecord.objects.live().count() == 7


def test_a_corrected_file_keeps_the_old_values(stops_file, bring, load):
    load(bring(stops_file()))
    corrected = stops_file(1, 5, lambda number, line: line.replace("Black", "White") if number == 2 else line)
    batch = load(bring(corrected, name="corrected.csv"))
    assert (batch.rows_new, batch.rows_same, batch.rows_changed) == (0, 4, 1)
    assert StopRecord.objects.get(source_key="S-2").race == "white"
    kept = Correction.objects.get()
    assert (kept.field, kept.old, kept.new) == ("race", "black", "white")
    assert "corrected.csv" in kept.reason


def test_a_corrected_time_moves_the_local_day_with_it(stops_file, bring, load):
    load(bring(stops_file(1, 1)))
    load(bring(stops_file(1, 1, lambda _n, line: line.replace("2017-03-01 10:01", "2017-07-04 23:30"))))
    stop = StopRecord.objects.get()
    assert (str(stop.local_date), stop.local_minute, stop.utc_offset) == ("2017-07-04", 23 * 60 + 30, -300)
    assert stop.at == datetime(2017, 7, 5, 4, 30, tzinfo=UTC)
    assert set(Correction.objects.values_list("field", flat=True)) == {
        "at",
        "local_date",
        "local_minute",
        "utc_offset",
    }


def test_going_back_to_the_first_file_after_a_correction_is_a_correction_too(stops_file, bring, load):
    load(bring(stops_file(1, 1)))
    load(bring(stops_file(1, 1, lambda _n, line: line.replace("Black", "White"))))
    batch = load(bring(stops_file(1, 1)))
    assert batch.rows_changed == 1
    assert [(row.old, row.new) for row in Correction.objects.order_by("pk")] == [("black", "white"), ("white", "black")]


def test_a_file_with_bad_rows_loads_nothing_unless_somebody_says_so(console, stops_file, bring, load):
    batch = bring(stops_file(1, 5, lambda number, line: line.replace("NO", "MAYBE") if number == 3 else line))
    assert (batch.rows_new, batch.rows_bad) == (4, 1)
    with pytest.raises(ValidationError):
        actions.confirm(actor=console, batch=batch, leave_out_bad=False)
    assert not StopRecord.objects.exists()
    batch.refresh_from_db()
    loaded = load(batch, leave_out_bad=True)
    assert (loaded.rows_new, loaded.rows_bad) == (4, 1)
    assert entries().get().details["left_out"] == 1
    assert StopRecord.objects.live().count() == 4


def test_nothing_is_seen_before_the_last_row_is_in(stops_file, bring, load, monkeypatch):
    monkeypatch.setattr(reading.RowReader.chunks, "__defaults__", (2,))
    seen = []
    load(bring(stops_file(1, 9)), progress=lambda _done, _total: seen.append(StopRecord.objects.live().count()))
    assert len(seen) == 5
    assert set(seen) == {0}
    assert StopRecord.objects.live().count() == 9


class Killed(BaseException):
    """The worker was killed."""


def killed_after(times):
    left = [times]

    def progress(_done, _total):
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    return progress


def test_a_load_killed_half_way_leaves_nothing_to_see_and_is_done_by_its_retry(console, stops_file, bring, monkeypatch):
    monkeypatch.setattr(reading.RowReader.chunks, "__defaults__", (2,))
    batch = bring(stops_file(1, 9))
    actions.confirm(actor=console, batch=batch, leave_out_bad=False)
    with pytest.raises(Killed):
        actions.load(batch_id=batch.pk, progress=killed_after(3))
    assert StopRecord.objects.exists()
    assert not StopRecord.objects.live().exists()
    again = actions.load(batch_id=batch.pk)
    assert (again.state, again.rows_new) == ("loaded", 9)
    assert StopRecord.objects.live().count() == 9
    assert entries().count() == 1


def test_a_killed_correction_is_done_once_by_its_retry(console, stops_file, bring, load, monkeypatch):
    load(bring(stops_file(1, 4)))
    monkeypatch.setattr(reading.RowReader.chunks, "__defaults__", (1,))
    batch = bring(stops_file(1, 4, lambda _n, line: line.replace("Black", "White")))
    actions.confirm(actor=console, batch=batch, leave_out_bad=False)
    with pytest.raises(Killed):
        actions.load(batch_id=batch.pk, progress=killed_after(2))
    assert set(StopRecord.objects.values_list("race", flat=True)) == {"black"}
    actions.load(batch_id=batch.pk)
    assert set(StopRecord.objects.values_list("race", flat=True)) == {"white"}
    assert Correction.objects.count() == 4


def test_a_load_done_again_after_its_end_changes_nothing(stops_file, bring, load):
    batch = load(bring(stops_file()))
    assert actions.load(batch_id=batch.pk).state == "loaded"
    assert actions.check(batch_id=batch.pk).state == "loaded"
    assert entries().count() == 1


def test_an_attempt_that_was_overtaken_stops_without_writing(console, stops_file, bring):
    batch = bring(stops_file())
    actions.confirm(actor=console, batch=batch, leave_out_bad=False)

    def overtake(_done, _total):
        ImportBatch.objects.filter(pk=batch.pk).update(run=99)

    assert actions.load(batch_id=batch.pk, progress=overtake).state == "loading"
    assert not StopRecord.objects.live().exists()
    assert not entries().exists()


def test_a_check_that_was_overtaken_stops_without_writing(console, stops_file, bring):
    batch = bring(stops_file())
    mapping = ColumnMapping.from_json(batch.mapping)
    actions.map_columns(actor=console, batch=batch, mapping=mapping, later=False)

    def overtake(_done, _total):
        ImportBatch.objects.filter(pk=batch.pk).update(run=99)

    assert actions.check(batch_id=batch.pk, progress=overtake).state == "checking"


def test_an_attempt_overtaken_between_two_chunks_takes_back_its_chunk(console, stops_file, bring, monkeypatch):
    monkeypatch.setattr(reading.RowReader.chunks, "__defaults__", (2,))
    batch = bring(stops_file(1, 6))
    actions.confirm(actor=console, batch=batch, leave_out_bad=False)

    def overtake(_done, _total):
        ImportBatch.objects.filter(pk=batch.pk).update(run=99)

    actions.load(batch_id=batch.pk, progress=overtake)
    assert StopRecord.objects.count() == 2


def test_a_file_under_way_can_be_discarded_and_leaves_nothing(console, stops_file, bring, monkeypatch):
    monkeypatch.setattr(reading.RowReader.chunks, "__defaults__", (2,))
    batch = bring(stops_file(1, 6))
    actions.confirm(actor=console, batch=batch, leave_out_bad=False)
    with pytest.raises(Killed):
        actions.load(batch_id=batch.pk, progress=killed_after(2))
    batch.refresh_from_db()
    folder = queries.media_folder()
    assert (folder / batch.stored).exists()
    gone = actions.discard(actor=console, batch=batch)
    assert gone.state == "discarded"
    assert not StopRecord.objects.exists()
    assert not any(path.is_file() for path in folder.rglob("*"))
    assert entries("agency.discard_import").count() == 1
    assert not entries().exists()


def test_two_files_of_a_kind_are_loaded_one_after_the_other(console, stops_file, bring):
    first, second = bring(stops_file(1, 3)), bring(stops_file(4, 6))
    actions.confirm(actor=console, batch=first, leave_out_bad=False)
    with pytest.raises(ValidationError):
        actions.confirm(actor=console, batch=second, leave_out_bad=False)
    actions.load(batch_id=first.pk)
    second.refresh_from_db()
    actions.confirm(actor=console, batch=second, leave_out_bad=False, later=False)
    assert actions.load(batch_id=second.pk).state == "loaded"


def test_a_file_changed_on_disk_is_refused(console, stops_file, bring):
    batch = bring(stops_file())
    (queries.media_folder() / batch.stored).write_bytes(stops_file(1, 6))
    actions.confirm(actor=console, batch=batch, leave_out_bad=False)
    refused = actions.load(batch_id=batch.pk)
    assert (refused.state, refused.failure["reason"]) == ("refused", "changed")
    assert not StopRecord.objects.exists()


def test_a_file_that_is_gone_is_refused(console, stops_file, bring):
    batch = bring(stops_file())
    (queries.media_folder() / batch.stored).unlink()
    actions.map_columns(actor=console, batch=batch, mapping=ColumnMapping.from_json(batch.mapping), later=False)
    refused = actions.check(batch_id=batch.pk)
    assert (refused.state, refused.failure["reason"]) == ("refused", "missing")


def test_a_file_that_would_do_something_else_by_now_is_not_loaded(console, stops_file, bring, monkeypatch):
    batch = bring(stops_file())
    actions.confirm(actor=console, batch=batch, leave_out_bad=False)
    loader = imports.kinds()["stops"].loader
    monkeypatch.setattr(
        loader, "derive", lambda _self, _values: (_ for _ in ()).throw(imports.Refused("unknown_word", column="race"))
    )
    refused = actions.load(batch_id=batch.pk)
    assert refused.failure["reason"] == "different"
    assert not StopRecord.objects.exists()


def test_what_the_app_refuses_is_listed_with_its_column(stops_file, bring, monkeypatch):
    loader = imports.kinds()["stops"].loader
    whole = loader.derive

    def derive(self, values):
        if values[0] == "S-3":
            raise imports.Refused("unknown_word", column="race", word="x")
        return whole(self, values)

    monkeypatch.setattr(loader, "derive", derive)
    batch = bring(stops_file())
    assert (batch.rows_new, batch.rows_bad) == (4, 1)
    row = next(queries.refused_rows(batch))
    assert (row.line, row.problems[0].column, row.cells[0]) == (4, "race", "S-3")


def test_a_mapping_is_saved_under_a_name_and_its_older_form_is_kept(riverton, console):
    old, new = ColumnMapping(columns={"at": ("a",)}), ColumnMapping(columns={"at": ("b",)})
    for mapping in (old, old, new):
        actions.save_mapping(actor=console, agency=riverton, kind="stops", name="CAD", mapping=mapping)
    assert SavedMapping.objects.get().mapping["columns"] == {"at": ["b"]}
    assert str(SavedMapping.objects.get()) == "CAD"
    assert Correction.objects.get().old["columns"] == {"at": ["a"]}
    assert entries("agency.save_mapping").count() == 2


def test_who_may_not_load_files_is_stopped_by_the_action_itself(riverton, person, stops_file, bring):
    officer = person(Role.OFFICER, agency=riverton)
    with pytest.raises(PermissionDenied):
        bring(stops_file(), actor=officer)
    batch = bring(stops_file())
    for act in (
        lambda: actions.confirm(actor=officer, batch=batch, leave_out_bad=False),
        lambda: actions.discard(actor=officer, batch=batch),
        lambda: actions.save_mapping(actor=officer, agency=riverton, kind="stops", name="x", mapping=ColumnMapping()),
        lambda: actions.map_columns(actor=officer, batch=batch, mapping=ColumnMapping()),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_decision_on_a_file_that_moved_on_is_refused_in_words(console, stops_file, bring):
    batch = bring(stops_file())
    stale = ImportBatch.objects.get(pk=batch.pk)
    actions.discard(actor=console, batch=batch)
    with pytest.raises(ValidationError, match="moved on"):
        actions.confirm(actor=console, batch=stale, leave_out_bad=False)


def test_a_column_that_is_not_in_the_file_is_refused_in_words(riverton, console, stops_file, bring):
    with pytest.raises(ValidationError, match="Missing from it: nowhere"):
        bring(stops_file(), mapping=ColumnMapping(columns={"source_key": ("nowhere",), "at": ("date",)}))
    with pytest.raises(ValidationError, match="No column is named for: When"):
        bring(stops_file(), mapping=ColumnMapping(columns={"source_key": ("id",)}))


def test_the_trail_names_the_person_who_decided(riverton, person, stops_file, bring):
    analyst = person(Role.ANALYST, agency=riverton)
    batch = bring(stops_file())
    actions.confirm(actor=analyst, batch=batch, leave_out_bad=False)
    actions.load(batch_id=batch.pk)
    assert (entries().get().actor_id, entries().get().actor_label) == (analyst.pk, analyst.label)


class Context:
    """What a worker gives to a job."""

    def __init__(self, agency, **payload):
        self.agency, self.payload, self.told = agency, payload, []

    def progress(self, done, total=None, words=""):
        self.told.append((done, total))


def test_the_jobs_do_what_the_actions_do(riverton, console, stops_file):
    batch = actions.receive(actor=console, agency=riverton, kind="stops", name="x.csv", blocks=[stops_file()])
    mapping = ColumnMapping(columns={"source_key": ("id",), "at": ("date",)})
    actions.map_columns(actor=console, batch=batch, mapping=mapping)
    context = Context(riverton, batch=batch.pk)
    jobs.check_import(context)
    batch.refresh_from_db()
    actions.confirm(actor=console, batch=batch, leave_out_bad=False)
    jobs.load_import(context)
    assert StopRecord.objects.live().count() == 5
    assert context.told[-1] == (batch.size, batch.size)
    ordered = {"agency.check_import", "agency.load_import", "disparity.recompute"}
    assert set(Job.objects.values_list("name", flat=True)) == ordered


def test_uploads_are_deleted_when_they_were_kept_long_enough_and_rows_stay(riverton, stops_file, bring, load):
    batch = load(bring(stops_file()))
    file = queries.media_folder() / batch.stored
    now = datetime.now(UTC)
    assert actions.destroy_due(agency=riverton, before={"operational": now - timedelta(days=90)}) == {"uploads": 0}
    assert file.exists()
    assert actions.destroy_due(agency=riverton, before={"operational": now + timedelta(days=1)}) == {"uploads": 1}
    assert not file.exists()
    assert StopRecord.objects.live().count() == 5
    assert list(queries.refused_rows(ImportBatch.objects.get())) == []


def test_every_move_is_named_and_an_end_is_an_end():
    assert set(IMPORT_MOVES) == set(ImportState)
    assert all(not IMPORT_MOVES[state] for state in (*ENDED,))
    assert all(ImportState.DISCARDED in IMPORT_MOVES[state] for state in UNDER_WAY)
    assert may_move("checked", ImportState.LOADING)
    assert not may_move("received", ImportState.LOADING)


@pytest.mark.parametrize(
    ("good", "bad", "leave_out", "may"),
    [(5, 0, False, True), (5, 1, False, False), (5, 1, True, True), (0, 1, True, False), (0, 0, True, False)],
)
def test_a_row_is_left_out_only_by_decision(good, bad, leave_out, may):
    assert may_load(good=good, bad=bad, leave_out_bad=leave_out) is may


def test_a_pass_tells_how_far_it_is(stops_file, bring, load):
    told = []
    batch = load(bring(stops_file()), progress=lambda done, total: told.append((done, total)))
    assert told == [(batch.size, batch.size)]
    assert (batch.rows_read, batch.rows_good, batch.ended, batch.under_way) == (5, 5, True, False)
    assert str(batch) == "stops.csv"
    assert issubclass(passes.Overtaken, RuntimeError)
