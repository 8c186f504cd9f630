"""The words of contacts: every spelling leads to one, care is found in kinds of calls, numbers have their time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from commonbeat.ground.records.imports.contact_rows import CONTACT_ROWS
from commonbeat.ground.records.rules import (
    WITHOUT_NUMBER,
    Answer,
    ContactFlag,
    NumberState,
    PersonRole,
    horizon,
    last_day,
    merged,
    state_after,
    state_of,
)
from commonbeat.ground.records.rules import contact_spellings as spellings
from commonbeat.kit.tabular.cells import plain
from commonbeat.kit.tabular.mapping import suggest

tried = limits(deadline=None, derandomize=True, max_examples=200)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "list_"),
    [
        (spellings.ROLES, PersonRole.values),
        (spellings.INITIATED, Answer.values),
        (spellings.MINORS, Answer.values),
        (spellings.FLAGS, [*ContactFlag.values, ""]),
        (spellings.LANGUAGES, ["en", "es", "other", ""]),
    ],
)
def test_every_spelling_leads_to_a_word_of_its_list(words, list_):
    assert set(words.values()) <= set(list_)
    assert all(word == plain(word) for word in words)


@given(
    pair=st.sampled_from([(field, word) for field in CONTACT_ROWS.fields for word in field.words]),
    upper=st.booleans(),
    spaces=st.integers(1, 3),
)
@tried
def test_a_spelling_is_understood_in_any_case_and_with_any_spaces(pair, upper, spaces):
    field, word = pair
    written = (word.upper() if upper else word.title()).replace(" ", " " * spaces)
    assert field.accepted[plain(written)] == field.words[word]


def test_no_word_of_a_role_lets_somebody_be_texted_who_may_not():
    never = [word for word, code in spellings.ROLES.items() if code in WITHOUT_NUMBER]
    assert {"suspect", "s", "arrestee", "a", "witness", "w", "offender", "subject"} <= set(never)


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("DOMESTIC DISTURBANCE", "domestic_violence"),
        ("DV-PHYSICAL", "domestic_violence"),
        ("Family Fight", "domestic_violence"),
        ("RAPE (P)", "sexual_violence"),
        ("CSC 3", "sexual_violence"),
        ("CHILD_ABUSE", "child_abuse"),
        ("Elder abuse", "vulnerable_adult"),
        ("ASSAULT IN PROGRESS", "violence"),
        ("SHOTSPOTTER / SHOOTING", "violence"),
        ("Robbery of Business", "violence"),
        ("VIOLATION OF OFP", "stalking"),
        ("TERRORISTIC THREATS", "stalking"),
        ("EDP", "mental_health"),
        ("WELFARE CHECK", "mental_health"),
        ("Suicidal subject", "suicide"),
        ("DOA", "death"),
        ("Fatal accident", "death"),
        ("Possible OD", "overdose"),
        ("MISSING JUVENILE", "missing_person"),
        ("RUNAWAY", "missing_person"),
        ("INFORMANT MEETING", "confidential"),
    ],
)
def test_a_kind_of_call_that_calls_for_care_is_known(words, flag):
    assert flag in spellings.flags_in(words)


@pytest.mark.parametrize(
    "words",
    [
        *("NOISE COMPLAINT", "Loud Music", "PARKING COMPLAINT", "THEFT REPORT", "BURGLARY OF DWELLING", "TRAFFIC STOP"),
        *("PROPERTY DAMAGE ACCIDENT", "ABANDONED VEHICLE", "LIQUOR ESTABLISHMENT CHECK", "AUTO BODY SHOP ALARM"),
        *("FOUND PROPERTY", "GRAFFITI", "ALARM - COMMERCIAL", "ANIMAL COMPLAINT", "WHATEVER", "FRAUD", "", "OTHER"),
    ],
)
def test_a_usual_kind_of_call_is_free_of_marks(words):
    assert spellings.flags_in(words) == frozenset()


@given(st.text(max_size=80))
@tried
def test_no_words_break_the_search_for_care(words):
    assert spellings.flags_in(words) <= set(ContactFlag)


@given(
    given_=st.booleans(),
    readable=st.booleans(),
    role=st.sampled_from(PersonRole.values),
    hours=st.integers(-2000, 2000),
)
@tried
def test_a_number_is_held_only_if_it_is_one_of_somebody_who_may_be_asked_and_its_time_is_not_over(
    given_, readable, role, hours
):
    at = NOW + timedelta(hours=hours)
    state = state_of(given=given_, readable=readable, role=role, at=at, horizon=NOW)
    held = given_ and readable and role not in WITHOUT_NUMBER and at >= NOW
    assert (state == NumberState.HELD) is held
    assert (state == NumberState.NOT_KEPT) is (given_ and role in WITHOUT_NUMBER)


@given(old=st.sampled_from(NumberState.values), new=st.sampled_from(NumberState.values))
@tried
def test_what_was_deleted_comes_never_back(old, new):
    after = state_after(old, new)
    assert after == new or (old == "forgotten" and after == "forgotten")
    if old == "forgotten":
        assert after != NumberState.HELD


def test_the_time_of_a_number_ends_in_the_night_after_its_last_day():
    assert horizon(NOW, 30) == datetime(2026, 10, 23, 12, tzinfo=UTC)
    late = datetime(2026, 11, 1, 4, 30, tzinfo=UTC)
    assert last_day(late, 30, "America/Chicago") == date(2026, 12, 1)
    assert last_day(late, 30, "UTC") == date(2026, 12, 2)


@given(
    counts=st.dictionaries(st.text(max_size=5), st.integers(1, 30), max_size=8),
    least=st.integers(1, 10),
)
@tried
def test_no_count_under_the_least_is_told_and_none_is_lost(counts, least):
    shown, rest = merged(counts, least)
    assert sum(count for _name, count in shown) + rest == sum(counts.values())
    assert all(count >= least and counts[name] == count for name, count in shown)
    assert shown == sorted(shown, key=lambda item: (-item[1], item[0]))
    assert rest == 0 or rest >= least or not shown


CAD = "Incident Number,Call Received,Nature,Dispo,Caller Phone,Unit,Beat,Call Source"
RMS = "Case No,Report Date,Offense,Involvement,Home Phone,Age,Preferred Language,Officer ID,Neighborhood"
MARK43 = "cad_event_number,event_date,call_type,disposition,caller_phone_number,primary_unit_officer,person_role"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            CAD,
            {
                "source_key": "Incident Number",
                "at": "Call Received",
                "call_type": "Nature",
                "disposition": "Dispo",
                "caller_phone": "Caller Phone",
                "badge_text": "Unit",
                "district_text": "Beat",
                "police_initiated": "Call Source",
            },
        ),
        (
            RMS,
            {
                "source_key": "Case No",
                "at": "Report Date",
                "call_type": "Offense",
                "person_role": "Involvement",
                "caller_phone": "Home Phone",
                "minor": "Age",
                "language": "Preferred Language",
                "badge_text": "Officer ID",
                "neighborhood_text": "Neighborhood",
            },
        ),
        (
            MARK43,
            {
                "source_key": "cad_event_number",
                "at": "event_date",
                "call_type": "call_type",
                "disposition": "disposition",
                "caller_phone": "caller_phone_number",
                "badge_text": "primary_unit_officer",
                "person_role": "person_role",
            },
        ),
    ],
)
def test_the_columns_of_common_exports_are_guessed_from_their_names(headers, expected):
    assert suggest(CONTACT_ROWS, headers.split(",")) == {key: (name,) for key, name in expected.items()}
