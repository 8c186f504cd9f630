"""Good files, spoiled at random: never an uncaught error, and every line comes out exactly once."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.kit.tabular import files
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
from commonbeat.kit.tabular.problems import FileRefused
from commonbeat.kit.tabular.reading import RowReader
from kit.tabular_kind import GOOD, HEADER, KIND, NOW, ZONE

tried = settings(deadline=None, derandomize=True, max_examples=100)
LINES = [HEADER, *(GOOD.replace("S-1", f"S-{number}") for number in range(12))]

NASTY = st.sampled_from(
    [
        *(
            b"\0",
            b'"',
            b'""',
            b"'",
            b",",
            b";",
            b"\n",
            b"\r",
            b"\r\n",
            b"\xff",
            b"\xc3",
            b"\xe2\x80\xae",
            b"=cmd()",
            b"\t",
        ),
        *(b"\xef\xbb\xbf", b"1e999", b"-", b"x" * 300, b"\x1f", b"\xed\xa0\x80", b"42795.5", b"31/12/2017", b"\x85"),
    ]
)
SPOILS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), NASTY), min_size=1, max_size=6)


def spoiled(spoils):
    content = "".join(LINES).encode()
    for where, gone, put in spoils:
        place = int(where * len(content))
        content = content[:place] + put + content[place + gone :]
    return content


def all_of(path, content, size):
    path.write_bytes(content)
    sheet = files.inspect(path)
    reader = RowReader(sheet, KIND, ColumnMapping(columns=suggest(KIND, sheet.headers)), zone=ZONE, now=NOW)
    chunks = list(reader.chunks(size))
    return sheet, [row[0] for chunk in chunks for row in chunk.rows], [row for chunk in chunks for row in chunk.bad]


@given(spoils=SPOILS, size=st.sampled_from([1, 3, 5000]))
@tried
def test_a_spoiled_file_is_read_or_refused_in_words(tmp_path_factory, spoils, size):
    path = tmp_path_factory.mktemp("spoiled") / "file.csv"
    try:
        _sheet, good, bad = all_of(path, spoiled(spoils), size)
    except FileRefused as refused:
        if "%(" in refused.words or not refused.words:
            raise
        return
    listed = [row.line for row in bad]
    assert len(set(good)) == len(good)
    assert not set(good) & set(listed)
    for row in bad:
        assert row.problems
        for problem in row.problems:
            what, remedy = KIND.told(problem)
            assert what
            assert remedy
            assert "%(" not in what
            assert problem.value.isprintable()


CELL = st.one_of(
    st.sampled_from(
        ["S-1", "2017-03-01 10:00", "Black", "30", "", "44.9", "35.3%", "=1+1", "NaN", '"', "a\nb", "31/12/2017"]
    ),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
)


@given(rows=st.lists(st.lists(CELL, min_size=1, max_size=10), min_size=1, max_size=15))
@tried
def test_rows_in_are_rows_out_and_rows_listed(tmp_path_factory, rows):
    """Well-formed CSV of any content: each row that is not blank is either taken or listed, once."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER.strip().split(","))
    writer.writerows(rows)
    path = tmp_path_factory.mktemp("rows") / "file.csv"
    try:
        sheet, good, bad = all_of(path, text.getvalue().encode(), 4)
    except FileRefused:
        return
    if sheet.header_line != 1 or sheet.separator != "," or sheet.encoding != "utf-8":
        return
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert len(good) + len(bad) == len(filled)
