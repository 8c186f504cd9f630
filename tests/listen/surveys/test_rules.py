"""Questions, replies, boxes and groups: pure rules, tried without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.listen.surveys import rules
from commonbeat.listen.surveys.rules.answers import (
    BOX,
    Given,
    Kept,
    Part,
    answers_of,
    first_of_month,
    given_from,
    kept_from,
    packed,
    padded,
    readable,
    words_of,
)
from commonbeat.listen.surveys.rules.batches import FEWEST, RUNGS, Held, batches, channel_of
from commonbeat.listen.surveys.rules.questions import (
    ANSWERS,
    CORE,
    NOT_SAID,
    STANDARD,
    ItemKind,
    Question,
    choices_from,
    in_language,
)
from commonbeat.listen.surveys.rules.replies import Reply, language_asked, understood

DAY = date(2026, 11, 20)
QUESTIONS = tuple(
    Question(one.key, one.kind, one.wording, choices_from(ANSWERS[one.kind]), one.skip) for one in STANDARD
)
TREATED, EXPLAINED, *_others = QUESTIONS
quick = settings(deadline=None, derandomize=True, max_examples=100)


def test_the_standard_set_has_four_questions_and_the_core_item_first():
    assert [one.key for one in STANDARD] == [CORE, "explained", "listened", "helped"]
    assert [len(one.choices) for one in QUESTIONS] == [5, 3, 3, 3]


@pytest.mark.parametrize("one", STANDARD, ids=lambda one: one.key)
def test_every_text_of_a_question_is_there_in_both_languages(one):
    texts = [one.construct, one.about, one.wording, one.skip, *({**said} for said in ANSWERS[one.kind])]
    assert all(text["en"] and text["es"] for text in texts)


def test_a_language_without_words_falls_back_to_english():
    assert in_language({"en": "Yes"}, "es") == "Yes"
    assert in_language({"en": "Yes", "es": "Sí"}, "es-mx") == "Sí"
    assert in_language({}, "en") == ""
    assert TREATED.label("2", "es") == "Satisfecho(a)"
    assert TREATED.label(NOT_SAID, "en") == "I would rather not say"


def test_a_question_reads_as_one_text_in_each_language():
    assert TREATED.as_text("en") == (
        "How satisfied were you with how the officer treated you? Reply 1 very satisfied to 5 very dissatisfied."
    )
    assert EXPLAINED.as_text("en").endswith("Reply 1 yes, 2 partly, 3 no.")
    with override("es"):
        assert TREATED.as_text("es").endswith("Responda de 1 muy satisfecho(a) a 5 muy insatisfecho(a).")
        assert EXPLAINED.as_text("es").endswith("Responda 1 sí, 2 en parte, 3 no.")


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("2", "2", ""),
        (" 5. ", "5", ""),
        ("#1", "1", ""),
        ("2 but the car is still there", "2", "but the car is still there"),
        ("2: but the car", "2", "but the car"),
        ("4 - nobody came", "4", "nobody came"),
        ("0", NOT_SAID, ""),
        ("Very satisfied!", "1", ""),
        ("very satisfied, thank you", "1", "thank you"),
        ("MUY SATISFECHA", "1", ""),
        ("muy satisfecho(a)", "1", ""),
        ("satisfied", "2", ""),
        ("Dissatisfied because nobody came", "4", "because nobody came"),
        ("ni una cosa ni la otra", "3", ""),
        ("five", "5", ""),
        ("tres", "3", ""),
        ("I would rather not say.", NOT_SAID, ""),
        ("skip", NOT_SAID, ""),
        ("Prefiero no decir", NOT_SAID, ""),
        ("satisfied - but late", "2", "but late"),
    ],
)
def test_a_text_is_understood(body, code, words):
    assert understood(body, TREATED) == Reply(code, words)


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("sí", "1", ""),
        ("Si, pero tarde", "1", "pero tarde"),
        ("no", "3", ""),
        ("No. He was rude", "3", "He was rude"),
        ("no y se fue", "3", "y se fue"),
        ("en parte", "2", ""),
        ("I don’t remember", None, "I don’t remember"),
        ("don’t remember", NOT_SAID, ""),
        ("I do not remember", NOT_SAID, ""),
    ],
)
def test_yes_partly_and_no_are_understood_in_both_languages(body, code, words):
    assert understood(body, EXPLAINED) == Reply(code, words)


@pytest.mark.parametrize(
    "body",
    ["", "6", "25", "2nd", "5:30 pm", "2-3 officers", "1.5", "no idea", "not satisfied", "yesterday", "one officer"],
)
def test_what_only_looks_like_an_answer_is_none(body):
    assert understood(body, TREATED if "satisfied" in body else EXPLAINED) == Reply(None, body)


@given(st.text(max_size=60))
@quick
def test_any_text_is_an_answer_or_none_and_never_an_error(body):
    for question in QUESTIONS:
        reply = understood(body, question)
        assert reply.code is None or reply.code in (*question.codes, NOT_SAID)
        assert reply.words in body or reply.code is None


@pytest.mark.parametrize(
    ("body", "language"), [("ESPAÑOL", "es"), ("español.", "es"), ("English", "en"), ("hola", None)]
)
def test_the_name_of_a_language_is_heard(body, language):
    assert language_asked(body) == language


BEGUN = Given(
    campaign="c" * 32,
    version=1,
    month=first_of_month(DAY),
    area="old-mill",
    staff="s" * 36,
    used="u" * 64,
    questions=tuple(one.key for one in QUESTIONS),
)


def answered(*codes, channel="web"):
    found = BEGUN
    for question, code in zip(QUESTIONS, codes, strict=False):
        found = found.answered(question.key, code, channel)
    return found


def test_progress_knows_what_came_last_and_what_comes_next():
    assert (BEGUN.next, BEGUN.last, BEGUN.code(CORE)) == (CORE, None, None)
    two = answered("1", NOT_SAID)
    assert (two.next, two.last) == ("listened", ("explained", NOT_SAID))
    again = two.answered(CORE, "3", "text")
    assert (again.code(CORE), again.last, again.next, again.channel) == ("3", (CORE, "3"), "listened", "text")
    assert answered("1", "1", "1", "1").next is None


def test_a_whole_answer_keeps_its_codes_and_one_broken_off_the_core_item_alone():
    whole = answers_of(answered("2", NOT_SAID, "1", "3"), DAY)
    assert whole.part == Part.WHOLE
    assert whole.answers == ((CORE, "2"), ("listened", "1"), ("helped", "3"))
    broken = answers_of(answered("2", "1", "1"), DAY)
    assert (broken.part, broken.answers) == (Part.CORE, ((CORE, "2"),))
    assert answers_of(answered(NOT_SAID), DAY).answers == ()
    assert answers_of(BEGUN, DAY) is None


def test_no_officer_stands_beside_codes_and_no_code_or_area_beside_words():
    codes, words = answers_of(answered("2"), DAY), words_of(answered("2"), DAY, "Thanks.", "officer")
    assert (codes.staff, codes.words) == ("", "")
    assert (words.staff, words.answers, words.area, words.channel) == (BEGUN.staff, (), "", "")


def test_what_goes_into_a_box_comes_out_again_and_every_box_is_of_one_size():
    for one in (BEGUN, answered("1", "2", "3", ""), answered("1", channel="text")):
        assert given_from(packed(one)) == one
        assert len(packed(one).encode()) == BOX
    kept = words_of(BEGUN, DAY, "😀" * rules.WORDS_LIMIT, "none")
    assert kept_from(packed(kept)) == kept
    assert len(packed(kept).encode()) == len(packed(answers_of(answered("1"), DAY)).encode()) == BOX
    with pytest.raises(ValueError, match="does not fit"):
        padded("x" * (BOX + 1))


def test_a_comment_loses_what_cannot_be_read():
    assert readable("  Thank\x00 you\u202e\nall \ud800") == "Thank you\u202e\nall"
    assert len(readable("x" * 5000)) == rules.WORDS_LIMIT


@given(st.text(max_size=1200))
@quick
def test_any_comment_fits_its_box(words):
    kept = words_of(BEGUN, DAY, readable(words), "officer")
    assert kept_from(packed(kept)).words == readable(words)


def test_days_of_a_link_and_of_an_open_answer():
    assert rules.last_day(DAY) == date(2026, 12, 4)
    assert not rules.timed_out(DAY, DAY + timedelta(days=1))
    assert rules.timed_out(DAY, DAY + timedelta(days=2))
    assert rules.is_open(DAY, DAY, None)
    assert rules.is_open(DAY, DAY, DAY)
    assert not rules.is_open(DAY, DAY + timedelta(days=1), None)
    assert not rules.is_open(DAY + timedelta(days=1), DAY, DAY)


def test_what_a_campaign_needs():
    assert "Fix the questions" in rules.campaign_problem(fielded=False, starts_on=DAY, ends_on=None)
    assert "before the first" in rules.campaign_problem(fielded=True, starts_on=DAY, ends_on=date(2026, 1, 1))
    assert rules.campaign_problem(fielded=True, starts_on=DAY, ends_on=DAY) == ""
    assert rules.campaign_problem(fielded=True, starts_on=DAY, ends_on=None) == ""


ALIKE = Held(id=0, part="whole", campaign="c", version=1, month="2026-11-01", area="old-mill", since=DAY)


def several(count, start=0, **change):
    return [replace(ALIKE, id=start + number, **change) for number in range(count)]


def test_five_that_look_alike_are_written_with_month_and_area_at_once():
    (made,) = batches(several(6), DAY)
    assert (made.part, made.month, made.area, sorted(made.members)) == ("whole", "2026-11-01", "old-mill", [*range(6)])
    assert batches(several(4), DAY) == []


@pytest.mark.parametrize(
    "change", [{"area": "hill"}, {"month": "2026-10-01"}, {"part": "core"}, {"campaign": "d"}, {"version": 2}]
)
def test_whoever_differs_in_anything_does_not_count_for_five(change):
    assert batches([*several(4), *several(1, 4, **change)], DAY) == []


def test_after_sixty_days_they_are_joined_with_less_said():
    mixed = [*several(3), *several(3, 3, area="hill")]
    assert batches(mixed, DAY + timedelta(days=59)) == []
    (made,) = batches(mixed, DAY + timedelta(days=60))
    assert (made.month, made.area, len(made.members)) == ("2026-11-01", "", 6)
    far = [*several(3), *several(2, 3, month="2026-09-01")]
    (made,) = batches(far, DAY + timedelta(days=60))
    assert (made.month, made.area, len(made.members)) == ("", "", 5)


def test_only_as_few_of_the_younger_as_needed_are_joined_and_the_rest_go_on_waiting():
    young = several(4, 10, since=DAY + timedelta(days=30), area="hill")
    (made,) = batches([*several(2), *young], DAY + timedelta(days=60))
    assert set(made.members) >= {0, 1}
    assert len(made.members) == FEWEST
    assert batches([*several(2), *young[:2]], DAY + timedelta(days=400)) == []


def test_parts_of_different_kinds_are_never_joined():
    assert batches([*several(4), *several(4, 4, part="core"), *several(4, 8, part="words")], DAY + timedelta(900)) == []


HELD = st.builds(
    Held,
    id=st.integers(),
    part=st.sampled_from(["whole", "core", "words"]),
    campaign=st.sampled_from("ab"),
    version=st.sampled_from([1, 2]),
    month=st.sampled_from(["2026-10-01", "2026-11-01"]),
    area=st.sampled_from(["", "hill", "old-mill"]),
    since=st.dates(DAY - timedelta(days=90), DAY),
)


@given(st.lists(HELD, max_size=60, unique_by=lambda one: one.id))
@quick
def test_no_group_is_ever_small_mixed_or_doubled_and_nobody_waits_who_need_not(waiting):
    made, by_id = batches(waiting, DAY), {one.id: one for one in waiting}
    members = [pk for batch in made for pk in batch.members]
    assert len(members) == len(set(members))
    for batch in made:
        assert len(batch.members) >= FEWEST
        for one in map(by_id.get, batch.members):
            assert (one.part, one.campaign, one.version) == (batch.part, batch.campaign, batch.version)
            assert batch.month in ("", one.month)
            assert batch.area in ("", one.area)
    left = [one for one in waiting if one.id not in members]
    for one in left:
        like = [
            other
            for other in left
            if (other.part, other.campaign, other.version) == (one.part, one.campaign, one.version)
        ]
        assert len(like) < FEWEST or all(DAY - other.since < rules.WAITS for other in like)
    assert len(RUNGS) == 3


def test_a_channel_is_said_only_where_five_share_each():
    assert channel_of(["web"] * 5, "web") == "web"
    assert channel_of(["web"] * 5 + ["text"] * 5, "text") == "text"
    assert channel_of(["web"] * 5 + ["text"], "web") == ""


def test_every_word_has_its_name():
    assert all(str(word) for word in rules.VERBS.values())
    assert set(rules.RETENTION) >= {"Response", "Waiting", "Invitation"}
    assert {kind.value for kind in ItemKind} == set(ANSWERS)
    assert Kept(part=Part.WORDS, campaign="", version=1, month="", since="").words == ""
