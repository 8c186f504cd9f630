"""What was kept long enough is destroyed by each agency's own schedule, with a certificate; a legal hold stops it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from commonbeat.ground.agency import actions, jobs
from commonbeat.ground.audit import facts
from commonbeat.ground.audit.models import AuditEvent

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def asked():
    """What the destroyer of an app was asked; it says that it destroyed three messages and no job."""
    return []


@pytest.fixture
def destroy(riverton, console, asked):
    def destroy_due(*, agency, before):
        asked.append((agency, before))
        return {"messages": 3, "jobs": 0}

    def run(by=(destroy_due,), agency=riverton):
        return actions.destroy_by_schedule(actor=console, agency=agency, by=by, now=NOW)

    return run


def hold(console, agency, answer, day):
    actions.set_value(
        actor=console, agency=agency, key="legal_hold", value={"hold": answer}, effective_from=day, citation="An order"
    )


def certificates(agency):
    return AuditEvent.objects.of(agency.pk).filter(verb="agency.destroy_by_schedule")


def test_the_entry_of_the_trail_is_the_certificate(destroy, riverton, asked):
    assert destroy() == {"messages": 3}
    (_agency, before), *_none = asked
    assert before["operational"] == NOW - timedelta(days=90)
    assert before["account"] == NOW - timedelta(days=365)
    entry = certificates(riverton).get()
    assert entry.details == {
        "destroyed": {"messages": 3},
        "kept": {"operational": 90, "account": 365, "thread": 90},
    }
    assert "destroyed: messages: 3" in facts.details(entry)


def test_where_nothing_was_due_there_is_nothing_to_certify(destroy, riverton):
    assert destroy(by=()) == {}
    assert not certificates(riverton).exists()


def test_the_agencys_own_schedule_holds(destroy, riverton, console, asked):
    value = {"operational": 30, "account": 365, "thread": 90}
    day = date(2026, 1, 1)
    actions.set_value(
        actor=console, agency=riverton, key="retention_days", value=value, effective_from=day, citation="Policy"
    )
    destroy()
    assert asked[0][1]["operational"] == NOW - timedelta(days=30)


def test_a_legal_hold_stops_it_at_that_agency_alone_until_the_hold_ends(destroy, riverton, lakefield, console, asked):
    hold(console, riverton, 1, date(2026, 11, 1))
    assert destroy() is None
    assert asked == []
    assert not certificates(riverton).exists()
    assert destroy(agency=lakefield) == {"messages": 3}
    hold(console, riverton, 0, date(2026, 11, 20))
    assert destroy() == {"messages": 3}


def test_without_its_certificate_nothing_is_destroyed(destroy, riverton, console):
    def fails(*, agency, before):
        agency.name = "Destroyed"
        agency.save()
        raise RuntimeError("The disk is gone.")

    with pytest.raises(RuntimeError):
        destroy(by=[fails])
    riverton.refresh_from_db()
    assert riverton.name != "Destroyed"


class Job:
    """As much of a job as this one needs."""

    def __init__(self, agency):
        self.agency = agency


def test_the_job_says_what_it_did_or_that_a_hold_stopped_it(riverton, console):
    assert jobs.destroy_due(Job(riverton), [lambda agency, before: {"uploads": 2}]) == {"uploads": 2}
    hold(console, riverton, 1, date(2026, 1, 1))
    assert jobs.destroy_due(Job(riverton), []) == {"legal_hold": 1}
