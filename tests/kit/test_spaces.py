"""The data spaces: who goes where, and that nothing goes where it does not belong."""

from types import SimpleNamespace

import pytest
from django.db import connections, transaction

from commonbeat.ground.audit import actions as audit
from commonbeat.ground.audit import queries as trail
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.models import User
from commonbeat.ground.work import actions as work
from commonbeat.ground.work.models import Job
from commonbeat.kit.spaces import MAIN, SEALED, Router, space_of, steps_behind

router = Router()


class Answer:
    SPACE = SEALED

    _meta = SimpleNamespace(app_label="surveys")


def test_a_model_lies_in_the_main_space_unless_it_says_otherwise():
    assert space_of(User) == MAIN
    assert space_of(Answer) == SEALED
    assert router.db_for_read(Answer) == router.db_for_write(Answer) == SEALED
    assert router.db_for_read(User) == MAIN


def test_the_trail_and_the_jobs_stand_in_each_space_and_are_asked_for_by_name():
    assert router.db_for_read(Job) is None
    assert router.allow_migrate(MAIN, "work", "job")
    assert router.allow_migrate(SEALED, "audit", "auditevent")


def test_tables_of_the_main_space_are_not_made_in_the_sealed_one():
    assert router.allow_migrate(MAIN, "people", "user")
    assert not router.allow_migrate(SEALED, "people", "user")
    assert not router.allow_migrate(SEALED, "people")
    assert router.allow_migrate(SEALED, "people", space=SEALED)
    assert not router.allow_migrate(SEALED, "people", "nosuchmodel")


def test_rows_of_two_spaces_are_never_tied():
    assert router.allow_relation(User(), User())
    assert not router.allow_relation(User(), Answer())


@pytest.mark.django_db
def test_a_write_in_the_sealed_space_has_its_entry_and_its_job_there(riverton, console):
    with transaction.atomic(using=SEALED):
        audit.record(agency=riverton, actor=console, verb="town.note", subject="", using=SEALED)
        work.enqueue("work.purge", agency=riverton, using=SEALED)
    assert AuditEvent.objects.using(SEALED).filter(agency_id=riverton.pk).count() == 1
    assert not AuditEvent.objects.filter(verb="town.note").exists()
    assert not Job.objects.filter(name="work.purge").exists()
    assert trail.verify(riverton.pk, using=SEALED).ok
    assert [one.space for one in trail.check_all([riverton.pk])] == [MAIN, SEALED]


@pytest.mark.django_db
def test_the_sealed_space_has_no_table_of_people():
    tables = set(connections[SEALED].introspection.table_names())
    assert {"audit_auditevent", "work_job"} <= tables
    assert not {"people_user", "agency_agency", "messaging_message"} & tables


@pytest.mark.django_db
def test_no_space_is_behind_the_code():
    assert steps_behind() == 0
