"""A request for help is seen by who asked and by the state that was asked, by nobody else; each side has its moves."""

from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from commonbeat.act.grants import access, actions, queries
from commonbeat.act.grants.models import AssistanceMessage, AssistanceRequest
from commonbeat.act.grants.rules.help import (
    ASKED,
    ASKER,
    MOVES,
    HelpState,
    after_message,
    may_move,
    message_problem,
    move_problem,
)
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.library.models import Network, PeerSite, TopicTag
from commonbeat.ground.roles import Role

BASE, STATE = "/riverton", "/prairie"


def test_every_state_has_its_moves_and_an_end_has_none():
    assert set(MOVES) == set(HelpState)
    for end in (HelpState.CLOSED, HelpState.DECLINED, HelpState.WITHDRAWN):
        assert MOVES[end] == {}
        assert message_problem(end, ASKER)
    assert move_problem("open", HelpState.ACCEPTED, ASKED) == ""
    assert "Waiting for somebody" in move_problem("open", HelpState.CLOSED, ASKER)


def test_no_side_makes_the_other_s_moves():
    for here, to in product(HelpState, HelpState):
        assert not (may_move(here, to, ASKER) and may_move(here, to, ASKED))
    assert not may_move("open", HelpState.ACCEPTED, ASKER)
    assert not may_move("answered", HelpState.CLOSED, ASKED)


def test_an_answer_answers_and_asking_again_opens_it_again():
    assert after_message("accepted", ASKED, answers=True) == HelpState.ANSWERED
    assert after_message("accepted", ASKED, answers=False) == HelpState.ACCEPTED
    assert after_message("answered", ASKED, answers=True) == HelpState.ANSWERED
    assert after_message("answered", ASKER, answers=False) == HelpState.ACCEPTED
    assert after_message("open", ASKER, answers=False) == HelpState.OPEN
    assert message_problem("open", ASKED)
    assert not message_problem("open", ASKER)


@pytest.fixture
def analyst(riverton, person):
    return person("analyst", agency=riverton, name="Tomás Rivera")


@pytest.fixture
def helper(the_state, person):
    return person("state_administrator", agency=the_state, name="Ines Prairie")


@pytest.fixture
def asked(riverton, the_state, analyst):
    def make(actor=None, agency=riverton, whom=None, **more):
        told = {"title": "A survey after calls", "words": "How did others begin?", **more}
        whom = whom or queries.Whom(to_agency=the_state)
        return actions.ask(actor=actor or analyst, agency=agency, whom=whom, **told)

    return make


@pytest.fixture
def network(riverton):
    return Network.objects.create(agency=riverton, name="River towns", office="Secretariat", contact="a@b.example")


@pytest.fixture
def peer(riverton):
    return PeerSite.objects.create(
        agency=riverton,
        slug="example-hills",
        name="Example Hills",
        place="Example Hills",
        size="under_25",
        office="Front desk",
        contact="612-555-0142",
        checked_on=riverton.day(),
    )


def test_only_two_sides_see_it(asked, riverton, lakefield, the_state, person, console):
    row = asked()
    for agency, role in product((riverton, lakefield, the_state), Role):
        somebody = person(role, agency=agency, name=f"{role} {agency.slug}")
        of_ours = agency == riverton and somebody.may("ask_for_help", riverton)
        of_state = agency == the_state and somebody.may("answer_help", the_state)
        for place in (riverton, lakefield, the_state):
            assert access.asked_by(somebody, place).filter(pk=row.pk).exists() == (of_ours and place == riverton)
            assert access.asked_of(somebody, place).filter(pk=row.pk).exists() == (of_state and place == the_state)
            assert (access.own(somebody, place, row.number) is not None) == (of_ours and place == riverton)
            assert (access.wanted(somebody, place, row.pk) is not None) == (of_state and place == the_state)


def test_a_second_state_and_a_state_left_behind_see_nothing_more(asked, riverton, the_state, helper, person):
    before = asked()
    another = Agency.objects.create(name="State of Hills", slug="hills", place="Hills")
    riverton.parent = another
    riverton.save()
    after = asked(whom=queries.Whom(to_agency=another))
    theirs = person("state_administrator", agency=another, name="Hal Hills")
    assert list(access.asked_of(helper, the_state)) == [before]
    assert list(access.asked_of(theirs, another)) == [after]
    with pytest.raises(ValidationError):
        asked(whom=queries.Whom(to_agency=the_state))


def test_what_is_asked_of_a_network_no_state_sees(asked, network, peer, helper, the_state):
    for whom in (queries.Whom(network=network), queries.Whom(peer=peer)):
        row = asked(whom=whom)
        assert row.outside
        assert not access.asked_of(helper, the_state).exists()
        for step in (actions.accept, lambda **told: actions.answer(words="x", **told)):
            with pytest.raises(ValidationError):
                step(actor=helper, request=row)


def test_the_state_sees_nothing_else_of_the_agency_that_asked(asked, sign_in, helper, riverton, the_state):
    row = asked()
    client = sign_in(helper)
    assert client.get(f"{STATE}/staff/help/wanted/{row.pk}/").status_code == 200
    for path in ("/staff/", "/staff/help/", f"/staff/help/{row.number}/", f"/staff/help/wanted/{row.pk}/"):
        assert client.get(f"{BASE}{path}").status_code in (403, 404), path
    for path in ("/staff/help/", f"/staff/help/{row.number}/"):
        assert client.get(f"{STATE}{path}").status_code in (403, 404), path


def test_the_neighbor_finds_nothing_under_any_address(asked, sign_in, person, lakefield):
    row = asked()
    client = sign_in(person(*Role, agency=lakefield, name="Everybody"))
    for name, argument in (
        ("help_detail", row.number),
        ("help_write", row.number),
        ("help_write_down", row.number),
        ("help_wanted", row.pk),
        ("help_answer", row.pk),
        ("help_decline", row.pk),
    ):
        assert client.get(f"/lakefield{reverse(name, args=[argument])}").status_code == 404, name
    for name, argument in (("help_close", row.number), ("help_withdraw", row.number), ("help_accept", row.pk)):
        assert client.post(f"/lakefield{reverse(name, args=[argument])}").status_code == 404, name


def test_no_action_is_open_to_the_other_side_or_to_a_neighbor(asked, analyst, helper, person, lakefield):
    stranger = person(*Role, agency=lakefield, name="Everybody")
    row = asked()
    theirs = (
        lambda who: actions.accept(actor=who, request=row),
        lambda who: actions.decline(actor=who, request=row, reason="No."),
        lambda who: actions.answer(actor=who, request=row, words="So."),
    )
    ours = (
        lambda who: actions.add(actor=who, request=row, words="More."),
        lambda who: actions.close(actor=who, request=row),
        lambda who: actions.withdraw(actor=who, request=row),
        lambda who: actions.write_down(actor=who, request=row, words="They said."),
    )
    for step, somebody in [*product(theirs, (analyst, stranger)), *product(ours, (helper, stranger))]:
        with pytest.raises(ValidationError):
            step(somebody)
    with pytest.raises(ValidationError):
        asked(actor=helper)
    row.refresh_from_db()
    assert row.state == "open"
    assert not AssistanceMessage.objects.exists()


def test_from_asking_to_closing_with_a_second_question(asked, analyst, helper, riverton, the_state):
    row = asked()
    actions.accept(actor=helper, request=row)
    actions.answer(actor=helper, request=row, words="How large are you?", answers=False)
    actions.add(actor=analyst, request=row, words="Twelve.")
    actions.answer(actor=helper, request=row, words="Begin with one question.")
    row.refresh_from_db()
    assert row.state == "answered"
    actions.add(actor=analyst, request=row, words="Which one?")
    actions.answer(actor=helper, request=row, words="Whether they were heard.")
    actions.close(actor=analyst, request=row)
    row.refresh_from_db()
    assert row.state == "closed"
    with pytest.raises(ValidationError):
        actions.add(actor=analyst, request=row, words="One more.")
    with pytest.raises(ValidationError):
        actions.close(actor=analyst, request=row)
    said = queries.thread(row)
    assert [queries.name_of(one, row, reader=ASKER) for one in said][:2] == ["State of Prairie", analyst.label]
    assert [queries.name_of(one, row, reader=ASKED) for one in said][:2] == [helper.label, riverton.name]


def test_each_trail_names_its_own_person_and_the_other_s_agency_only(asked, analyst, helper, riverton, the_state):
    row = asked()
    actions.accept(actor=helper, request=row)
    told = {
        (event.agency_id, event.verb): event.actor_label
        for event in AuditEvent.objects.filter(verb__startswith="grants.")
    }
    assert told == {
        (riverton.pk, "grants.ask"): analyst.label,
        (the_state.pk, "grants.ask"): riverton.name,
        (the_state.pk, "grants.accept"): helper.label,
        (riverton.pk, "grants.accept"): the_state.name,
    }


def test_a_decline_needs_a_reason_and_ends_it(asked, helper):
    row = asked()
    with pytest.raises(ValidationError):
        actions.decline(actor=helper, request=row, reason=" ")
    actions.decline(actor=helper, request=row, reason="Ask the network.")
    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "Ask the network.")


def test_what_a_network_told_elsewhere_is_written_down_by_who_asked(asked, network, analyst):
    row = asked(whom=queries.Whom(network=network))
    actions.write_down(actor=analyst, request=row, words="They sent us their form.")
    row.refresh_from_db()
    assert row.state == "answered"
    actions.write_down(actor=analyst, request=row, words="And a guide.")
    (first, _second) = queries.thread(row)
    assert queries.name_of(first, row, reader=ASKER) == "River towns"
    with pytest.raises(ValidationError):
        actions.write_down(actor=analyst, request=row, words=" ")
    with pytest.raises(ValidationError):
        actions.write_down(actor=analyst, request=asked(), words="Not here.")
    assert [event.actor_label for event in AuditEvent.objects.filter(verb="grants.answer")] == [analyst.label] * 2


def test_whom_one_can_ask(riverton, the_state, lakefield, analyst, network, peer):
    theirs = Network.objects.create(agency=lakefield, name="Theirs")
    ended = Network.objects.create(agency=riverton, name="Ended", ended_on=riverton.day())
    assert [key for key, _label in queries.choices(analyst, riverton)] == [
        "state",
        f"network-{network.pk}",
        "peer-example-hills",
    ]
    assert queries.whom(analyst, riverton, "state") == queries.Whom(to_agency=the_state)
    assert queries.whom(analyst, riverton, f"network-{network.pk}") == queries.Whom(network=network)
    assert queries.whom(analyst, riverton, "peer-example-hills") == queries.Whom(peer=peer)
    wrong = (f"network-{theirs.pk}", f"network-{ended.pk}", "network-x", "peer-nobody", "somebody", "")
    assert [queries.whom(analyst, riverton, chosen) for chosen in wrong] == [None] * 6
    assert queries.whom(analyst, the_state, "state") is None


def test_what_is_another_agency_s_cannot_be_asked_or_named(asked, lakefield, riverton):
    theirs = Network.objects.create(agency=lakefield, name="Theirs")
    topic = TopicTag.objects.create(agency=lakefield, slug="force", name_en="Force", name_es="Fuerza")
    for more in (
        {"whom": queries.Whom(network=theirs)},
        {"whom": queries.Whom(to_agency=lakefield)},
        {"topic": topic},
    ):
        with pytest.raises(ValidationError):
            asked(**more)
    assert queries.topic(riverton, str(topic.pk)) is None
    assert queries.topic(riverton, "") is None


def test_the_table_itself_holds_that_exactly_one_other_is_asked(riverton, the_state, network):
    plain = {"agency": riverton, "title": "x", "words": "x", "asked_on": "2026-01-01", "moved_on": "2026-01-01"}
    for number, wrong in enumerate(
        ({}, {"to_agency": the_state, "network": network}, {"to_agency": riverton}), start=1
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AssistanceRequest.objects.create(number=number, **plain, **wrong)


def test_it_waits_on_both_desks(asked, analyst, helper, riverton, the_state):
    row = asked()
    assert queries.waiting_for(analyst, riverton) == []
    (line,) = queries.waiting_for(helper, the_state)
    assert (line.address, line.arguments, str(line.next_step)) == (
        "help_wanted",
        (row.pk,),
        "Take it on, or say why not",
    )
    actions.accept(actor=helper, request=row)
    assert str(queries.waiting_for(helper, the_state)[0].next_step) == "Answer it"
    actions.answer(actor=helper, request=row, words="So.")
    assert queries.waiting_for(helper, the_state) == []
    assert queries.waiting_for(analyst, riverton)[0].address == "help_detail"


def test_pages_of_who_asks(sign_in, analyst, riverton, network, count_queries, asked):
    client = sign_in(analyst)
    assert "Nothing was asked yet." in client.get(f"{BASE}/staff/help/").content.decode()
    page = client.get(f"{BASE}/staff/help/new/?peer=nobody&about=Calls").content.decode()
    assert 'value="Calls"' in page
    sent = {"whom": f"network-{network.pk}", "title": "Surveys", "words": "How?", "topic": ""}
    assert client.post(f"{BASE}/staff/help/new/", {**sent, "whom": "peer-nobody"}).status_code == 422
    answer = client.post(f"{BASE}/staff/help/new/", sent)
    page = client.get(answer["Location"]).content.decode()
    assert 'href="mailto:a@b.example"' in page
    number = AssistanceRequest.objects.get().number
    one = count_queries(lambda: client.get(f"{BASE}/staff/help/"))
    asked()
    asked()
    assert count_queries(lambda: client.get(f"{BASE}/staff/help/")) == one
    for step in ("write/", "answered/"):
        assert client.get(f"{BASE}/staff/help/{number}/{step}").status_code == 200
        assert client.post(f"{BASE}/staff/help/{number}/{step}", {"words": "Words."}).status_code == 302
    assert "The answer is enough" in client.get(f"{BASE}/staff/help/{number}/").content.decode()
    client.post(f"{BASE}/staff/help/{number}/close/")
    assert "It has come to its end." in client.get(f"{BASE}/staff/help/{number}/").content.decode()
    client.post(f"{BASE}/staff/help/{number + 1}/withdraw/")
    assert AssistanceRequest.objects.get(number=number + 1).state == "withdrawn"
    riverton.parent = None
    riverton.save()
    assert "No state is set" in client.get(f"{BASE}/staff/help/new/").content.decode()


def test_pages_of_who_answers(sign_in, helper, asked, count_queries, riverton):
    topic = TopicTag.objects.create(agency=riverton, slug="force", name_en="Use of force", name_es="Uso de la fuerza")
    client, row = sign_in(helper), asked(topic=topic)
    one = count_queries(lambda: client.get(f"{STATE}/staff/help/wanted/"))
    second = asked()
    asked()
    assert count_queries(lambda: client.get(f"{STATE}/staff/help/wanted/")) == one
    here = f"{STATE}/staff/help/wanted/{row.pk}/"
    assert "Use of force" in client.get(here).content.decode()
    client.post(f"{here}accept/")
    assert client.get(f"{here}answer/").status_code == 200
    assert client.post(f"{here}answer/", {"words": "So.", "answers": "on"}).status_code == 302
    assert "Answered" in client.get(here).content.decode()
    assert client.get(f"{STATE}/staff/help/wanted/{second.pk}/decline/").status_code == 200
    client.post(f"{STATE}/staff/help/wanted/{second.pk}/decline/", {"reason": "Ask the network."})
    page = client.get(f"{STATE}/staff/help/wanted/{second.pk}/").content.decode()
    assert "Ask the network." in page
    assert "has come to its end" in page
    assert "Tomás Rivera" not in page
