"""What the tests of files that come in share: a kind of file, made in one line and brought in one call."""

import pytest

from commonbeat.ground.agency import actions
from commonbeat.ground.agency.imports import kinds
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest

HEADER = "id,date,problem,race,personSearch,vehicleSearch,lat,long,neighborhood,precinct\n"


@pytest.fixture
def stops_file():
    """CSV bytes of stops with ids first to last; `change` may alter each line (id, line) -> line."""

    def make(first=1, last=5, change=lambda _number, line: line, header=HEADER):
        lines = (
            change(number, f"S-{number},2017-03-01 10:{number % 60:02d},traffic,Black,NO,YES,44.96,-93.24,Seward,3\n")
            for number in range(first, last + 1)
        )
        return (header + "".join(lines)).encode()

    return make


@pytest.fixture
def bring(riverton, console):
    """Receive, map and check a file; returns the batch."""

    def through_check(content, *, kind="stops", agency=riverton, name="stops.csv", mapping=None, actor=console, **how):
        batch = actions.receive(actor=actor, agency=agency, kind=kind, name=name, blocks=[content])
        guess = ColumnMapping(columns=suggest(kinds()[kind].rows, batch.sheet["headers"]), **how)
        actions.map_columns(actor=actor, batch=batch, mapping=mapping or guess, later=False)
        return actions.check(batch_id=batch.pk)

    return through_check


@pytest.fixture
def load(console):
    """Decide for a checked file and load it; returns the batch."""

    def through_load(batch, *, leave_out_bad=False, progress=None):
        actions.confirm(actor=console, batch=batch, leave_out_bad=leave_out_bad, later=False)
        return actions.load(batch_id=batch.pk, progress=progress)

    return through_load
