#!/usr/bin/env python3
"""Checks a copy of an agency's trail, taken from its page "Is the trail whole?", on any computer with Python 3.8.

    python3 verify_audit.py trail-3.jsonl
    python3 verify_audit.py trail-3.jsonl --root 3-1204-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

It needs nothing but this one file. With `--root` (as often as you like) it also says whether the copy still holds a
root that you kept. Exit code 0: all is well; 1: something was altered; 2: the file cannot be read.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

GENESIS = "0" * 64


def whole(value):
    """Whole numbers are written without a point, however a database gave them back."""
    if isinstance(value, dict):
        return {name: whole(part) for name, part in value.items()}
    if isinstance(value, list):
        return [whole(part) for part in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def fingerprint(previous, entry):
    """SHA-256 of the fingerprint before, a line break, and the entry as JSON with sorted keys and no spaces."""
    words = json.dumps(whole(entry), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256((previous + "\n" + words).encode()).hexdigest()


def faults_of(number, record, before):
    """What is wrong with one line, as sentences; `before` is (agency, sequence, fingerprint) of the last entry."""
    agency, sequence, link = before
    entry = record["entry"]
    if agency not in (None, entry["agency"]):
        yield f"Line {number}: this entry belongs to another trail."
    if entry["sequence"] != sequence + 1:
        yield f"Line {number}: entry {entry['sequence']} follows entry {sequence}."
    if record["previous"] != link:
        yield f"Line {number}: entry {entry['sequence']} does not follow the one before it."
    if fingerprint(record["previous"], entry) != record["hash"]:
        yield f"Line {number}: entry {entry['sequence']} was changed after it was written."


def walk(lines):
    """Go through the file: a sentence for each fault, the fingerprint of each entry by its number, the agency."""
    before, closing, faults, hashes = (None, 0, GENESIS), None, [], {0: GENESIS}
    for number, line in enumerate(lines, 1):
        record = json.loads(line)
        if closing is not None:
            faults.append(f"Line {number}: something follows the end of the trail.")
        if "root" in record:
            closing = record["root"]
            continue
        faults += faults_of(number, record, before)
        entry = record["entry"]
        before = (entry["agency"], entry["sequence"], record["hash"])
        hashes[entry["sequence"]] = record["hash"]
    if closing is None:
        faults.append("The end of the file is missing: its last line must name the root.")
    elif closing.split("-")[1:] != [str(before[1]), before[2]]:
        faults.append(f"The file ends at entry {before[1]}, but its last line names another root: {closing}.")
    return faults, hashes, before[0]


def held(root, hashes, agency):
    """Whether the copy holds a root that somebody kept, as a sentence if not; None if it does."""
    parts = "".join(root.split()).lower().split("-")
    if len(parts) != 3 or not parts[1].isdigit():
        return f"This is not a root: {root}"
    if hashes.get(int(parts[1])) != parts[2] or (agency is not None and parts[0] != str(agency)):
        return f"The trail does not hold the root that you kept of entry {parts[1]}."
    return None


def main():
    """Read the arguments, check, say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", help="the copy of the trail (.jsonl)")
    parser.add_argument("--root", action="append", default=[], help="a root that you kept; may be given several times")
    asked = parser.parse_args()
    try:
        with Path(asked.file).open(encoding="utf-8") as file:
            faults, hashes, agency = walk(file)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        print(f"The file cannot be read as a trail: {problem}", file=sys.stderr)
        return 2
    faults += [missing for missing in (held(root, hashes, agency) for root in asked.root) if missing]
    for sentence in faults:
        print(sentence)
    last = max(hashes)
    print(f"{last} entries; the last has the fingerprint {hashes[last]}")
    if not faults:
        print("Whole: nothing was altered" + (", and it holds the roots that you kept." if asked.root else "."))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
