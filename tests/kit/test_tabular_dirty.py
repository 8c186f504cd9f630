"""Files in every state that they come in: what can be read is read, all else is refused in words, nothing breaks."""

import tracemalloc

import pytest

from commonbeat.kit.tabular import files, reading, records
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
from commonbeat.kit.tabular.problems import FileReason, FileRefused, Note, Reason
from kit.tabular_kind import GOOD, HEADER, KIND, NOW, ZONE, read


@pytest.fixture
def path(tmp_path):
    return tmp_path / "visits.csv"


def reasons(bad):
    return [[problem.reason for problem in row.problems] for row in bad]


def lines(*numbers):
    return "".join(GOOD.replace("S-1", f"S-{number}") for number in numbers)


def refusal(path, content):
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        files.inspect(path)
    assert "%(" not in refused.value.words
    return refused.value.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", FileReason.EMPTY),
        (b"\n \r\n\t\n", FileReason.EMPTY),
        (b"\xef\xbb\xbf", FileReason.EMPTY),
        (HEADER.encode(), FileReason.NO_ROWS),
        (HEADER.encode() + b"\n\n", FileReason.NO_ROWS),
        (b"just words\nand more words\n", FileReason.ONE_COLUMN),
        (b",,,\n,,,\n", FileReason.ONE_COLUMN),
        (b"PK\x03\x04....[Content_Types].xml", FileReason.WORKBOOK),
        (b"PK\x03\x04....data.csv", FileReason.ARCHIVE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", FileReason.WORKBOOK),
        (b"%PDF-1.7", FileReason.PDF),
        (b"\x1f\x8b\x08", FileReason.ARCHIVE),
        (b"SQLite format 3\x00", FileReason.DATABASE),
        (b"\x89PNG\r\n", FileReason.NOT_TEXT),
        (b"\x00\x00\x01\x02\x03" * 100, FileReason.NOT_TEXT),
        (b"<!DOCTYPE html><html>", FileReason.WEB_PAGE),
        (b'[{"id": 1}, {"id": 2}]', FileReason.JSON),
        (b'{"id": 1, "at": 2}', FileReason.JSON),
    ],
)
def test_what_is_no_table_is_refused_in_words(path, content, reason):
    assert refusal(path, content) == reason


def test_a_file_that_is_not_there_is_refused_in_words(path):
    with pytest.raises(FileRefused) as refused:
        files.inspect(path)
    assert refused.value.reason == FileReason.MISSING


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_every_encoding_is_found_out(path, encoding, named):
    content = (HEADER + lines(1, 2).replace("quiet", "Peña’s café")).encode(encoding)
    rows, bad, _reader, sheet = read(path, content)
    assert [row[1][4] for row in rows] == ["Peña’s café"] * 2
    assert not bad
    assert sheet.encoding_name == named
    assert sheet.headers[0] == "id"


def test_one_broken_letter_in_a_file_of_good_ones_costs_one_row(path):
    content = (HEADER + lines(1, 2, 3).replace("quiet", "Peña")).encode()
    content = content.replace(
        "S-2,2017-03-01 10:00,2017-03-01,Black,Peña".encode(), b"S-2,2017-03-01 10:00,2017-03-01,Black,Pe\xffa"
    )
    rows, bad, _reader, _sheet = read(path, content)
    assert len(rows) == 2
    assert (bad[0].line, reasons(bad)) == (3, [[Reason.UNREADABLE]])


def test_a_byte_that_windows_does_not_know_costs_one_row(path):
    rows, bad, _reader, sheet = read(
        path, (HEADER + lines(1)).encode() + GOOD.replace("S-1", "S-2").encode().replace(b"quiet", b"\x81\xe9\xe8")
    )
    assert sheet.encoding_name == "Windows-1252"
    assert (len(rows), reasons(bad)) == (1, [[Reason.UNREADABLE]])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator_is_found_out(path, separator):
    rows, bad, _reader, sheet = read(path, (HEADER + lines(1, 2)).replace(",", separator).encode())
    assert (len(rows), bad, sheet.separator) == (2, [], separator)


def test_a_line_that_tells_the_separator_is_believed(path):
    rows, _bad, _reader, sheet = read(path, ("sep=;\r\n" + (HEADER + lines(1)).replace(",", ";")).encode())
    assert (rows[0][0], sheet.header_line, sheet.separator) == (3, 2, ";")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read_and_lines_are_counted(path, end):
    rows, _bad, _reader, _sheet = read(path, (HEADER + lines(1, 2, 3)).replace("\n", end).encode())
    assert [row[0] for row in rows] == [2, 3, 4]


def test_mixed_line_ends_are_read(path):
    rows, bad, _reader, _sheet = read(
        path,
        (HEADER + lines(1)).encode()
        + lines(2).replace("\n", "\r\n").encode()
        + lines(3).replace("\n", "\r").encode()
        + lines(4).rstrip().encode(),
    )
    assert ([row[0] for row in rows], bad) == ([2, 3, 4, 5], [])


def test_title_lines_above_the_names_are_passed_over(path):
    rows, _bad, _reader, sheet = read(path, ("Visits of 2017\nExported on Monday\n\n" + HEADER + lines(1)).encode())
    assert (sheet.header_line, rows[0][0]) == (4, 5)


def test_doubled_and_empty_column_names_stay_apart(path):
    path.write_bytes(b"id,race,Race,,race\n1,a,b,c,d\n")
    sheet = files.inspect(path)
    assert sheet.headers == ("id", "race", "Race (2)", "column 4", "race (3)")
    assert sheet.doubled_headers == ("Race", "race")
    assert files.sample(sheet) == [["1", "a", "b", "c", "d"]]
    again = files.Sheet.from_json(path, sheet.as_json())
    assert again == sheet


def test_a_header_with_control_and_turning_marks_is_shown_safely(path):
    path.write_bytes("id,ra\u202ece,a\x07t\n1,2,3\n".encode())
    assert files.inspect(path).headers == ("id", "ra\ufffdce", "a\ufffdt")


def test_missing_columns_are_named(path):
    path.write_bytes(b"id,race\nS-1,Black\n")
    sheet = files.inspect(path)
    with pytest.raises(FileRefused) as refused:
        reading.RowReader(sheet, KIND, ColumnMapping(columns=suggest(KIND, sheet.headers)), zone=ZONE, now=NOW)
    assert (refused.value.reason, refused.value.detail) == (FileReason.UNMAPPED, {"fields": "at"})
    assert KIND.refusal(refused.value.reason, refused.value.detail) == "No column is named for: When."
    assert KIND.refusal("unmapped", {"fields": "gone"}) == "No column is named for: gone."
    with pytest.raises(FileRefused) as refused:
        reading.RowReader(sheet, KIND, ColumnMapping(columns={"id": ("id",), "at": ("when",)}), zone=ZONE, now=NOW)
    assert (refused.value.reason, refused.value.detail) == (FileReason.NO_COLUMN, {"columns": "when"})


def test_shifted_rows_are_listed(path):
    shifted = GOOD.replace("S-1", "S-2").replace(",quiet", ",quiet, but not long")
    short = "S-3,2017-03-01 10:00\n"
    wrong = "2017-03-01 10:00,S-4,2017-03-01,Black,quiet,30,44.9,35.3%\n"
    rows, bad, _reader, _sheet = read(path, (HEADER + GOOD + shifted + short + wrong).encode())
    assert len(rows) == 1
    assert reasons(bad) == [[Reason.TOO_MANY_CELLS], [Reason.TOO_FEW_CELLS], [Reason.NOT_A_DATE]]
    assert bad[0].problems[0].detail == {"found": 9, "expected": 8}


def test_empty_cells_beyond_the_last_column_are_no_shift(path):
    rows, bad, reader, _sheet = read(path, (HEADER + GOOD.replace("\n", ",,\n")).encode())
    assert (len(rows), bad, reader.notes) == (1, [], {Note.EMPTY_CELLS: [1, 2]})


def test_blank_lines_and_lines_of_empty_cells_are_no_rows(path):
    rows, bad, _reader, _sheet = read(path, (HEADER + "\n,,,,,,,\n  \n,,,,,,,,,,\n,\n" + GOOD).encode())
    assert ([row[0] for row in rows], bad) == ([7], [])


@pytest.mark.parametrize("size", [1, 2, 5000])
def test_a_doubled_key_is_refused_with_the_line_of_the_first(path, size):
    rows, bad, _reader, _sheet = read(path, (HEADER + lines(1, 2, 1, 3, 2)).encode(), size=size)
    assert [row[1][0] for row in rows] == ["S-1", "S-2", "S-3"]
    assert [(row.line, row.problems[0].detail["line"]) for row in bad] == [(4, 2), (6, 3)]
    assert bad[0].problems[0].column == "id"


def test_a_quote_never_closed_costs_its_line_and_not_the_file(path):
    spoiled = GOOD.replace("S-1", "S-2").replace("quiet", '"quiet')
    rows, bad, _reader, _sheet = read(path, (HEADER + GOOD + spoiled + lines(*range(3, 300))).encode())
    assert len(rows) == 298
    assert (bad[0].line, reasons(bad)) == (3, [[Reason.OPEN_QUOTE]])
    assert rows[1][0] == 4


def test_a_quote_inside_a_word_costs_its_line(path):
    spoiled = GOOD.replace("S-1", "S-2").replace("quiet", '"quiet" or not')
    rows, bad, _reader, _sheet = read(path, (HEADER + GOOD + spoiled + lines(3)).encode())
    assert ([row[0] for row in rows], reasons(bad)) == ([2, 4], [[Reason.OPEN_QUOTE]])


def test_a_text_over_several_lines_is_one_row_and_later_lines_keep_their_numbers(path):
    rows, bad, _reader, _sheet = read(path, (HEADER + GOOD.replace("quiet", '"first\nsecond"') + lines(2)).encode())
    assert ([row[0] for row in rows], bad) == ([2, 4], [])
    assert rows[0][1][4] == "first second"


def test_a_very_long_text_is_refused(path):
    rows, bad, _reader, _sheet = read(
        path, (HEADER + GOOD + GOOD.replace("S-1", "S-2").replace("quiet", "x" * 5000)).encode()
    )
    assert (len(rows), reasons(bad)) == (1, [[Reason.TOO_LONG]])
    assert len(bad[0].problems[0].value) == 80


def test_a_line_without_end_is_refused_and_the_next_is_read(path, monkeypatch):
    monkeypatch.setattr(records, "MOST_LETTERS", 1000)
    endless = "S-2," + "x" * 5000 + "\n"
    rows, bad, _reader, _sheet = read(path, (HEADER + GOOD + endless + lines(3)).encode())
    assert ([row[0] for row in rows], reasons(bad)) == ([2, 4], [[Reason.LONG_LINE]])


def test_zero_bytes_are_refused_where_they_stand(path):
    rows, bad, _reader, _sheet = read(
        path, (HEADER + GOOD + GOOD.replace("S-1", "S-2").replace("quiet", "qu\0iet")).encode()
    )
    assert (len(rows), reasons(bad)) == (1, [[Reason.CONTROL]])
    assert bad[0].problems[0].value == "qu\u2400iet"


def test_marks_that_turn_the_reading_around_are_refused(path):
    rows, bad, _reader, _sheet = read(path, (HEADER + GOOD.replace("quiet", "qu\u202eiet")).encode())
    assert (rows, reasons(bad)) == ([], [[Reason.DISGUISED]])
    assert "\u202e" not in bad[0].problems[0].value


def test_marks_without_a_shape_are_left_out_and_noted(path):
    rows, bad, reader, _sheet = read(path, (HEADER + GOOD.replace("quiet", "qu\u200biet\u00a0now")).encode())
    assert (rows[0][1][4], bad) == ("quiet now", [])
    assert reader.notes == {Note.INVISIBLE: [1, 2]}


def test_a_formula_stays_the_text_that_it_is(path):
    rows, bad, _reader, _sheet = read(path, (HEADER + GOOD.replace("quiet", "=cmd|' /C calc'!A0")).encode())
    assert (rows[0][1][4], bad) == ("=cmd|' /C calc'!A0", [])


def test_every_problem_of_a_row_is_listed(path):
    rows, bad, reader, _sheet = read(path, (HEADER + ",soon,never,purple,ok,old,far,much\n").encode())
    assert rows == []
    assert {problem.column: problem.reason for problem in bad[0].problems} == {
        "id": Reason.EMPTY,
        "at": Reason.NOT_A_DATE,
        "day": Reason.NOT_A_DATE,
        "race": Reason.UNKNOWN_WORD,
        "age": Reason.NOT_A_NUMBER,
        "lat": Reason.NOT_A_NUMBER,
        "share": Reason.NOT_A_NUMBER,
    }
    assert reader.unknown_words == {"race": {"purple": 1}}
    assert all("%(" not in "".join(KIND.told(problem)) for problem in bad[0].problems)


def test_a_field_collects_so_many_unknown_words_and_no_more(path):
    content = HEADER + "".join(GOOD.replace("S-1", f"S-{n}").replace("Black", f"word {n}") for n in range(300))
    _rows, bad, reader, _sheet = read(path, content.encode())
    assert (len(bad), len(reader.unknown_words["race"])) == (300, reading.MOST_WORDS)


def _large(path, rows):
    with path.open("w") as file:
        file.write(HEADER)
        for number in range(rows):
            file.write(GOOD.replace("S-1", f"S-{number}").replace("quiet", "x" * 90))


def _peak(path):
    tracemalloc.start()
    sheet = files.inspect(path)
    reader = reading.RowReader(sheet, KIND, ColumnMapping(columns=suggest(KIND, sheet.headers)), zone=ZONE, now=NOW)
    count = sum(len(chunk) for chunk in reader.chunks())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return count, peak


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(path):
    """The short form; `bench/imports.py --large` reads 100 MB."""
    _large(path, 12_000)
    small = _peak(path)
    _large(path, 48_000)
    large = _peak(path)
    assert (small[0], large[0]) == (12_000, 48_000)
    assert large[1] < small[1] * 1.3


def test_a_chunk_of_large_rows_ends_early(path, monkeypatch):
    monkeypatch.setattr(reading, "CHUNK_BYTES", 1000)
    path.write_text(HEADER + lines(*range(3000)))
    sheet = files.inspect(path)
    reader = reading.RowReader(sheet, KIND, ColumnMapping(columns=suggest(KIND, sheet.headers)), zone=ZONE, now=NOW)
    sizes = [len(chunk) for chunk in reader.chunks()]
    assert sum(sizes) == 3000
    assert len(sizes) > 3


def test_a_date_and_a_time_in_two_columns_are_read_together(path):
    header = "id,visit date,visit time\n"
    mapping = ColumnMapping(columns={"id": ("id",), "at": ("visit date", "visit time")})
    content = header + "S-1,3/1/2017,1005\nS-2,3/1/2017,\nS-3,,10:05\n"
    rows, bad, _reader, _sheet = read(path, content.encode(), mapping=mapping)
    assert [row[1][1].isoformat() for row in rows] == ["2017-03-01T16:05:00+00:00"]
    assert reasons(bad) == [[Reason.NO_TIME], [Reason.EMPTY]]
    assert [row.problems[0].value for row in bad] == ["3/1/2017 ", " 10:05"]
    assert len(bad[0].cells) == 3


def test_columns_without_a_name_at_the_end_are_none(path):
    rows, bad, _reader, sheet = read(path, (HEADER.replace("\n", ",,\n") + GOOD.replace("\n", ",,\n")).encode())
    assert (len(sheet.headers), len(rows), bad) == (8, 1, [])
