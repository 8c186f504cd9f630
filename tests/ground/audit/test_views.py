"""The trail's pages: read it, check it, take a copy."""

import json

import pytest
from django.db import transaction
from django.urls import reverse

from commonbeat.ground.audit import actions, queries
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.models import User


@pytest.fixture
def ours(riverton):
    """An address of ours."""
    return lambda name: f"/{riverton.slug}{reverse(name)}"


@pytest.fixture
def member(person, riverton, sign_in):
    """A member of the board, signed in."""
    return sign_in(person("board_member", agency=riverton))


def test_the_trail_shows_who_did_what(ours, member, write):
    write(3)
    page = member.get(ours("audit_trail")).content.decode()
    assert page.count("town.note") == 3
    assert "test console" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("", ("gave a role", "role: Analyst", "account 7")), ("/es", ("dio un rol", "rol: Analista", "cuenta 7"))],
)
def test_the_trail_tells_what_was_done_in_the_language_of_the_reader(member, riverton, console, language, words):
    with transaction.atomic():
        subject = User(pk=7)
        actions.record(
            agency=riverton, actor=console, verb="people.grant_role", subject=subject, details={"role": "analyst"}
        )
    page = member.get(f"/{riverton.slug}{language}/staff/audit/").content.decode()
    assert all(each in page for each in words)
    assert "people.user" not in page


def test_the_trail_shows_nothing_of_the_neighbor_or_of_the_installation(ours, member, lakefield, write):
    write(1, agency=lakefield)
    write(1, agency=None)
    assert "town.note" not in member.get(ours("audit_trail")).content.decode()


def test_an_administrator_also_sees_what_concerns_the_installation(ours, person, riverton, sign_in, write):
    write(1, agency=None)
    client = sign_in(person("administrator", agency=riverton))
    assert "town.note" in client.get(ours("audit_trail")).content.decode()


def test_an_officer_may_not_read_the_trail(ours, person, riverton, sign_in):
    assert sign_in(person("officer", agency=riverton)).get(ours("audit_trail")).status_code == 403


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"subject": "note 2"}, 1),
        ({"actor": "CONSOLE"}, 3),
        ({"actor": "nobody"}, 0),
        ({"verb": "audit.export"}, 0),
        ({"day": "2020-01-01"}, 0),
    ],
)
def test_the_trail_is_filtered_by_what_the_reader_asks(ours, member, write, asked, count):
    write(3)
    page = member.get(ours("audit_trail"), asked).content.decode()
    assert page.count("town.note") == count
    assert ("No entry fits" in page) == (count == 0)


@pytest.mark.parametrize("asked", [{"day": "yesterday"}, {"verb": "no such"}, {"before": "x"}, {"before": "9" * 30}])
def test_what_cannot_be_understood_is_said_and_filters_nothing(ours, member, write, asked):
    write(1)
    response = member.get(ours("audit_trail"), asked)
    assert response.status_code == 200
    assert "town.note" in response.content.decode()


def test_a_long_trail_is_turned_page_by_page(ours, member, write):
    write(55)
    first = member.get(ours("audit_trail"), {"actor": "console"})
    assert "Older entries" in first.content.decode()
    second = member.get(ours("audit_trail") + first.context["older"]).content.decode()
    assert second.count("town.note") == 5
    assert "Newest entries" in second
    assert "Older entries" not in second


def test_reading_the_trail_takes_as_many_queries_for_one_row_as_for_three(ours, member, write, count_queries):
    write(1)
    one = count_queries(lambda: member.get(ours("audit_trail")))
    write(2)
    assert count_queries(lambda: member.get(ours("audit_trail"))) == one


def test_reading_the_trail_leaves_no_entry(ours, member, write):
    write(1)
    member.get(ours("audit_trail"))
    member.get(ours("audit_check"))
    assert AuditEvent.objects.count() == 1


def test_the_check_page_says_whole_and_shows_the_root(ours, member, riverton, write):
    write(3)
    page = member.get(ours("audit_check")).content.decode()
    assert "Whole: 3 entries checked just now." in page
    assert str(queries.root(riverton.pk)) in page


def test_the_check_page_takes_as_many_queries_for_one_row_as_for_three(ours, member, write, count_queries):
    write(1)
    one = count_queries(lambda: member.get(ours("audit_check")))
    write(2)
    assert count_queries(lambda: member.get(ours("audit_check"))) == one


def test_the_check_page_names_what_was_altered(ours, member, write, attacker):
    write(3)
    attacker("UPDATE audit_auditevent SET verb = 'town.lie' WHERE sequence = 2")
    page = member.get(ours("audit_check")).content.decode()
    assert "From entry 2 on: an entry was changed after it was written." in page
    assert "Whole:" not in page


def test_a_failed_check_is_shown_on_the_trail_too(ours, member, riverton, write, attacker, console):
    write(3)
    assert "found that the trail had been altered." not in member.get(ours("audit_trail")).content.decode()
    attacker("UPDATE audit_auditevent SET verb = 'town.lie' WHERE sequence = 2")
    actions.check(riverton.pk, actor=console)
    assert "found that the trail had been altered." in member.get(ours("audit_trail")).content.decode()


def test_a_long_chain_says_what_was_checked_when(ours, member, riverton, write, console, monkeypatch):
    write(4)
    actions.check(riverton.pk, actor=console)
    write(1)
    monkeypatch.setattr(queries, "AT_ONCE", 2)
    page = member.get(ours("audit_check")).content.decode()
    assert "Whole: 1 entry checked just now." in page
    assert "Everything up to entry 4 was checked on" in page
    assert "Whole: 5 entries checked just now." in member.get(ours("audit_check") + "?all").content.decode()


def test_a_root_that_was_kept_is_looked_for(ours, member, riverton, write, attacker):
    write(3)
    root = str(queries.root(riverton.pk))
    assert "still holds entry 3 exactly" in member.post(ours("audit_check"), {"root": root}).content.decode()
    attacker("DELETE FROM audit_auditevent WHERE sequence = 3")
    assert "no longer holds this root" in member.post(ours("audit_check"), {"root": root}).content.decode()


def test_only_a_root_of_this_agency_is_looked_for(ours, member, lakefield, write):
    write(1, agency=lakefield)
    for words in ("abc", "", str(queries.root(lakefield.pk))):
        response = member.post(ours("audit_check"), {"root": words})
        assert response.status_code == 422
        assert "exactly as it was" not in response.content.decode()


def test_a_copy_holds_the_whole_chain_and_the_entry_that_tells_of_it(ours, member, riverton, write):
    write(2)
    response = member.post(ours("audit_export"), {"chain": "0"})
    lines = [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]
    assert [line["entry"]["verb"] for line in lines[:-1]] == ["town.note", "town.note", "audit.export"]
    assert lines[-1] == {"root": str(queries.root(riverton.pk))}
    assert lines[0]["entry"]["agency"] == riverton.pk


def test_an_administrator_may_copy_the_installations_trail(ours, person, riverton, sign_in, write):
    write(2, agency=None)
    client = sign_in(person("administrator", agency=riverton))
    response = client.post(ours("audit_export"), {"chain": "0"})
    assert json.loads(b"".join(response.streaming_content).splitlines()[0])["entry"]["agency"] == 0


def test_the_trail_speaks_spanish(riverton, member, write):
    write(1)
    page = member.get(f"/{riverton.slug}/es{reverse('audit_check')}").content.decode()
    assert "Completo" in page
