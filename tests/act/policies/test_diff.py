"""What changed: nothing is lost or made up, moves are told as moves, and no text makes it slow."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.policies.rules.alignment import anchors, rising, word_pairs
from commonbeat.act.policies.rules.diff import Change, compare, compare_lines, compare_words
from commonbeat.act.policies.rules.text import parse

TOKENS = st.lists(st.sampled_from("abcdefg"), max_size=40)


@given(TOKENS, TOKENS)
def test_what_stays_is_the_same_on_both_sides_and_keeps_its_order(old, new):
    for pairs in (anchors(old, new), word_pairs(old, new)):
        assert all(old[one] == new[other] for one, other in pairs)
        assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


@given(TOKENS)
def test_a_text_stays_wholly_itself(tokens):
    assert anchors(tokens, tokens) == [(place, place) for place in range(len(tokens))]


@given(st.lists(st.integers(0, 50), unique=True, max_size=30))
def test_a_rising_run_rises(values):
    found = rising(values)
    assert found == sorted(found)
    assert set(found) <= set(values)
    assert bool(found) == bool(values)


WORDS = st.lists(st.sampled_from(["may", "must", "force", "use", "officer", "only", "never", "if"]), max_size=30)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_out_of_the_changes(old, new):
    stretches = compare_words(" ".join(old), " ".join(new))
    before = "".join(one.words for one in stretches if one.change is not Change.ADDED)
    after = "".join(one.words for one in stretches if one.change is not Change.REMOVED)
    assert after.split() == new
    assert before.split() == old


@given(st.lists(st.sampled_from(["one two", "two three", "four", "five six"]), max_size=9), st.data())
def test_every_paragraph_is_told(old, data):
    new = data.draw(st.permutations(old))
    lines = list(compare_lines(old, new))
    assert sum(line.change is not Change.ADDED for line in lines) == len(old)
    assert sum(line.change is not Change.REMOVED for line in lines) == len(new)


def changes(old, new):
    return {one.title: one for one in compare(parse(old), parse(new))}


def test_sections_that_came_went_changed_and_stayed():
    found = changes(
        "# 1 Same\nWords.\n# 2 Gone\nOld.\n# 3 Changed\nAn officer may do this now.\n\nAnd that.",
        "# 1 Same\nWords.\n# 3 Changed\nAn officer must do this now.\n\nAnd that.\n# 4 Come\nNew.",
    )
    assert found["Same"].quiet
    assert found["Gone"].change is Change.REMOVED
    assert found["Come"].change is Change.ADDED
    changed, kept = found["Changed"].lines
    assert [(one.change, one.words) for one in changed.stretches] == [
        (Change.SAME, " An officer"),
        (Change.REMOVED, " may"),
        (Change.ADDED, " must"),
        (Change.SAME, " do this now."),
    ]
    assert kept.change is Change.SAME


def test_a_section_that_moved_is_no_loss_and_no_gain():
    found = changes("# 1 A\nOne.\n# 2 B\nTwo.\n# 3 C\nThree.", "# 1 C\nThree.\n# 2 A\nOne.\n# 3 B\nTwo.")
    assert found["C"].moved
    assert found["C"].was == "3"
    assert not found["A"].moved
    assert found["A"].renumbered
    assert {one.change for one in found.values()} == {Change.SAME}


def test_a_section_with_a_new_name_is_the_same_by_its_words_or_number():
    found = changes("# 1 Old\nThe very same words.", "# 2 New\nThe very same words.")
    assert found["New"].change is Change.CHANGED
    found = changes("# 1 Old\nThe very same words here.", "# 1 New\nThe very same words there.")
    assert found["New"].was == "1"
    found = changes("# 1 Old\nThe very same words.", "# 1 New\nNothing in common at all.")
    assert found["Old"].change is Change.REMOVED


def test_lone_words_between_two_changes_count_as_changed():
    found = compare_words("alpha beta gamma", "delta beta epsilon")
    assert [(one.change, one.words) for one in found] == [
        (Change.REMOVED, " alpha beta gamma"),
        (Change.ADDED, " delta beta epsilon"),
    ]


def test_unlike_paragraphs_come_and_go_instead_of_changing():
    lines = list(compare_lines(["Old words only."], ["New sentence wholly."]))
    assert [one.change for one in lines] == [Change.REMOVED, Change.ADDED]
    lines = list(compare_lines(["Same words stay here now."], ["Fresh start.", "Same words stay here then."]))
    assert [one.change for one in lines] == [Change.ADDED, Change.CHANGED]


def test_terms_and_lists_are_told_line_by_line():
    found = changes("# 1 A\n= Force: a touch\n\n- one\n- two", "# 1 A\n= Force: a touch\n\n- one\n- three")
    assert [one.change for one in found["A"].lines] == [Change.SAME, Change.SAME, Change.REMOVED, Change.ADDED]


def test_two_long_texts_without_an_anchor_are_told_as_replaced():
    assert anchors(["b", "a", "b"] * 30 + ["a"], ["a", "a", "b", "b", "a"] * 20 + ["b"]) in ([], [(0, 0)])
    assert anchors(["a"] * 60, ["b"] * 60) == []
