"""Entries are written with their deed, chained, and never changed."""

import pytest
from django.db import IntegrityError, connection, transaction

from commonbeat.ground.audit import access, actions, queries
from commonbeat.ground.audit.models import AuditEvent, AuditHead, AuditRoot, Correction
from commonbeat.ground.audit.rules import GENESIS, Tampering


def test_an_entry_follows_the_one_before(riverton, write):
    first, second = write(2)
    assert (first.sequence, first.previous) == (1, GENESIS)
    assert (second.sequence, second.previous) == (2, first.hash)
    assert AuditEvent.objects.get(pk=second.pk).expected_hash == second.hash


def test_each_agency_has_a_chain_of_its_own_and_so_has_the_installation(riverton, lakefield, write):
    write(2)
    assert write(1, agency=lakefield)[0].previous == GENESIS
    assert write(1, agency=None)[0].agency_id == 0
    assert queries.chains() == [0, riverton.pk, lakefield.pk]


def test_an_entry_names_the_row_it_is_about(riverton, console):
    with transaction.atomic():
        event = actions.record(agency=riverton, actor=console, verb="agency.change", subject=riverton)
    assert (event.subject_type, event.subject_id) == ("agency.agency", str(riverton.pk))
    assert str(event).endswith(f"agency.change agency.agency {riverton.pk}")


@pytest.mark.django_db(transaction=True)
def test_an_entry_without_its_deed_is_refused(console):
    with pytest.raises(transaction.TransactionManagementError):
        actions.record(agency=None, actor=console, verb="town.note", subject="")


def test_when_the_deed_is_undone_so_is_its_entry(riverton, write):
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    assert queries.root(riverton.pk).sequence == 0
    assert write(1)[0].sequence == 1


def test_a_queryset_refuses_to_change_the_trail(write):
    write(1)
    with pytest.raises(TypeError, match="append-only"):
        AuditEvent.objects.all().update(verb="nothing")
    with pytest.raises(TypeError, match="append-only"):
        AuditEvent.objects.all().delete()


@pytest.mark.parametrize("table", ["audit_auditevent", "audit_auditroot", "audit_correction"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_was_recorded(table, sql, riverton, write, console):
    write(1)
    actions.check(riverton.pk, actor=console)
    actions.correct(agency=riverton, subject=riverton, changes={"name": ("a", "b")}, reason="a slip of the pen")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))
    assert AuditEvent.objects.count() == AuditRoot.objects.count() == Correction.objects.count() == 1


def test_the_database_itself_refuses_to_empty_the_trail_in_one_stroke(write):
    write(1)
    empty = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{empty} audit_auditevent")


def test_the_database_itself_refuses_an_entry_that_takes_the_place_of_another(write):
    event = write(1)[0]
    event.verb = "town.lie"
    columns = [field.column for field in event._meta.concrete_fields]
    values = [
        field.get_db_prep_save(getattr(event, field.attname), connection) for field in event._meta.concrete_fields
    ]
    over = "INSERT" if connection.vendor == "postgresql" else "INSERT OR REPLACE"
    end = " ON CONFLICT (id) DO UPDATE SET verb = EXCLUDED.verb" if connection.vendor == "postgresql" else ""
    sql = f"{over} INTO audit_auditevent ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))}){end}"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    assert AuditEvent.objects.get(pk=event.pk).verb != "town.lie"


def test_a_correction_keeps_what_the_value_was(riverton):
    (kept,) = actions.correct(
        agency=riverton, subject=riverton, changes={"name": ("Rivertown", "Riverton")}, reason="a slip of the pen"
    )
    assert (kept.old, kept.new, kept.public) == ("Rivertown", "Riverton", False)
    assert str(kept) == f"agency.agency {riverton.pk}: name"


def test_a_check_that_finds_the_chain_whole_keeps_its_root_once(riverton, write, console):
    write(3)
    assert actions.check(riverton.pk, actor=console).ok
    assert actions.check(riverton.pk, actor=console).ok
    kept = AuditRoot.objects.get()
    assert kept.root == queries.root(riverton.pk)
    assert str(kept) == str(kept.root)
    assert queries.authentic(kept)


def test_an_empty_chain_leaves_no_root(riverton, console):
    assert actions.check(riverton.pk, actor=console).ok
    assert not AuditRoot.objects.exists()


def test_a_check_that_finds_the_chain_altered_says_so_and_keeps_no_root(riverton, write, console, attacker):
    write(3)
    attacker("UPDATE audit_auditevent SET verb = 'town.lie' WHERE sequence = 2")
    assert actions.check(riverton.pk, actor=console).problem == Tampering.EDITED
    assert not AuditRoot.objects.exists()
    event = AuditEvent.objects.get(verb="audit.check_failed")
    assert event.details == {"problem": "edited", "at": 2}
    assert queries.alarm([riverton.pk]) == event


def test_taking_a_copy_is_itself_an_entry(riverton, console):
    assert actions.export(agency=riverton, actor=console).verb == "audit.export"


def test_a_head_says_where_its_chain_stands(riverton, write):
    write(2)
    assert str(AuditHead.objects.get(pk=riverton.pk)) == f"{riverton.pk}: 2"


def test_corrections_of_many_rows_are_kept_at_once(riverton, lakefield):
    actions.correct_many(
        agency=riverton,
        model=type(riverton),
        changes={riverton.pk: {"name": ("a", "b"), "place": (None, "c")}, lakefield.pk: {"name": ("d", "e")}},
        reason="a corrected file",
        public=True,
    )
    kept = set(Correction.objects.values_list("subject_id", "field", "old", "new"))
    assert kept == {
        (str(riverton.pk), "name", "a", "b"),
        (str(riverton.pk), "place", None, "c"),
        (str(lakefield.pk), "name", "d", "e"),
    }


def test_who_may_not_read_the_trail_is_given_nothing(riverton, person, write):
    write(1)
    assert list(access.visible(person("officer", agency=riverton), riverton)) == []
    assert access.chains(person("board_member", agency=riverton), riverton) == [riverton.pk]
    assert access.chains(person("administrator", agency=riverton), riverton) == [riverton.pk, 0]
