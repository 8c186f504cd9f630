"""Words are compared alike however they are written."""

from hypothesis import given
from hypothesis import strategies as st

from commonbeat.ground.library.rules.texts import (
    LONGEST_WORD,
    MOST_TERMS,
    document,
    mark_of,
    postgresql_query,
    sqlite_query,
    terms,
    words,
)


def test_case_accents_and_the_plural_make_no_difference():
    assert words("Policías, POLICIES & Illnesses!") == ["policia", "policy", "illnesse"]
    assert words("stress bus gas") == ["stress", "bus", "gas"]


def test_each_word_is_looked_for_once_and_not_more_than_eight():
    assert terms("force Force FORCES") == ("force",)
    assert len(terms(" ".join(f"w{number}" for number in range(20)))) == MOST_TERMS


def test_a_document_holds_the_mark_of_its_agency():
    assert document(12, ["Use of Force", "force"]) == "a_12 force of use"
    assert mark_of(12) == "a_12"


def test_both_databases_are_asked_the_same():
    assert sqlite_query(3, ("use",)) == '"a_3" AND "use"*'
    assert postgresql_query(3, ("use",)) == "'a_3' & 'use':*"


@given(st.text())
def test_no_text_can_break_out_of_a_question(text):
    for word in words(text):
        assert word
        assert len(word) <= LONGEST_WORD
        assert not set(word) & set(" _'\"*&|!():\\")


@given(st.text())
def test_folding_what_is_folded_keeps_every_word_findable(text):
    for word in terms(text):
        assert word in document(1, [text]).split()
