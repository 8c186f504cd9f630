"""Completions: what a file does not say stays on record, and a session records nobody who was not there yet."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from act.policies.addresses import at
from commonbeat.act.policies.actions import sessions
from commonbeat.act.policies.imports.training import COMPLETIONS
from commonbeat.act.policies.models import Completion
from commonbeat.ground.agency import actions as importing
from commonbeat.ground.people.models import Staff
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest

pytestmark = pytest.mark.django_db
ALL = ("Badge", "Course code", "Completion date", "Hours", "Scenario", "Instructor")
DAY = "2026-03-01"


@pytest.fixture
def bring(riverton, console, course, ana, owen):
    """Load a file with these columns; returns what it did."""

    def make(heads, *rows):
        text = io.StringIO()
        csv.writer(text).writerows([heads, *rows])
        batch = importing.receive(
            actor=console, agency=riverton, kind="completions", name="done.csv", blocks=[text.getvalue().encode()]
        )
        mapping = ColumnMapping(columns=suggest(COMPLETIONS, heads))
        importing.map_columns(actor=console, batch=batch, mapping=mapping, name="LMS", later=False)
        batch = importing.check(batch_id=batch.pk)
        importing.confirm(actor=console, batch=batch, leave_out_bad=False, later=False)
        return importing.load(batch_id=batch.pk)

    return make


def kept() -> tuple:
    row = Completion.objects.get()
    return row.hours, row.practised, row.signed_by


@pytest.mark.parametrize("rest", [(), ("", ""), ("n/a", "-")])
def test_a_file_without_sign_offs_takes_none_away(bring, rest):
    bring(ALL, ("214", "DE-1", DAY, "8", "yes", "K. Ames"))
    heads = ALL[: 4 + len(rest)]
    assert bring(heads, ("214", "DE-1", DAY, "8", *rest)).rows_same == 1
    assert kept() == (8, True, "K. Ames")
    assert bring(heads, ("214", "DE-1", DAY, "7", *rest)).rows_changed == 1
    assert kept() == (7, True, "K. Ames")


def test_what_a_file_says_it_corrects(bring):
    bring(ALL, ("214", "DE-1", DAY, "8", "yes", "K. Ames"))
    assert bring(ALL, ("214", "DE-1", DAY, "8", "no", "R. Vance")).rows_changed == 1
    assert kept() == (8, False, "R. Vance")


def test_a_new_row_that_says_neither_has_neither(bring):
    bring(ALL[:4], ("214", "DE-1", DAY, "8"))
    assert kept() == (8, False, "")


def test_a_session_completed_by_somebody_hired_later_is_told_in_words(
    riverton, coordinator, session, ana, owen, sign_in
):
    for who in (ana, owen):
        sessions.sign_up(actor=coordinator, session=session, staff=who)
    Staff.objects.filter(pk=owen.pk).update(hired=date(2027, 6, 10))
    told = {"who": [ana.pk, owen.pk], "practised": [], "hours": "8", "signed_by": "K. Ames"}
    page = sign_in(coordinator).post(at("training_complete", args=[session.pk]), told)
    assert page.status_code == 422
    assert "Hired only after this session: Owen Brandt" in page.content.decode()
    assert not Completion.objects.exists()


def test_a_session_to_come_is_completed_by_nobody_yet(coordinator, session, ana, today, sign_in):
    sessions.sign_up(actor=coordinator, session=session, staff=ana)
    session.day = today.replace(month=12)
    session.save()
    told = {"who": [ana.pk], "practised": [], "hours": "8", "signed_by": "K. Ames"}
    page = sign_in(coordinator).post(at("training_complete", args=[session.pk]), told)
    assert page.status_code == 422
    assert "has not come yet" in page.content.decode()
    with pytest.raises(ValidationError, match="at least one person"):
        sessions.complete_session(actor=coordinator, session=session, who=[], hours=8, signed_by="")
