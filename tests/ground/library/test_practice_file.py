"""The file of practices: what goes out comes in again, and whatever is wrong with one is said by its field."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.ground.library.rules import practice_file
from commonbeat.ground.library.rules.peers import contact_link, contact_problem

SITE = {
    "agency": "Example Hills Police",
    "place": "Example Hills",
    "size": "under_25",
    "measured": "",
    "office": "Office of the chief",
    "contact": "office@example-hills.example",
    "networks": ["River towns"],
}
PRACTICE = {
    "reference": "0b5d6d8e-0d0f-4d5c-9f5e-0f6a3c1c9a11",
    "version": 2,
    "changed_on": "2026-05-01",
    "language": "en",
    "title": "Call back within two days",
    "what": "Whoever took the report calls.",
    "why": "People did not know what became of it.",
    "needed": "An hour a week.",
    "measured": "31 of 40 were reached.",
    "grade": "experience",
    "topics": ["calls"],
}
DAY = date(2026, 6, 1)
DEEP = b'{"format":"commonbeat-practices","format_version":1,"deep":' + b"[" * 900 + b"]" * 900 + b"}"


def content(**changes):
    """A file as bytes; `site`, `practice` or parts of the whole are changed, and the hash fits unless it is given."""
    practice = {**PRACTICE, **changes.pop("practice", {})}
    document = practice_file.built({**SITE, **changes.pop("site", {})}, [practice], DAY)
    document |= changes
    if "sha256" not in changes:
        document["sha256"] = practice_file.digest(document)
    return json.dumps(document).encode()


def wrong(file):
    return [problem.where for problem in practice_file.read(file).problems]


def test_what_goes_out_comes_in_again():
    found = practice_file.read(content())
    assert found.problems == ()
    assert (found.site, list(found.practices), found.exported_on) == (SITE, [PRACTICE], "2026-06-01")
    assert practice_file.read(b"\xef\xbb\xbf" + content()).problems == ()


def test_the_hash_does_not_hang_on_order_or_space():
    document = json.loads(content())
    again = json.dumps(dict(reversed(document.items())), indent=4, ensure_ascii=False).encode()
    assert practice_file.read(again).problems == ()


def test_one_letter_changed_is_found():
    assert wrong(content().replace(b"31 of 40", b"41 of 40")) == ["sha256"]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"practice": {"title": ""}}, "practices[1].title"),
        ({"practice": {"title": "x" * 161}}, "practices[1].title"),
        ({"practice": {"title": 5}}, "practices[1].title"),
        ({"practice": {"title": "a\ud800b"}}, "practices[1].title"),
        ({"practice": {"title": "a\x00b"}}, "practices[1].title"),
        ({"practice": {"grade": "excellent"}}, "practices[1].grade"),
        ({"practice": {"grade": ["strong"]}}, "practices[1].grade"),
        ({"practice": {"language": "fr"}}, "practices[1].language"),
        ({"practice": {"version": 0}}, "practices[1].version"),
        ({"practice": {"version": True}}, "practices[1].version"),
        ({"practice": {"version": 1.5}}, "practices[1].version"),
        ({"practice": {"changed_on": "1.5.2026"}}, "practices[1].changed_on"),
        ({"practice": {"changed_on": None}}, "practices[1].changed_on"),
        ({"practice": {"reference": "7"}}, "practices[1].reference"),
        ({"practice": {"topics": "calls"}}, "practices[1].topics"),
        ({"practice": {"topics": [""]}}, "practices[1].topics"),
        ({"practice": {"secret": "x"}}, "practices[1].secret"),
        ({"site": {"contact": "Lee"}}, "from.contact"),
        ({"site": {"size": "huge"}}, "from.size"),
        ({"site": {"networks": [1]}}, "from.networks"),
        ({"from": "us"}, "from"),
        ({"more": 1}, "more"),
        ({"exported_on": "today"}, "exported_on"),
        ({"practices": []}, "practices"),
        ({"practices": "none"}, "practices"),
        ({"practices": ["none"]}, "practices[1]"),
        ({"practices": [PRACTICE, PRACTICE]}, "practices"),
        ({"practices": [{**PRACTICE, "reference": 0}] * 201}, "practices"),
        ({"sha256": "0" * 64}, "sha256"),
        ({"format": "other"}, "format"),
        ({"format_version": 2}, "format_version"),
    ],
)
def test_each_error_is_said_by_its_field(changes, where):
    assert wrong(content(**changes)) == [where]


def test_every_error_is_told_at_once():
    practice = {name: value for name, value in PRACTICE.items() if name != "why"} | {"version": 0}
    assert wrong(content(practices=[practice], site={"place": " "})) == [
        "from.place",
        "practices[1].version",
        "practices[1].why",
    ]


@pytest.mark.parametrize(
    "file",
    [b"", b"\xff\xfe", b"[]", b"null", b'{"format": NaN}', b"[" * 100_000, b" " * (practice_file.LARGEST + 1)],
)
def test_what_is_no_such_file_is_refused_in_words(file):
    found = practice_file.read(file)
    assert len(found.problems) == 1
    assert str(found.problems[0])
    assert found.practices == ()


def test_a_file_nested_without_end_is_refused_too():
    assert practice_file.read(DEEP).problems[0].where == "deep"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@given(place=st.sampled_from(["from", "practices", "exported_on", "sha256"]), value=JSON)
def test_whatever_stands_in_a_file_reading_it_never_breaks(place, value):
    found = practice_file.read(content(**{place: value}))
    assert found.problems or place == "exported_on"


@given(name=st.sampled_from(sorted(PRACTICE)), value=JSON)
def test_whatever_stands_in_a_field_it_fits_or_is_named(name, value):
    found = practice_file.read(content(practice={name: value}))
    assert {problem.where for problem in found.problems} <= {f"practices[1].{name}"}


def test_the_schema_asks_for_what_the_reader_asks_for():
    schema = practice_file.schema()
    practice = schema["properties"]["practices"]["items"]
    assert set(practice["required"]) == set(PRACTICE)
    assert set(schema["properties"]["from"]["required"]) == set(SITE) - {"measured"}
    assert practice["properties"]["grade"]["enum"][0] == "strong"
    assert set(schema["required"]) == set(json.loads(content()))


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("office@town.example", "mailto:office@town.example"),
        ("https://town.example/ask", "https://town.example/ask"),
        ("(612) 555-0142", "tel:6125550142"),
        ("+1 612 555 0142", "tel:+16125550142"),
        ("javascript:alert(1)", ""),
        ("Lee", ""),
    ],
)
def test_a_contact_is_mail_web_or_phone(contact, link):
    assert contact_link(contact) == link
    assert bool(contact_problem(contact)) == (link == "")
