"""What a private field holds, or what looks like it in any other column, is told nowhere on the way in."""

import json
import re
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from commonbeat.kit.tabular import files
from commonbeat.kit.tabular.fields import Field, FieldType, RowKind
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
from commonbeat.kit.tabular.phones import HIDDEN, UNREADABLE
from commonbeat.kit.tabular.problems import FileRefused
from commonbeat.kit.tabular.reading import RowReader
from kit.tabular_kind import NOW, ZONE

KIND = RowKind(
    key="calls",
    label="Calls",
    explanation="One row for each call.",
    fields=(
        Field("id", "Number", required=True, longest=20),
        Field("at", "When", FieldType.MOMENT, required=True),
        Field("kind", "Kind", blank="", longest=60),
        Field("role", "Role", FieldType.CHOICE, choices={"caller": "Caller"}, blank=""),
        Field("phone", "Phone", FieldType.PHONE, private=True, blank="", words={"refused": ""}),
        Field(
            "marks",
            "Marks",
            FieldType.SEVERAL,
            choices={"dv": "DV", "mh": "MH"},
            words={"mental / health": "mh", "no": ""},
            blank=(),
        ),
    ),
    natural_key=("id",),
)
HEADER = "id,at,kind,role,phone,marks,name\n"
CANARY = "612-555-0173"
SEEN = re.compile(r"6\D{0,3}1\D{0,3}2\D{0,3}5\D{0,3}5\D{0,3}5\D{0,3}0\D{0,3}1\D{0,3}7\D{0,3}3")


def read(path, content, **columns):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    sheet = files.inspect(path)
    mapping = ColumnMapping(columns=suggest(KIND, sheet.headers) | columns)
    reader = RowReader(sheet, KIND, mapping, zone=ZONE, now=NOW)
    rows, bad = [], []
    for chunk in reader.chunks():
        rows += [values for _line, values, _cells in chunk.rows]
        bad += chunk.bad
    told = json.dumps([[asdict(one) for one in bad], reader.notes, reader.unknown_words], ensure_ascii=False)
    return rows, bad, reader, told


@pytest.fixture
def path(tmp_path):
    return tmp_path / "calls.csv"


def test_a_number_is_read_and_what_is_none_is_noted_and_the_row_taken(path):
    lines = [CANARY, "", "refused", "911-555-0173", "x\0y", "\u202e612", "n/a"]
    content = HEADER + "".join(f"{n},2026-01-01 10:00,noise,caller,{cell},,\n" for n, cell in enumerate(lines))
    rows, bad, reader, _told = read(path, content)
    assert [row[4] for row in rows] == ["+16125550173", "", "", UNREADABLE, UNREADABLE, UNREADABLE, ""]
    assert bad == []
    assert reader.notes == {"no_number": [3, 5]}


def test_several_words_of_one_cell_are_read_in_order_and_each_once(path):
    cells = ["dv", "mh; DV ;dv", "Mental / Health", "no", "", "dv|mh", "dv / mh"]
    content = HEADER + "".join(f'{n},2026-01-01 10:00,,,,"{cell}",\n' for n, cell in enumerate(cells))
    rows, _bad, _reader, _told = read(path, content)
    assert [row[5] for row in rows] == [("dv",), ("dv", "mh"), ("mh",), (), (), ("dv", "mh"), ("dv", "mh")]


def test_a_word_among_several_that_nobody_explained_is_asked_about(path):
    _rows, bad, reader, _told = read(path, HEADER + "1,2026-01-01 10:00,,,,dv; weird,\n")
    assert reader.unknown_words == {"marks": {"weird": 1}}
    assert bad[0].problems[0].value == "dv; weird"


def test_a_number_in_a_text_is_left_out_of_it_and_noted_but_a_key_stays_as_it_is(path):
    rows, _bad, reader, _told = read(path, HEADER + f"6125550100,2026-01-01 10:00,call {CANARY} back,,,,\n")
    assert (rows[0][0], rows[0][2]) == ("6125550100", f"call {HIDDEN} back")
    assert reader.notes == {"number_in_text": [1, 2]}


@pytest.mark.parametrize(
    "line",
    [
        f"1,never,noise,caller,{CANARY},,{CANARY}",
        f"1,2026-01-01 10:00,noise,{CANARY},{CANARY},,",
        f"1,{CANARY},{CANARY},{CANARY},{CANARY},{CANARY},{CANARY}",
        f"1,2026-01-01 10:00,noise,caller,{CANARY},,,{CANARY},more",
        f"1,2026-01-01 10:00,{CANARY}",
        f'1,2026-01-01 10:00,"{CANARY}" oh,caller,,,',
        f'1,2026-01-01 10:00,"{CANARY},caller,,,',
        f"1,,{CANARY},caller,(612) 555-0173,,",
        f"1,2026-01-01 10:00,{'x' * 70} {CANARY},,,,",
        f"1,2026-01-01 10:00,,,,dv;{CANARY},",
    ],
)
def test_a_line_that_cannot_be_taken_is_listed_without_the_number(path, line):
    _rows, bad, _reader, told = read(path, HEADER + line + "\n2,2026-01-01 10:00,noise,caller,,,\n")
    assert bad
    assert not SEEN.search(told)
    assert all(set(KIND.told(problem)) for one in bad for problem in one.problems)


def test_of_a_refused_line_only_named_columns_are_kept(path):
    _rows, bad, _reader, told = read(path, HEADER + f"1,never,noise,caller,{CANARY},,Maria Canary\n")
    assert bad[0].cells == ["1", "never", "noise", "caller", HIDDEN, "", ""]
    assert "Canary" not in told
    assert KIND.seen(bad[0].problems[0]) == "never"


def test_a_column_named_for_two_fields_is_private_if_one_of_them_is(path):
    content = HEADER + f"1,never,noise,caller,{CANARY},,\n"
    _rows, bad, _reader, told = read(path, content, kind=("phone",))
    assert bad[0].cells[4] == HIDDEN
    assert not SEEN.search(told)


def test_a_doubled_line_is_listed_without_the_number(path):
    line = f"1,2026-01-01 10:00,noise,caller,{CANARY},,{CANARY}\n"
    _rows, bad, _reader, told = read(path, HEADER + line + line)
    assert bad[0].problems[0].reason == "doubled"
    assert not SEEN.search(told)


def test_a_required_number_that_is_missing_is_told_and_a_refused_private_cell_shows_that_it_is_one(path):
    kind = RowKind(
        key="k",
        label="K",
        explanation="",
        fields=(
            Field("id", "Number", required=True),
            Field("phone", "Phone", FieldType.PHONE, private=True, required=True),
            Field("who", "Who", FieldType.CHOICE, private=True, choices={"a": "A"}, required=True),
        ),
        natural_key=("id",),
    )
    path.write_text("id,phone,who\n1,,secret word\n2,612-555-0100,a\n")
    sheet = files.inspect(path)
    reader = RowReader(sheet, kind, ColumnMapping(columns=suggest(kind, sheet.headers)), zone=ZONE, now=NOW)
    (bad,) = next(iter(reader.chunks())).bad
    assert [problem.reason for problem in bad.problems] == ["empty", "unknown_word"]
    assert [kind.seen(problem) for problem in bad.problems] == ["a number", "a number"]
    assert "secret" not in json.dumps(asdict(bad))
    assert not reader.unknown_words


def test_a_key_cannot_be_private():
    with pytest.raises(ValueError, match="private"):
        RowKind("k", "K", "", (Field("id", "Number", private=True),), natural_key=("id",))


SPOILED = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 5), st.sampled_from(["", ",", '"', "\n", "x", ";", "\0", "31/12/2017"])),
    max_size=5,
)


def test_a_quote_that_swallows_lines_into_the_number_of_a_row_gives_no_phone_away(path):
    line = f"1,2026-01-01 10:00,noise,caller,{CANARY},dv,Maria\n"
    _rows, (bad, *_others), _reader, told = read(path, HEADER + f'"{line}{line}",2026-01-01 10:00,noise,,,,\n')
    assert bad.problems[0].reason == "too_long"
    assert not SEEN.search(told)


@given(spoils=SPOILED)
@limits(deadline=None, derandomize=True, max_examples=150)
def test_however_a_file_is_spoiled_the_whole_number_is_told_nowhere(tmp_path_factory, spoils):
    body = "".join(f"{n},2026-01-01 10:0{n},noise,caller,{CANARY},dv,Maria\n" for n in range(6))
    for where, gone, put in spoils:
        place = int(where * len(body))
        body = body[:place] + put + body[place + gone :]
    try:
        *_rest, told = read(tmp_path_factory.mktemp("spoiled") / "calls.csv", HEADER + body)
    except FileRefused:
        return
    assert CANARY not in told
