"""The digest of training that is due, and the file of completed courses."""

import csv
import io
from decimal import Decimal
from types import SimpleNamespace

import pytest

from commonbeat.act.policies.actions import training_reminders
from commonbeat.act.policies.imports.training import COMPLETIONS
from commonbeat.act.policies.jobs import JOBS
from commonbeat.act.policies.models import Completion
from commonbeat.ground.agency import actions as importing
from commonbeat.ground.agency.queries import refused_rows
from commonbeat.ground.audit.models import AuditEvent, Correction
from commonbeat.ground.messaging.models import Message
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
from commonbeat.web.timetable import TASKS

pytestmark = pytest.mark.django_db
HEADER = ("Badge", "Course code", "Completion date", "Hours", "Scenario", "Instructor")


def test_one_mail_tells_everything_that_is_due_and_then_none_for_a_while(riverton, ask, completed, ana, owen):
    ask(ranks=["officer"]), ask(title="Crisis", hours=Decimal(16), ranks=["officer"])
    completed(ana, ago=340)
    assert training_reminders.remind(agency=riverton) == 1
    event = AuditEvent.objects.get(verb="policies.remind_training")
    assert (event.subject_id, event.details) == (str(ana.pk), {"requirements": ["crisis", "ongoing-de-escalation"]})
    assert Message.objects.get().purpose == "policies.training"
    assert training_reminders.remind(agency=riverton) == 0


def test_whoever_has_nothing_due_gets_no_mail(riverton, ask, completed, ana):
    ask(ranks=["officer"])
    completed(ana)
    assert JOBS["policies.remind_training"].run(SimpleNamespace(agency=riverton)) == {"reminded": 0}
    assert TASKS["policies.remind_training"] is JOBS["policies.remind_training"]
    assert not Message.objects.exists()


def bring(agency, actor, *rows, leave_out=False):
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    batch = importing.receive(
        actor=actor, agency=agency, kind="completions", name="done.csv", blocks=[text.getvalue().encode()]
    )
    mapping = ColumnMapping(columns=suggest(COMPLETIONS, HEADER))
    importing.map_columns(actor=actor, batch=batch, mapping=mapping, name="LMS", later=False)
    batch = importing.check(batch_id=batch.pk)
    refused = {row.line: [problem.reason for problem in row.problems] for row in refused_rows(batch)}
    if not refused or leave_out:
        importing.confirm(actor=actor, batch=batch, leave_out_bad=leave_out, later=False)
        batch = importing.load(batch_id=batch.pk)
    return batch, refused


def test_every_bad_row_of_a_file_is_told_with_its_reason(riverton, lakefield, console, course, ana, owen, today):
    _batch, refused = bring(
        riverton,
        console,
        ("214", "de 1", "2026-03-01", "8", "yes", "K. Ames"),
        ("999", "DE-1", "2026-03-01", "8", "", ""),
        ("214", "No such", "2026-03-01", "8", "", ""),
        ("0311", "DE-1", "2020-03-01", "8", "", ""),
        ("0311", "DE-1", "2027-06-17", "8", "", ""),
        ("0311", "DE-1", "2026-03-01", "25", "", ""),
        ("0311", "DE-1", "2026-03-02", "8", "perhaps", ""),
    )
    assert list(refused) == [3, 4, 5, 6, 7, 8]
    assert [reasons[0] for reasons in refused.values()][:3] == ["no_badge", "no_course", "before_hiring"]
    assert not Completion.objects.exists()


def test_a_course_named_in_two_ways_for_the_same_day_is_one_row_too_many(riverton, console, course, ana):
    rows = [("214", name, "2026-03-01", "8", "yes", "K. Ames") for name in ("DE-1", "Slowing things down")]
    _batch, refused = bring(riverton, console, *rows)
    assert refused == {3: ["again"]}
    batch, _refused = bring(riverton, console, *rows, leave_out=True)
    assert (batch.state, batch.rows_new, Completion.objects.count()) == ("loaded", 1, 1)
    batch, _refused = bring(riverton, console, rows[0])
    assert (batch.state, batch.rows_same, Completion.objects.count()) == ("loaded", 1, 1)


def test_a_file_is_loaded_corrected_and_known_again(riverton, console, course, ana, owen):
    first = [
        ("214", "Slowing things down", "2026-03-01", "8", "yes", "K. Ames"),
        ("0311", "DE-1", "2026-03-01", "7.5", "", ""),
    ]
    batch, _refused = bring(riverton, console, *first)
    assert (batch.state, batch.rows_new) == ("loaded", 2)
    rows = list(Completion.objects.counted())
    assert [(row.staff, row.hours, row.practised) for row in rows] == [(ana, 8, True)]
    batch, _refused = bring(riverton, console, first[0], ("0311", "DE-1", "2026-03-01", "8", "y", "K. Ames"))
    assert (batch.rows_same, batch.rows_changed) == (1, 1)
    assert {(one.field, str(one.old)) for one in Correction.objects.all()} == {
        ("hours", "7.50"),
        ("practised", "False"),
        ("signed_by", ""),
    }
    assert Completion.objects.counted().count() == 2
    assert AuditEvent.objects.filter(verb="policies.load_completions").count() == 2
