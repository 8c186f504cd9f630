"""The long proofs of the importer: 100 MB in bounded memory, and 100,000 spoiled rows without an uncaught error."""

import random
import resource

import pytest

from commonbeat.ground.agency import actions
from commonbeat.ground.roles import System
from commonbeat.kit.tabular import files
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
from commonbeat.kit.tabular.problems import FileRefused
from commonbeat.kit.tabular.reading import RowReader
from commonbeat.kit.uploads import blocks_of
from kit.tabular_kind import GOOD, HEADER, KIND, NOW, ZONE

LARGE = 100_000_000
SPOILED = 100_000
A_FILE = 100
NASTY = ["\0", '"', "'", ",", ";", "\n", "\r", "\x1f", "\u202e", "\ufeff", "=cmd()", "1e999", "x" * 300, "ñ", "\ud800"]


def memory() -> float:
    """The most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.django_db
def test_a_file_of_100_mb_is_checked_in_memory_that_does_not_grow(tmp_path, settings):
    """Loading it is timed and weighed by `bench/imports.py --large`, on a database on disk."""
    settings.MEDIA_ROOT = tmp_path / "media"
    console = System("proof")
    riverton = actions.found(actor=console, name="R", slug="r", place="R", timezone="America/Chicago")
    path = tmp_path / "large.csv"
    with path.open("w") as file:
        file.write("id,date,race,neighborhood,narrative\n")
        number = 0
        while file.tell() < LARGE:
            number += 1
            file.write(f"S-{number},2017-03-01 10:{number % 60:02d},Black,Seward,{'x' * 60}\n")
    before = memory()
    batch = actions.receive(actor=console, agency=riverton, kind="stops", name="large.csv", blocks=blocks_of(path))
    columns = {"source_key": ("id",), "at": ("date",), "race": ("race",), "neighborhood_text": ("neighborhood",)}
    actions.map_columns(actor=console, batch=batch, mapping=ColumnMapping(columns=columns), later=False)
    batch = actions.check(batch_id=batch.pk)
    assert (batch.state, batch.rows_new, batch.rows_bad) == ("checked", number, 0)
    assert memory() - before < 100


def spoiled(source: random.Random) -> bytes:
    """A good file of A_FILE rows in which every row has been hit once or more."""
    lines = [HEADER]
    for number in range(A_FILE):
        line = GOOD.replace("S-1", f"S-{number}")
        for _hit in range(source.randint(1, 3)):
            place = source.randrange(len(line))
            line = line[:place] + source.choice(NASTY) + line[place + source.randint(0, 9) :]
        lines.append(line if line.endswith("\n") else line + "\n")
    encoding = source.choice(["utf-8", "utf-8", "utf-8", "utf-16", "cp1252"])
    return "".join(lines).encode(encoding, "surrogatepass" if encoding != "cp1252" else "replace")


def test_a_hundred_thousand_spoiled_rows_are_taken_or_listed(tmp_path):
    source = random.Random(2)
    path = tmp_path / "spoiled.csv"
    for _file in range(SPOILED // A_FILE):
        path.write_bytes(spoiled(source))
        try:
            sheet = files.inspect(path)
            reader = RowReader(sheet, KIND, ColumnMapping(columns=suggest(KIND, sheet.headers)), zone=ZONE, now=NOW)
            chunks = list(reader.chunks())
        except FileRefused as refused:
            if not refused.words:
                raise
            continue
        taken = [row[0] for chunk in chunks for row in chunk.rows]
        listed = [row for chunk in chunks for row in chunk.bad]
        assert len(set(taken)) == len(taken)
        assert all(KIND.told(problem)[0] for row in listed for problem in row.problems)
