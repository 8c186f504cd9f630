"""Stepping in: the report, its thread and questions, what is kept of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from act.policies.addresses import at
from commonbeat.act.policies import actions
from commonbeat.act.policies.models import InterventionEntry, InterventionReport
from commonbeat.act.policies.queries import interventions as queries
from commonbeat.act.policies.rules import interventions as rules
from commonbeat.act.policies.rules.interventions import Kind, Route, State
from commonbeat.ground.agency.models import Agency, Setting
from commonbeat.ground.audit.models import AuditEvent

SAID = "A partner would not stop; I pulled him away."
db = pytest.mark.django_db


class TestRules:
    @given(st.sets(st.text(min_size=1, max_size=12), max_size=80))
    def test_the_list_of_those_who_never_read_it_tells_neither_who_nor_how_many(self, people):
        marks = rules.barred("r", people)
        assert len(marks) % rules.PLACES == 0
        assert all(len(one) == 32 for one in marks)
        assert not any(one in marks for one in people)
        assert all(not rules.may_read("r", marks, [one]) for one in people)
        assert rules.may_read("another", marks, people)

    @given(st.dictionaries(st.integers(1, 12), st.one_of(st.none(), st.integers(1, 12))), st.integers(1, 12))
    def test_everybody_above_is_found_whatever_circles_there_are(self, over, staff):
        found = rules.chain(staff, over)
        assert staff not in found
        if over.get(staff) not in (None, staff):
            assert over[staff] in found

    @given(st.dictionaries(st.integers(1, 12), st.one_of(st.none(), st.integers(1, 12))), st.integers(1, 12))
    def test_whoever_is_below_somebody_has_them_above(self, over, staff):
        found = rules.below(staff, over)
        assert found == {pk for pk in over if pk != staff and staff in rules.chain(pk, over)}
        assert rules.below(None, over) == set()

    def test_whoever_it_is_about_keeps_their_supervisors_from_it_and_nobody_else(self):
        marks = rules.barred("r", ["staff:1"], [7])
        assert rules.may_read("r", marks, ["staff:7"], [8, 9]), "only marked as one it is about"
        assert not rules.may_read("r", marks, ["staff:5"], [6, 7])
        assert not any(mark in marks for mark in ("about:7", "staff:7"))

    @pytest.mark.parametrize("state", State)
    def test_which_step_may_follow(self, state):
        assert {to for to in State if rules.may_move(state, to)} == rules.MOVES[state]

    def test_the_questions_come_on_their_days_and_once_each(self):
        day, days = date(2027, 1, 1), {"first": 30, "second": 60, "third": 90}
        at = [day + timedelta(days=count) for count in (30, 60, 90)]
        assert rules.checks(day, days) == at
        assert rules.check_due(day, days, [], at[0] - timedelta(days=1)) is None
        assert rules.check_due(day, days, [], at[0]) == at[0]
        assert rules.check_due(day, days, [at[0]], at[1] - timedelta(days=1)) is None
        assert rules.check_due(day, days, [at[0]], at[2]) == at[2]

    def test_what_has_not_happened_yet_is_refused(self):
        assert rules.report_problem(date(2027, 1, 2), date(2027, 1, 1))
        assert not rules.report_problem(date(2027, 1, 1), date(2027, 1, 1))


@db
class TestWhatIsKept:
    def test_no_row_and_no_entry_leads_to_the_writer(self, riverton, tell, officer):
        before = AuditEvent.objects.count()
        row, key = tell()
        kept = [
            " ".join(str(value) for value in each)
            for model in (InterventionReport, InterventionEntry, AuditEvent)
            for each in list(model.objects.values_list())[0 if model is not AuditEvent else before :]
        ]
        for secret in (officer.name, officer.user.email, key, SAID):
            assert not any(secret in each for each in kept)
        assert str(officer.reference) not in str(row.barred)

    def test_whoever_signs_is_named_to_the_reader_alone(self, tell, officer):
        row, _key = tell(signed=True)
        assert f"Signed: {officer.name}" in queries.thread(row)[0].words
        assert "Not signed" in queries.thread(tell()[0])[0].words

    def test_what_is_closed_long_enough_is_destroyed_whole_and_counted_nowhere(self, riverton, tell, internal, move_on):
        row, key = tell()
        tell()
        actions.reply(actor=internal, row=row, words="Thank you.")
        actions.close_report(actor=internal, row=row)
        before = {"thread": datetime(2030, 1, 1, tzinfo=UTC)}
        actions.destroy_due(agency=riverton, before=before)
        assert InterventionReport.objects.count() == 2, "a question is still to come"
        move_on(91)
        assert actions.destroy_due(agency=riverton, before=before) == {}
        assert InterventionReport.objects.count() == InterventionEntry.objects.count() == 1
        with pytest.raises(ValidationError, match="opens it no more"):
            actions.write_in_thread(agency=riverton, key=key, words="?")


@db
class TestThread:
    def test_from_the_report_to_its_end(self, riverton, tell, internal):
        row, key = tell()
        assert actions.open_report(actor=internal, row=row).state == State.READ
        assert actions.open_report(actor=internal, row=row).state == State.READ
        with pytest.raises(ValidationError, match="Answer its writer first"):
            actions.close_report(actor=internal, row=row)
        with pytest.raises(ValidationError, match="Write your answer"):
            actions.reply(actor=internal, row=row, words=" ")
        assert actions.reply(actor=internal, row=row, words="Thank you.").state == State.ANSWERED
        assert actions.reply(actor=internal, row=row, words="One more thing.").state == State.ANSWERED
        assert actions.close_report(actor=internal, row=row).closed_on is not None
        again = actions.write_in_thread(agency=riverton, key=key, words="It goes on.")
        assert (again.state, again.closed_on) == (State.READ, None)
        with pytest.raises(ValidationError, match="want to add"):
            actions.write_in_thread(agency=riverton, key=key, words=" ")
        kinds = [one.kind for one in queries.thread(again)]
        assert kinds == [Kind.REPORT, Kind.MESSAGE, Kind.MESSAGE, Kind.CLOSED, Kind.MESSAGE]

    def test_an_answer_without_opening_counts_as_opened(self, tell, internal):
        row, _key = tell()
        assert actions.reply(actor=internal, row=row, words="Thank you.").state == State.ANSWERED

    def test_what_is_added_before_anybody_opened_it_changes_nothing(self, riverton, tell):
        _row, key = tell()
        assert actions.write_in_thread(agency=riverton, key=key, words="More.").state == State.RECEIVED

    def test_after_some_weeks_the_writer_is_asked(self, riverton, tell, internal, move_on):
        row, key = tell()
        actions.reply(actor=internal, row=row, words="Thank you.")
        with pytest.raises(ValidationError, match="Nothing is asked"):
            actions.check_in(agency=riverton, key=key, happened=False)
        move_on(30)
        assert actions.check_in(agency=riverton, key=key, happened=False).state == State.ANSWERED
        move_on(30)
        assert actions.check_in(agency=riverton, key=key, happened=True, words="Night shifts.").state == State.READ

    def test_the_days_are_a_dated_setting(self, riverton, today):
        Setting.objects.create(
            agency=riverton,
            key="intervention",
            value={"first_check": 10},
            effective_from=today,
            citation="Order 9",
        )
        assert queries.check_days(riverton, today)[0] == today + timedelta(days=10)

    def test_only_people_who_work_here_use_the_route(self, riverton, tell, person):
        with pytest.raises(ValidationError, match="work here"):
            tell(actor=person("board_member", agency=riverton))
        with pytest.raises(ValidationError, match="today or earlier"):
            actions.report_intervention(
                actor=person("officer", agency=riverton),
                agency=riverton,
                route=Route.INDEPENDENT,
                happened_on=Agency.TODAY + timedelta(days=1),
                words=SAID,
            )
        with pytest.raises(ValidationError, match="Say what happened"):
            actions.report_intervention(
                actor=person("officer", agency=riverton, name="Else"),
                agency=riverton,
                route=Route.INDEPENDENT,
                happened_on=Agency.TODAY,
                words=" ",
            )


@db
class TestPages:
    def test_the_form_shows_the_key_once(self, riverton, officer, sergeant, internal, reviewer, sign_in, today):
        client = sign_in(officer.user)
        address = at("intervention_new")
        assert "Nobody may harm you" in client.get(address).content.decode()
        told = {"happened_on": today.isoformat(), "words": SAID, "named": [sergeant.pk], "route": "independent"}
        page = client.post(address, told)
        key = page.context["key"]
        assert page["Cache-Control"] == "no-store"
        assert key in page.content.decode()
        assert client.post(address, {}).status_code == 422
        told["happened_on"] = (today + timedelta(days=1)).isoformat()
        assert client.post(address, told).status_code == 422

    def test_the_key_opens_the_thread_without_an_account(self, riverton, tell, internal, client, move_on):
        row, key = tell()
        actions.reply(actor=internal, row=row, words="Thank you for this.")
        address = at("intervention_thread", args=[key])
        assert "Thank you for this." in client.get(address).content.decode()
        assert client.post(address, {"words": "I will come."}).status_code == 302
        assert client.post(address, {"words": ""}).status_code == 422
        assert client.get(at("intervention_thread", args=["none-such"])).status_code == 410
        check = at("intervention_check", args=[key])
        assert client.post(check, {"answer": "perhaps"}).status_code == 302
        move_on(30)
        assert "Has anything happened to you since" in client.get(address).content.decode()
        client.post(check, {"answer": "yes", "words": "A worse shift."})
        assert "A worse shift." in client.get(address).content.decode()

    def test_a_reader_reads_answers_and_closes(self, tell, internal, sign_in):
        row, _key = tell()
        client = sign_in(internal)
        detail = at("intervention_detail", args=[row.reference])
        assert SAID in client.get(detail).content.decode()
        assert detail in client.get(at("intervention_list")).content.decode()
        client.post(at("intervention_opened", args=[row.reference]))
        client.post(detail, {"words": "Thank you."})
        client.post(at("intervention_close", args=[row.reference]))
        row.refresh_from_db()
        assert row.state == State.CLOSED

    def test_one_agency_s_key_opens_nothing_at_another(self, tell, lakefield, client):
        _row, key = tell()
        assert client.get(f"/lakefield/stepping-in/{key}/").status_code == 410
