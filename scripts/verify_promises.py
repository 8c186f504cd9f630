#!/usr/bin/env python3
"""Checks the file of an agency's promises, taken from its public page, on any computer with Python 3.8.

    python3 verify_promises.py riverton-promises.csv
    python3 verify_promises.py riverton-promises.csv --kept 9f86d081884c7d65...

It needs nothing but this one file. With `--kept` (as often as you like) it also says whether the file still holds a
hash that you wrote down. Exit code 0: all is well; 1: something was altered; 2: the file cannot be read.
"""

import argparse
import csv
import hashlib
import json
import sys

GENESIS = "0" * 64
LAST = "words_hash"
"""The last of the columns that the hash of a row covers; the first is the first column of the file."""


def sha256(text):
    """The hash of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def faults_of(row, covered, before):
    """What is wrong with one row, as sentences; `before` is (sequence, hash) of the row before."""
    number = row["sequence"]
    if number != str(before[0] + 1):
        yield f"Row {number} follows row {before[0]}: something was taken out, slipped in or moved."
    if row["previous"] != before[1]:
        yield f"Row {number} does not follow the one before it."
    entry = {name: row[name] for name in covered}
    words = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if sha256(row["previous"] + "\n" + words) != row["hash"]:
        yield f"Row {number} was changed after it was written."
    if row["words"] and sha256(row["salt"] + "\n" + row["words"]) != row["words_hash"]:
        yield f"The words of row {number} are not those that were written."


def terms_of(row):
    """What must never change about a promise."""
    return tuple(row[name] for name in ("title", "promised_to", "made_on", "first_due"))


def walk(rows, names):
    """Go through the file: a sentence for each fault, and every hash that it holds."""
    covered = names[: names.index(LAST) + 1]
    before, faults, hashes, terms = (0, GENESIS), [], set(), {}
    for row in rows:
        faults += faults_of(row, covered, before)
        if terms.setdefault(row["promise"], terms_of(row)) != terms_of(row):
            faults.append(f"Row {row['sequence']}: what promise {row['promise']} says is not what it said at first.")
        before = (int(row["sequence"]), row["hash"])
        hashes.add(row["hash"])
    return faults, hashes, before


def main():
    """Read the arguments, check, say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", help="the file of promises (.csv)")
    parser.add_argument("--kept", action="append", default=[], help="a hash that you wrote down; may be given again")
    asked = parser.parse_args()
    try:
        with open(asked.file, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - plain for its readers
            reader = csv.DictReader(file)
            faults, hashes, last = walk(reader, list(reader.fieldnames or []))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        print(f"The file cannot be read as a file of promises: {problem}", file=sys.stderr)
        return 2
    kept = ["".join(one.split()).lower() for one in asked.kept]
    faults += [f"The file does not hold the hash that you wrote down: {one}" for one in kept if one not in hashes]
    for sentence in faults:
        print(sentence)
    print(f"{last[0]} rows; the last has the hash {last[1]}")
    if not faults:
        print("Whole: nothing was altered" + (", and it holds the hashes that you wrote down." if kept else "."))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
