"""The file of the chain is checked by a program of one file that knows nothing of this one."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from commonbeat.act.promises import actions, exports, queries
from commonbeat.act.promises.rules import CHAINED

pytestmark = pytest.mark.django_db
VERIFIER = Path(__file__).parents[3] / "scripts" / "verify_promises.py"


def verify(path, *kept):
    """The verifier's exit code and words, run alone: without this program's packages."""
    arguments = [argument for one in kept for argument in ("--kept", one)]
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFIER), str(path), *arguments], capture_output=True, text=True
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.fixture
def rows(promise, riverton, sergeant, chief):
    """A promise with everything in it: words, a formula, a comma, a new date, hidden words."""
    row, key = promise(title='=1+1, or "two lights"', promised_to="la cuadra de la calle 31")
    actions.report_kept(actor=sergeant, commitment=row, words="@Public Works, on Tuesday")
    actions.dispute(agency=riverton, key=key, words="Not for the public", public=False)
    other, _key = promise()
    actions.renegotiate(
        actor=chief, commitment=other, new_due=other.due.replace(year=other.due.year + 1), reason="Why."
    )
    return queries.chain(riverton)


@pytest.fixture
def file(rows, tmp_path):
    path = tmp_path / "promises.csv"
    path.write_bytes("".join(exports.ledger_csv(rows, notice="A notice")).encode())
    return path


def edited(file, before, after):
    """The same file after somebody was at it."""
    words = file.read_bytes().decode()
    assert before in words
    file.write_bytes(words.replace(before, after, 1).encode())
    return file


def test_the_file_holds_every_entry_and_nothing_that_is_not_public(file, rows):
    table = list(csv.DictReader(file.open(newline="")))
    assert [row["sequence"] for row in table] == [str(number) for number in range(1, len(rows) + 1)]
    assert list(table[0])[: len(CHAINED)] == list(CHAINED)
    assert "Not for the public" not in file.read_text()
    hidden = next(row for row in table if row["event"] == "disputed")
    assert (hidden["words"], hidden["salt"]) == ("", "")
    assert hidden["words_hash"]
    assert {row["notice"] for row in table} == {"A notice"}


def test_a_whole_file_is_whole_and_holds_a_hash_that_was_kept(file, rows):
    assert verify(file) == (
        0,
        f"{len(rows)} rows; the last has the hash {rows.last().hash}\nWhole: nothing was altered.\n",
    )
    code, words = verify(file, rows.first().hash.upper(), rows.last().hash)
    assert (code, "holds the hashes" in words) == (0, True)
    assert verify(file, "0" * 64)[0] == 1


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("la cuadra", "la calle", "was changed after it was written"),
        ("Tuesday", "Friday", "are not those that were written"),
        ("disputed,person_promised", "verified_kept,person_promised", "was changed"),
        ("\r\n2,", "\r\n9,", "something was taken out, slipped in or moved"),
    ],
)
def test_whatever_is_altered_is_named(file, before, after, said):
    code, words = verify(edited(file, before, after))
    assert code == 1
    assert said in words


def test_a_row_that_is_missing_is_missed(file):
    lines = file.read_bytes().split(b"\r\n")
    file.write_bytes(b"\r\n".join(lines[:2] + lines[3:]))
    assert verify(file)[0] == 1


def test_what_is_no_such_file_is_said(tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert verify(other)[0] == 2
    assert verify(tmp_path / "nothing.csv")[0] == 2
