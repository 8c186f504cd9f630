"""What a report of stepping in leaves behind: nothing from which its moment or another report can be told."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from act.policies.addresses import at
from commonbeat.act.policies import actions, jobs
from commonbeat.act.policies.models import InterventionEntry, InterventionReport
from commonbeat.act.policies.queries import interventions as queries
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import OnDays

pytestmark = pytest.mark.django_db


@pytest.fixture
def internal(riverton, person):
    return person("internal_affairs", agency=riverton, name="Iris Amado")


@pytest.fixture
def tell(riverton, officer, internal, today):
    """The officer reports, today unless told otherwise."""

    def make(**more):
        return actions.report_intervention(
            actor=officer.user,
            agency=riverton,
            route="internal_affairs",
            **{"happened_on": today, "words": "I stepped in.", **more},
        )[0]

    return make


def used():
    return list(AuditEvent.objects.filter(verb="policies.route_used").values_list("actor_id", "subject_id", "details"))


def test_sending_one_writes_its_own_two_tables_and_no_other(officer, internal, sign_in, today):
    client = sign_in(officer.user)
    before = [model.objects.count() for model in (AuditEvent, Job, Message)]
    told = {"happened_on": today.isoformat(), "words": "I stepped in.", "route": "internal_affairs"}
    client.get(at("intervention_new"))
    with CaptureQueriesContext(connection) as seen:
        assert client.post(at("intervention_new"), told).context["key"]
    written = [one["sql"] for one in seen if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert {sql.split('"')[1] for sql in written} == {"policies_interventionreport", "policies_interventionentry"}
    assert [model.objects.count() for model in (AuditEvent, Job, Message)] == before


def test_no_column_of_a_report_tells_more_than_its_day():
    for model in (InterventionReport, InterventionEntry):
        assert "DateTimeField" not in {field.get_internal_type() for field in model._meta.fields}


def test_the_trail_says_it_a_month_later_once_and_by_nobody(riverton, tell):
    for _time in range(3):
        tell()
    assert used() == []
    actions.note_use(agency=riverton, on=date(2027, 6, 30))
    assert used() == []
    for day in (date(2027, 7, 1), date(2027, 7, 9)):
        actions.note_use(agency=riverton, on=day)
    assert used() == [(None, "", {"month": "2027-06"})]
    actions.note_use(agency=riverton, on=date(2027, 8, 1))
    assert len(used()) == 1


def test_the_job_runs_at_a_set_hour_of_each_month_and_its_result_says_nothing(riverton, lakefield, tell, move_on):
    task = jobs.JOBS["policies.note_route"]
    assert isinstance(task.cadence, OnDays)
    assert task.cadence.monthday == 1
    tell()
    move_on(15)
    assert task.run(SimpleNamespace(agency=lakefield)) == {}
    assert used() == []
    assert task.run(SimpleNamespace(agency=riverton)) == {}
    assert used() == [(None, "", {"month": "2027-06"})]


def test_no_address_and_no_order_counts_reports(riverton, tell, internal, sign_in, today):
    before = today - timedelta(days=1)
    rows = [tell(on=before, happened_on=before) for _time in range(4)]
    client = sign_in(internal)
    page = client.get(at("intervention_list")).content.decode()
    for row in rows:
        address = at("intervention_detail", args=[row.reference])
        assert address in page
        assert client.get(address).status_code == 200
        assert f"/{row.pk}/" not in page
        assert client.get(f"/riverton/staff/stepping-in/{row.pk}/").status_code == 404
    assert {one.arguments for one in queries.waiting_for(internal, riverton)} == {(row.reference,) for row in rows}
    assert list(InterventionReport.objects.values_list("reference", flat=True)) == sorted(
        (row.reference for row in rows), key=str
    )
