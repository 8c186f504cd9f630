"""Phone numbers as files write them: the same number however it is written, and none where nobody can be reached."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from commonbeat.kit.tabular.phones import HIDDEN, full_number, usual_number, without_numbers

tried = limits(deadline=None, derandomize=True, max_examples=200)
NUMBERS = st.from_regex(r"[2-9][0-8][2-9][2-9][0-9]{6}", fullmatch=True).filter(lambda ten: len(set(ten)) > 1)
WRITTEN = st.sampled_from(
    [
        *("{a}-{b}-{c}", "({a}) {b}-{c}", "({a}){b}-{c}", "{a}.{b}.{c}", "{a} {b} {c}", "{a}{b}{c}", "1-{a}-{b}-{c}"),
        *("+1{a}{b}{c}", "+1 ({a}) {b}-{c}", "1 {a} {b} {c}", "{a}{b}{c}.0", "{a}-{b}-{c} cell", "Cell: {a}-{b}-{c}"),
        *("({a}) {b}-{c} (home)", "tel. {a} {b} {c}", "{a} - {b} - {c}", "tel:+1{a}{b}{c}"),
    ]
)


@given(ten=NUMBERS, written=WRITTEN)
@tried
def test_a_number_is_the_same_however_it_is_written(ten, written):
    assert full_number(written.format(a=ten[:3], b=ten[3:6], c=ten[6:])) == f"+1{ten}"


@given(ten=NUMBERS, written=WRITTEN, around=st.sampled_from(["", "call ", "cb # ", "(", "x "]))
@tried
def test_a_number_is_found_in_any_text_and_taken_out(ten, written, around):
    text = around + written.format(a=ten[:3], b=ten[3:6], c=ten[6:]) + " after 5 pm"
    left = without_numbers(text)
    assert HIDDEN in left
    assert ten[6:] not in "".join(letter for letter in left if letter.isdigit())


@given(text=st.text(alphabet="0123456789()+-. x/#", max_size=20))
@tried
def test_what_is_read_is_a_possible_number_and_reading_it_again_changes_nothing(text):
    found = full_number(text)
    if found:
        number = phonenumbers.parse(found)
        assert phonenumbers.is_possible_number(number)
        assert full_number(found) == found
        digits = "".join(letter for letter in text if letter.isdigit())
        assert digits in found or found.removeprefix("+1") in digits or found.removeprefix("+") in digits


@given(text=st.text(max_size=30))
@tried
def test_no_text_breaks_the_reading(text):
    assert full_number(text) == "" or full_number(text).startswith("+")
    assert usual_number(text) in (None, "", full_number(text))
    without_numbers(text)


@pytest.mark.parametrize(
    "text",
    [
        *("555-0123", "911-555-0100", "000-000-0000", "999-999-9999", "555-555-5555", "612-155-0100", "112-555-0100"),
        *("612-555-CALL", "1-800-FLOWERS", "6125550100 x23", "612-555-0100 ext. 4", "612-555-0100 #4"),
        *("612-555-0100 / 612-555-0101", "6.12555E+09", "REFUSED", "see notes", "12", "+", "(", "612-555-01000"),
        *("011 52 55", "+1 612 555", "0016125550100", "6125550100W"),
    ],
)
def test_what_cannot_be_reached_for_sure_is_no_number(text):
    assert full_number(text) == ""


def test_a_number_of_another_country_needs_its_code():
    assert full_number("+52 55 1234 5678") == "+525512345678"
    assert full_number("\uff16\uff11\uff12\uff15\uff15\uff15\uff10\uff11\uff10\uff10") == "+16125550100"


@pytest.mark.parametrize(
    "text", ["2026-11-22 14:05", "20261122140500", "26-104233", "BURGLARY 2", "5150", "14:05:33", "44.9665, -93.2465"]
)
def test_days_and_numbers_of_records_are_no_phone_numbers(text):
    assert without_numbers(text) == text


def test_a_local_number_in_a_text_is_taken_out_too():
    assert without_numbers("rp at 555-0123, was 612.555.0100 before") == f"rp at {HIDDEN}, was {HIDDEN} before"
