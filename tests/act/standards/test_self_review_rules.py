"""The laws of a self-review, without a database: who answers as what, which groups may be seen, what is compared."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.standards.rules.instrument import AREA_OF, BY_SLUG, CITED, EDITION, INSTRUMENT, QUESTIONS, frozen
from commonbeat.act.standards.rules.instrument.question import Area, EvidenceKind
from commonbeat.act.standards.rules.self_review import (
    LEVELS,
    Audience,
    RaterKind,
    Rating,
    Stage,
    audiences_of,
    kind_of,
    may_move,
    months_later,
    period_problem,
)
from commonbeat.act.standards.rules.self_review_groups import (
    Group,
    Spread,
    differs,
    group_from,
    groups_of,
    spread_of,
)
from commonbeat.act.standards.rules.self_review_said import spread_said
from commonbeat.act.standards.rules.self_review_snapshot import (
    GENESIS,
    Change,
    canonical,
    compare,
    first_fault,
    hash_of,
)

ANSWERS = st.lists(st.tuples(st.sampled_from(RaterKind), st.sampled_from(Rating)), max_size=40)


def test_the_instrument_has_eight_questions_in_each_of_eight_areas():
    assert list(INSTRUMENT) == list(Area)
    assert {len(questions) for questions in INSTRUMENT.values()} == {8}
    assert len(QUESTIONS) == 64


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda one: one.key)
def test_each_question_is_short_in_both_languages_cites_a_resource_and_names_what_could_show_it(question):
    assert question.en.endswith("?")
    assert question.es.startswith("¿") or " ¿" in question.es
    assert question.es.endswith("?")
    assert len(question.en.split()) <= 24
    assert question.cites in BY_SLUG
    assert question.shows
    assert set(question.shows) <= set(EvidenceKind)
    assert question.said("es-us") == question.es
    assert question.said("en") == question.en


def test_no_two_questions_and_no_two_resources_are_the_same():
    assert len({one.en for one in QUESTIONS.values()}) == len({one.es for one in QUESTIONS.values()}) == 64
    assert len({one.wording for one in QUESTIONS.values()}) == 64
    assert len(BY_SLUG) == len(CITED)
    assert {one.cites for one in QUESTIONS.values()} == set(BY_SLUG)
    assert all(len(slug) <= 120 for slug in BY_SLUG)
    assert len(EDITION) == 12


def test_a_review_keeps_its_questions_or_those_it_is_about():
    assert [one["key"] for one in frozen()] == list(QUESTIONS)
    assert [one["key"] for one in frozen(frozenset({"contact_survey", "calm_first"}))] == [
        "contact_survey",
        "calm_first",
    ]
    assert AREA_OF["calm_first"] == Area.FORCE


@pytest.mark.parametrize(
    ("rank", "sworn", "roles", "kind"),
    [
        ("officer", True, ["officer"], RaterKind.OFFICER),
        ("sergeant", True, [], RaterKind.SUPERVISOR),
        ("lieutenant", True, [], RaterKind.SUPERVISOR),
        ("commander", True, [], RaterKind.COMMAND),
        ("chief", True, ["chief"], RaterKind.COMMAND),
        ("officer", False, ["analyst"], RaterKind.CIVILIAN),
        ("civilian", True, [], RaterKind.CIVILIAN),
        (None, False, ["partner"], RaterKind.PARTNER),
        (None, False, ["board_member"], RaterKind.PARTNER),
        (None, False, ["clerk"], RaterKind.CIVILIAN),
        ("civilian", False, ["partner"], RaterKind.CIVILIAN),
    ],
)
def test_everybody_answers_as_what_they_are(rank, sworn, roles, kind):
    assert kind_of(rank=rank, sworn=sworn, roles=roles) == kind


def test_everybody_belongs_to_the_public_and_to_what_their_roles_say():
    assert audiences_of([]) == {Audience.PUBLIC}
    assert audiences_of(["commander"]) == {Audience.PUBLIC, Audience.STAFF, Audience.COMMAND}
    assert audiences_of(["clerk"]) == {Audience.PUBLIC, Audience.STAFF}
    assert audiences_of(["board_member"]) == {Audience.PUBLIC, Audience.BOARD}
    assert audiences_of(["partner"]) == {Audience.PUBLIC, Audience.PARTNERS}


def test_answering_never_begins_again():
    assert may_move("rating", "reflection")
    assert not any(may_move(stage, Stage.RATING) for stage in Stage if stage != Stage.OPENED)
    assert not any(may_move(Stage.CLOSED, stage) for stage in Stage)


def test_months_later_ends_with_the_month():
    assert months_later(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert months_later(date(2027, 3, 10), 12) == date(2028, 3, 10)
    assert months_later(date(2026, 12, 31), 2) == date(2027, 2, 28)


def test_people_need_time_to_answer():
    assert period_problem(date(2027, 1, 1), date(2027, 1, 1))
    assert period_problem(date(2027, 1, 2), date(2027, 1, 1)) == ""


@given(ANSWERS, st.integers(min_value=2, max_value=8))
def test_no_sum_or_difference_of_what_is_shown_stands_for_a_few_people(answers, minimum):
    """An attacker adds and subtracts groups as they like: they find nobody, or as many as a group must have."""
    groups = groups_of(answers, minimum)
    assert sum(group.n for group in groups) == (len(answers) if len(answers) >= minimum else 0)
    kinds = [kind for group in groups for kind in group.kinds]
    assert len(kinds) == len(set(kinds))
    total = sum(group.n for group in groups)
    for signs in product((0, 1), repeat=len(groups)):
        part = sum(group.n for group, sign in zip(groups, signs, strict=True) if sign)
        assert part == 0 or part >= minimum
        assert total - part == 0 or total - part >= minimum


@given(ANSWERS, st.integers(min_value=2, max_value=8))
def test_who_knows_the_answers_of_all_large_roles_learns_no_small_one_alone(answers, minimum):
    """Subtracting every role that stands alone from the total leaves a group that is large, or nothing."""
    alone = {group.kinds[0] for group in groups_of(answers, minimum) if len(group.kinds) == 1}
    shown = groups_of(answers, minimum)
    rest = [pair for pair in answers if pair[0] not in alone] if shown else []
    assert len(rest) == 0 or len(rest) >= minimum
    for kind in RaterKind:
        own = sum(one == kind for one, _rating in answers)
        assert kind not in alone or own >= minimum


def test_a_role_that_is_alone_too_small_takes_the_smallest_other_with_it():
    answers = [(RaterKind.OFFICER, Rating.WRITTEN)] * 9 + [(RaterKind.PARTNER, Rating.INFORMAL)] * 6
    groups = groups_of([*answers, (RaterKind.COMMAND, Rating.REVIEWED)], 5)
    assert [group.kinds for group in groups] == [(RaterKind.OFFICER,), (RaterKind.COMMAND, RaterKind.PARTNER)]
    assert groups[1].counts == {Rating.INFORMAL: 6, Rating.REVIEWED: 1}
    assert [group.n for group in groups_of(answers, 5)] == [9, 6]
    assert groups_of([(RaterKind.COMMAND, Rating.REVIEWED)] * 4, 5) == ()


def test_small_roles_that_are_enough_together_stand_together_alone():
    answers = [
        *[(RaterKind.OFFICER, Rating.WRITTEN)] * 8,
        *[(RaterKind.SUPERVISOR, Rating.WRITTEN)] * 3,
        *[(RaterKind.COMMAND, Rating.WRITTEN)] * 2,
    ]
    assert [group.kinds for group in groups_of(answers, 5)] == [
        (RaterKind.OFFICER,),
        (RaterKind.SUPERVISOR, RaterKind.COMMAND),
    ]


def test_a_group_is_the_same_after_it_was_written_down():
    group = Group((RaterKind.OFFICER,), {Rating.WRITTEN: 3, Rating.DONT_KNOW: 2})
    assert group_from(group.plain()) == group
    assert (group.n, group.leveled) == (5, 3)
    with pytest.raises(TypeError):
        group_from({"kinds": 3, "counts": {}})


@pytest.mark.parametrize(
    ("counts", "middle"),
    [
        ({Rating.WRITTEN: 5}, 2),
        ({Rating.NOT_IN_PLACE: 3, Rating.REVIEWED: 3}, 2),
        ({Rating.INFORMAL: 3, Rating.WRITTEN: 3}, 1.5),
        ({Rating.INFORMAL: 4, Rating.DONT_KNOW: 9}, None),
        ({}, None),
    ],
)
def test_the_middle_answer_needs_as_many_as_a_group(counts, middle):
    assert Group((RaterKind.OFFICER,), counts).median(5) == middle


def test_the_spread_is_the_distance_of_middle_answers_and_counts_the_unknowing_apart():
    officers = Group((RaterKind.OFFICER,), {Rating.INFORMAL: 6, Rating.DONT_KNOW: 2})
    command = Group((RaterKind.COMMAND,), {Rating.REVIEWED: 5})
    unknowing = Group((RaterKind.PARTNER,), {Rating.DONT_KNOW: 7})
    spread = spread_of([officers, command, unknowing], 5)
    assert (spread.low, spread.high, spread.compared, spread.unknown) == (1, 4, 2, 9)
    assert differs(spread)
    assert not differs(spread_of([officers, unknowing], 5))
    assert spread_of([], 5) == Spread(0, 0, 0, 0)


def test_a_question_is_compared_only_in_the_same_words():
    now = {"wording": "a", "agreed": "practiced"}
    assert compare(now, None).change == Change.NEW
    assert compare(now, {"wording": "a", "agreed": ""}).change == Change.NEW
    assert compare(now, {"wording": "b", "agreed": "written"}).change == Change.REWORDED
    assert compare(now, {"wording": "b", "agreed": "written"}).before is None
    assert compare(now, {"wording": "a", "agreed": "written"}).change == Change.UP
    assert compare(now, {"wording": "a", "agreed": "reviewed"}).change == Change.DOWN
    assert compare(now, {"wording": "a", "agreed": "practiced"}).change == Change.SAME
    assert compare(now, {"wording": "a", "agreed": "dont_know"}).change == Change.APART


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text())))
def test_the_same_content_is_always_the_same_text(content):
    turned = dict(reversed(content.items()))
    assert canonical(content) == canonical(turned)


def test_a_chain_tells_which_snapshot_was_touched():
    first = (GENESIS, "one", hash_of(GENESIS, "one"))
    second = (first[2], "two", hash_of(first[2], "two"))
    assert first_fault([first, second]) is None
    assert first_fault([first, (first[2], "two, changed", second[2])]) == 2
    assert first_fault([("0" * 63 + "1", "one", first[2]), second]) == 1
    assert first_fault([]) is None


def test_levels_are_the_ratings_that_stand_in_an_order():
    assert [level.value for level in LEVELS] == ["not_in_place", "informal", "written", "practiced", "reviewed"]


def test_how_far_roles_are_apart_is_said_in_words_and_never_as_a_figure_alone():
    assert spread_said(Spread(0.0, 0.0, 1, 0)).startswith("Roles cannot be compared here")
    assert spread_said(Spread(2.0, 2.5, 2, 0)) == "Roles see this alike."
    assert spread_said(Spread(1.0, 3.0, 3, 2)) == "Roles differ: from “Informal” to “Practiced”. 2 do not know."
