"""Who reads a report of stepping in: by its route, never whom it names, nor anybody above them then or since."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from act.policies.addresses import at
from commonbeat.act.policies import actions, jobs
from commonbeat.act.policies.access import interventions as access
from commonbeat.act.policies.models import InterventionReport
from commonbeat.act.policies.queries import interventions as queries
from commonbeat.act.policies.rules import interventions as rules
from commonbeat.act.policies.rules.interventions import Route, State
from commonbeat.ground.people.models import Membership, Staff, User
from commonbeat.ground.roles import Role
from commonbeat.web import desk

SAID = "A partner would not stop; I pulled him away."
pytestmark = pytest.mark.django_db


class TestWhoReads:
    def test_the_role_that_the_writer_chose_and_no_other(self, riverton, tell, internal, reviewer):
        first, _key = tell()
        second, _key = tell(route="independent")
        assert access.readable(internal, riverton) == [first]
        assert access.readable(reviewer, riverton) == [second]

    def test_nobody_on_the_day_on_which_it_came_so_that_it_leads_to_nobody_who_had_just_signed_in(
        self, riverton, tell, internal, today, sign_in, monkeypatch
    ):
        row, _key = tell(on=today)
        client = sign_in(internal)
        address = at("intervention_detail", args=[row.reference])
        assert access.readable(internal, riverton) == []
        assert queries.waiting_for(internal, riverton) == []
        assert client.get(address).status_code == 404
        monkeypatch.setattr(type(riverton), "day", lambda _agency, *_when: today + timedelta(days=1))
        assert access.readable(internal, riverton) == [row]
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize("role", [role for role in Role if role not in rules.ROLES.values()])
    def test_nobody_else_reads_or_counts_them(self, role, riverton, tell, person, sign_in):
        row, _key = tell()
        somebody = person(role, agency=riverton, name="Somebody Else")
        client = sign_in(somebody)
        assert access.readable(somebody, riverton) == []
        assert access.one(somebody, riverton, row.reference) is None
        assert queries.waiting_for(somebody, riverton) == []
        assert client.get(at("intervention_list")).status_code == 403
        assert client.get(at("intervention_detail", args=[row.reference])).status_code == 403
        assert client.post(at("intervention_close", args=[row.reference])).status_code == 403
        assert client.post(at("intervention_opened", args=[row.reference])).status_code == 403
        with pytest.raises(ValidationError, match="not yours"):
            actions.reply(actor=somebody, row=row, words="Who was it?")

    def test_whoever_is_named_never_does_even_with_the_role(self, riverton, tell, employ, person, sign_in):
        named = employ("Nico Named", "internal_affairs")
        row, _key = tell(named=[named.pk])
        client = sign_in(named.user)
        assert access.readable(named.user, riverton) == []
        assert client.get(at("intervention_detail", args=[row.reference])).status_code == 404
        assert "No report waits" in client.get(at("intervention_list")).content.decode()
        assert not any(one.address == "intervention_detail" for one in queries.waiting_for(named.user, riverton))

    def test_whoever_is_named_and_gets_the_role_later_never_does_either(self, riverton, tell, employ):
        named = employ("Nico Named", "officer")
        tell(named=[named.pk])
        Membership.objects.create(agency=riverton, user=named.user, role="internal_affairs")
        assert access.readable(named.user, riverton) == []

    def test_nobody_above_the_writer_does_even_with_the_role(self, riverton, tell, sergeant, commander):
        for over in (sergeant, commander):
            Membership.objects.create(agency=riverton, user=over.user, role="internal_affairs")
            Membership.objects.create(agency=riverton, user=over.user, role="independent_reviewer")
        tell()
        tell(route="independent")
        assert access.readable(sergeant.user, riverton) == []
        assert access.readable(commander.user, riverton) == []

    def test_nobody_above_somebody_named_does_either(self, riverton, tell, employ, internal):
        over = employ("Olga Over", "internal_affairs", rank="commander")
        named = employ("Nico Named", "officer", supervisor=employ("Ned Between", "sergeant", supervisor=over))
        row, _key = tell(named=[named.pk])
        assert access.readable(over.user, riverton) == []
        assert access.readable(internal, riverton) == [row]

    @pytest.mark.parametrize("whom", ["named", "writer"])
    def test_whoever_becomes_their_supervisor_later_never_does_again(
        self, riverton, tell, employ, officer, internal, whom
    ):
        named = employ("Nico Named", "officer")
        later = employ("Lara Later", "internal_affairs", rank="commander")
        row, _key = tell(named=[named.pk])
        assert access.one(later.user, riverton, row.reference) == row
        whose = {"named": named, "writer": officer}[whom]
        before = whose.supervisor
        between = employ("Ned Between", "sergeant", supervisor=later)
        Staff.objects.filter(pk=whose.pk).update(supervisor=between)
        assert access.one(later.user, riverton, row.reference) is None, "from that moment"
        assert jobs.JOBS["policies.bar_supervisors"].run(SimpleNamespace(agency=riverton)) == {}
        Staff.objects.filter(pk=whose.pk).update(supervisor=before)
        assert access.one(later.user, riverton, row.reference) is None, "and for good"
        assert access.one(internal, riverton, row.reference) == row

    def test_a_night_without_new_supervisors_changes_no_row(self, riverton, tell, sergeant):
        row, _key = tell(named=[sergeant.pk])
        assert actions.bar_new_supervisors(agency=riverton) == 0
        kept = row.barred
        row.refresh_from_db()
        assert row.barred == kept
        assert len(kept) % rules.PLACES == 0

    def test_where_nobody_on_its_route_may_read_it_any_more_its_writer_sends_it_on(
        self, riverton, tell, reviewer, internal, client
    ):
        row, key = tell()
        actions.open_report(actor=internal, row=row)
        actions.reply(actor=internal, row=row, words="Thank you.")
        assert queries.other_route(row) is None
        address = at("intervention_thread", args=[key])
        assert "can read this now" not in client.get(address).content.decode()
        with pytest.raises(ValidationError, match="it stays there"):
            actions.change_route(agency=riverton, key=key)
        above = Staff.objects.create(agency=riverton, user=internal, name="Iris Amado", badge="IA-1")
        Staff.objects.filter(name="Helen Strand").update(supervisor=above)
        assert queries.other_route(row) == Route.INDEPENDENT
        assert "Send it to: The independent reviewer" in client.get(address).content.decode()
        assert client.post(at("intervention_route", args=[key])).status_code == 302
        row.refresh_from_db()
        assert (row.route, row.state) == (Route.INDEPENDENT, State.READ)
        assert access.readable(reviewer, riverton) == [row]
        assert access.readable(internal, riverton) == []

    def test_where_no_route_is_left_the_page_offers_none(self, tell, internal, reviewer):
        row, _key = tell()
        Membership.objects.filter(user__in=(internal, reviewer)).delete()
        assert queries.other_route(row) is None

    def test_a_role_that_ended_reads_no_more(self, riverton, tell, internal, today):
        tell()
        Membership.objects.filter(user=internal).update(
            since=datetime(2019, 1, 1, tzinfo=UTC), until=datetime(2020, 1, 1, tzinfo=UTC)
        )
        assert access.readable(User.objects.get(pk=internal.pk), riverton) == []

    def test_where_nobody_is_left_to_read_it_the_other_route_is_named(self, riverton, tell, employ, internal):
        only = employ("Other Reader", "internal_affairs")
        Membership.objects.filter(user=internal).delete()
        with pytest.raises(ValidationError, match="choose the other"):
            tell(named=[only.pk])
        assert not InterventionReport.objects.exists()

    def test_another_agency_s_readers_read_none(self, riverton, lakefield, tell, person):
        tell()
        theirs = person("internal_affairs", agency=lakefield, name="Their Reader")
        assert access.readable(theirs, lakefield) == access.readable(theirs, riverton) == []

    def test_reading_costs_the_same_however_many_there_are(self, riverton, tell, internal, count_queries):
        tell()
        one = count_queries(lambda: access.readable(internal, riverton))
        tell(), tell()
        assert count_queries(lambda: access.readable(internal, riverton)) == one

    def test_the_desk_of_nobody_else_shows_one(self, riverton, tell, chief, internal):
        tell()
        told = [one for source in desk.SOURCES for one in source(chief, riverton)]
        assert not any("intervention" in one.address for one in told)
        assert [one.address for one in queries.waiting_for(internal, riverton)] == ["intervention_detail"]


def test_a_writer_who_reads_that_route_does_not_read_their_own(riverton, internal, employ, today):
    row, _key = actions.report_intervention(
        actor=employ("Ivo Reads", "internal_affairs").user,
        agency=riverton,
        route=Route.INTERNAL_AFFAIRS,
        happened_on=today - timedelta(days=1),
        on=today - timedelta(days=1),
        words=SAID,
    )
    writer = Staff.objects.get(name="Ivo Reads").user
    assert access.readable(writer, riverton) == []
    assert access.readable(internal, riverton) == [row]
