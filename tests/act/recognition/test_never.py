"""What this room never does: no score, no complaint, no officer beside another, no tie to answers or to a trail."""

import inspect
from datetime import date, timedelta

import pytest
from django.db import connection, models

from commonbeat.act.recognition import access, actions, queries
from commonbeat.act.recognition.models import NoDigest, Praise
from commonbeat.act.recognition.rules import Keeping
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.roles import Permission, Role
from commonbeat.kit.spaces import SEALED

pytestmark = pytest.mark.django_db


def test_no_row_holds_a_number_that_could_be_a_score():
    kinds = (models.IntegerField, models.FloatField, models.DecimalField, models.JSONField, models.DurationField)
    for model in (Praise, NoDigest):
        held = [field.name for field in model._meta.get_fields() if isinstance(field, kinds) and not field.primary_key]
        assert held == []


def test_no_row_holds_what_an_answer_could_be_joined_by():
    """No time of day, no month of the contact, no area, no campaign, no phone."""
    names = {field.name for field in Praise._meta.get_fields()}
    assert names == {
        *("id", "agency", "comment", "came_on", "state", "decided_on", "reason"),
        *("words", "language", "staff", "public_allowed", "keeping", "told"),
    }
    assert not [field for field in Praise._meta.get_fields() if isinstance(field, models.DateTimeField)]


def test_an_attacker_with_the_main_database_finds_no_tie_to_the_sealed_comment(passed, waiting, reader):
    reference = waiting("Rude.").comment
    actions.leave_out(actor=reader, praise=Praise.objects.get(comment=reference), reason="not_praise")
    passed()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not [row for row in cursor.fetchall() if reference.hex in str(row).replace("-", "")], table


def test_what_was_left_out_is_read_by_nobody(waiting, riverton, reader, officer, sergeant, person, ana):
    row = actions.leave_out(actor=reader, praise=waiting("He was rude.", staff=ana), reason="not_praise")
    everybody = person(*Role, agency=riverton, name="Everybody")
    for actor in (reader, officer, sergeant, everybody):
        for look in (access.own, access.people, access.visible, access.waiting):
            assert row not in look(actor, riverton)


def test_nobody_at_all_reads_the_praise_of_an_officer_who_is_not_theirs(passed, riverton, person):
    """Whoever holds every role at once, the chief and internal affairs with it, has no door to it."""
    passed()
    everybody = person(*Role, agency=riverton, name="Everybody")
    assert not access.visible(everybody, riverton).exists()


def test_what_counts_by_officer_is_for_the_mail_alone():
    """The one function that counts tells each officer their own number, in a mail to themselves."""
    written = {name: inspect.getsource(one) for name, one in inspect.getmembers(queries, inspect.isfunction)}
    counting = [name for name, source in written.items() if "Count(" in source]
    assert counting == ["with_news"]
    users = [one.__name__ for one in (actions.send_digest,) if "with_news" in inspect.getsource(one)]
    assert users == ["send_digest"]
    assert inspect.getsource(actions).count("with_news") == 1


def test_no_entry_of_a_trail_holds_an_officer_beside_a_praise(
    passed, waiting, riverton, reader, officer, sergeant, ana, today
):
    """Whoever reads the trail (chief, board, administrator) learns neither who was praised nor what they hid."""
    rows = [passed(f"{keeping} words.", on=today - timedelta(days=7)) for keeping in Keeping]
    for row, keeping in zip(rows, Keeping, strict=True):
        actions.choose(actor=officer, praise=row, keeping=keeping)
    actions.leave_out(actor=reader, praise=waiting("Rude."), reason="not_praise")
    assert actions.send_digest(agency=riverton) == 1
    actions.set_digest(actor=officer, staff=ana, wanted=False)
    told = {str(one) for one in (ana.pk, ana.reference, ana.name, ana.email, officer.pk, ana.badge, *Keeping)}
    beside = [*AuditEvent.objects.all(), *AuditEvent.objects.using(SEALED)]
    beside = [one for one in beside if one.subject_type != "people.staff"]
    assert {one.verb for one in beside} >= {"recognition.choose", "recognition.pass_on", "surveys.mark_taken"}
    for entry in beside:
        assert entry.actor_id not in (officer.pk, sergeant.pk), entry.verb
        assert officer.name not in entry.actor_label
        assert not told & {str(value) for value in entry.details.values()}, entry.verb
    chosen = AuditEvent.objects.filter(verb="recognition.choose")
    assert {(one.actor_id, str(one.details)) for one in chosen} == {(None, "{}")}
    assert not [one for one in AuditEvent.objects.filter(actor_id=officer.pk) if "praise" in one.subject_type]


def test_no_page_orders_officers(passed, riverton, sergeant, today):
    rows = [passed(f"Day {number}", on=today - timedelta(days=number)) for number in range(3)]
    assert list(access.people(sergeant, riverton)) == rows, "newest first, and nothing else"
    assert {field.lstrip("-") for field in access.people(sergeant, riverton).query.order_by} == {"decided_on", "pk"}


@pytest.mark.parametrize("role", [Role.INTERNAL_AFFAIRS, Role.BOARD_MEMBER, Role.ANALYST, Role.ADMINISTRATOR])
def test_who_judges_or_measures_officers_has_no_part_in_praise(role, riverton, person):
    somebody = person(role, agency=riverton)
    assert not somebody.may(Permission.SEE_OWN_PRAISE, riverton)
    assert not somebody.may(Permission.REDACT_PRAISE, riverton)


def test_a_day_is_the_monday_of_all(riverton, sealed):
    for _number in range(3):
        sealed()
    actions.gather(agency=riverton, on=date(2027, 6, 24))
    assert set(Praise.objects.values_list("came_on", flat=True)) == {date(2027, 6, 21)}
