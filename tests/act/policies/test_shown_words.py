"""What is shown of a comment: whatever is taken out is marked where it stood, and counted."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from act.policies.addresses import at
from commonbeat.act.policies import actions
from commonbeat.act.policies.rules import consultations as rules
from commonbeat.ground.audit.models import AuditEvent

OUT = rules.OUT


@pytest.mark.parametrize(
    ("original", "shown"),
    [
        ("This must not hold", "This must hold"),
        ("I do not agree", "I agree"),
        ("Do not do it", "do it"),
        ("It is good if nobody is hurt", "It is good"),
        ("Never, never do that", f"{OUT} do"),
    ],
)
def test_no_word_is_left_out_without_a_mark_in_its_place(original, shown):
    assert "no mark says where" in rules.shown_problem(original, shown)
    assert rules.taken_out(original, shown) is None


def test_a_mark_stands_only_where_something_is_taken_out():
    assert "nothing is taken out" in rules.shown_problem("Be kind", f"Be {OUT} kind")
    assert "nothing is taken out" in rules.shown_problem("Be kind", f"Be kind {OUT}")
    assert rules.shown_problem("Be kind", "Be  kind") == ""


def test_a_writer_s_own_mark_is_a_word_like_others():
    assert rules.shown_problem(f"I said {OUT} and left", f"I said {OUT} and left") == ""
    assert rules.taken_out(f"One{OUT}two", f"One{OUT} two") == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1, max_size=14))
def test_every_honest_cut_is_taken_and_its_words_counted(words):
    groups = [(kept, [word for word, _kept in some]) for kept, some in groupby(words, key=lambda one: one[1])]
    shown = " ".join(" ".join(some) if kept else OUT for kept, some in groups)
    original = " ".join(word for word, _kept in words)
    out = sum(not kept for _word, kept in words)
    assert bool(rules.shown_problem(original, shown)) == (out == len(words))
    assert sum(rules.taken_out(original, shown)) == out
    assert len(rules.taken_out(original, shown)) == sum(not kept for kept, _some in groups)


@given(st.lists(st.sampled_from("abc"), max_size=9), st.lists(st.sampled_from(["a", "b", "c", OUT]), max_size=9))
def test_what_is_taken_is_the_original_with_its_marks_filled_in(original, shown):
    counts = rules.taken_out(" ".join(original), " ".join(shown))
    merged = [word for place, word in enumerate(shown) if word != OUT or shown[place - 1 : place] != [OUT]]
    if counts is None:
        assert merged != original
        return
    assert min(counts, default=1) >= 1
    place, left = 0, list(counts)
    for word in merged:
        if word == OUT:
            place += left.pop(0)
        else:
            assert original[place] == word
            place += 1
    assert (place, left) == (len(original), [])


@pytest.mark.django_db
def test_how_many_words_are_out_and_where_stays_and_the_words_do_not(riverton, asked, writer, client):
    row = actions.comment(
        agency=riverton, consultation=asked, words="I am Kim Roe of Elm Street and say be kind", language="en"
    )
    shown = actions.show_comment(actor=writer, comment=row, words=f"I am {OUT} and say be kind")
    shown.refresh_from_db()
    assert (shown.original, shown.taken_out, shown.words_out) == ("", [5], 5)
    assert AuditEvent.objects.get(verb="policies.show_comment").details["taken_out"] == 5
    page = client.get(at("consultation", args=[asked.pk])).content.decode()
    assert "5 words are taken out" in page
    assert "Kim" not in page
