"""A copy of the trail is checked by a program of one file that knows nothing of this one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction

from commonbeat.ground.audit import actions, exports, queries

VERIFIER = Path(__file__).parents[3] / "scripts" / "verify_audit.py"


@pytest.fixture
def copy(riverton, write, tmp_path):
    """A copy of Riverton's trail: six entries."""
    write(6)
    path = tmp_path / "trail.jsonl"
    path.write_bytes(b"".join(exports.lines(riverton.pk)))
    return path


def verify(path, *roots):
    """The verifier's exit code and words, run alone: without this program's packages."""
    arguments = [argument for root in roots for argument in ("--root", str(root))]
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFIER), str(path), *arguments], capture_output=True, text=True
    )
    return ran.returncode, ran.stdout + ran.stderr


def change(path, edit):
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    edit(lines)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def test_an_untouched_copy_is_whole(copy, riverton):
    code, words = verify(copy, queries.root(riverton.pk))
    assert (code, "Whole" in words) == (0, True)


def test_an_untouched_copy_is_whole_even_if_somebody_wrote_its_lines_another_way(copy):
    change(copy, lambda lines: None)
    assert verify(copy)[0] == 0


def test_words_in_any_script_and_odd_numbers_survive_the_copy(riverton, console, tmp_path, db):
    with transaction.atomic():
        actions.record(
            agency=riverton,
            actor=console,
            verb="town.note",
            subject="año ☂ 道",
            details={"float": 2.0, "small": 1e-7, "big": 1e16, "text": "‘a’\u2028\n", "deep": [{"ü": None}]},
        )
    path = tmp_path / "trail.jsonl"
    path.write_bytes(b"".join(exports.lines(riverton.pk)))
    assert verify(path)[0] == 0


def _edit(lines):
    lines[2]["entry"]["verb"] = "town.lie"


def _remove(lines):
    del lines[2]


def _double(lines):
    lines.insert(2, lines[2])


def _reorder(lines):
    lines[2], lines[3] = lines[3], lines[2]


def _truncate(lines):
    del lines[4:]


def _truncate_but_keep_the_end(lines):
    del lines[4:6]


def _append(lines):
    lines.append(lines[0])


def _insert(lines):
    made = json.loads(json.dumps(lines[2]))
    made["entry"]["subject_id"] = "made up"
    lines.insert(3, made)


def _another_agency(lines):
    lines[3]["entry"]["agency"] = 99


@pytest.mark.parametrize(
    "edit",
    [
        _edit,
        _remove,
        _double,
        _reorder,
        _truncate,
        _truncate_but_keep_the_end,
        _append,
        _insert,
        _another_agency,
    ],
)
def test_an_altered_copy_is_found_out(copy, edit):
    assert verify(copy)[0] == 0
    change(copy, edit)
    assert verify(copy)[0] == 1


def test_a_copy_written_anew_is_found_out_by_a_root_that_was_kept(copy, riverton, write, attacker):
    kept = queries.root(riverton.pk)
    attacker("DELETE FROM audit_auditevent")
    attacker("DELETE FROM audit_audithead")
    write(7)
    copy.write_bytes(b"".join(exports.lines(riverton.pk)))
    assert verify(copy)[0] == 0
    code, words = verify(copy, kept)
    assert code == 1
    assert "does not hold the root that you kept of entry 6" in words


@pytest.mark.parametrize("root", ["not a root", "1-2", "7-x-y"])
def test_words_that_are_no_root_are_named(copy, root):
    assert verify(copy, root)[0] == 1


def test_the_root_of_another_agency_is_not_held(copy, riverton):
    root = queries.root(riverton.pk)
    assert verify(copy, f"{riverton.pk + 1}-{root.sequence}-{root.hash}")[0] == 1


def test_a_file_that_is_no_trail_is_told_apart_from_an_altered_one(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    assert verify(path)[0] == 2
    assert verify(tmp_path / "missing")[0] == 2
