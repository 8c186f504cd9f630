"""Stops and force as grouped cells: counted by the database, never read row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db import connection
from django.db.models import Max, Min

from commonbeat.ground.agency.models import Agency, ImportBatch
from commonbeat.ground.agency.rules import ImportState
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.records.models import ForceApplication, Record, StopRecord
from commonbeat.kit.cells import Cells, CellTable, Connection, Dimension, Form
from commonbeat.plumb import Window

AREA = Dimension(name="area", sql="r.neighborhood_id", form=Form.WHOLE)
MONTH = Dimension(name="month", sql="r.local_date", form=Form.MONTH)
LIVE = "r.agency_id = :agency AND b.state = :loaded"


def _loaded(model: type[Record]) -> str:
    """Rows of files that are loaded: those of a file under way are seen by nobody."""
    return f"{model._meta.db_table} AS r JOIN {ImportBatch._meta.db_table} AS b ON b.id = r.batch_id"


STOPS = Cells(
    name="stops",
    source_table=_loaded(StopRecord),
    where=LIVE,
    by=(
        AREA,
        MONTH,
        Dimension(name="race", sql="r.race"),
        Dimension(name="person_search", sql="r.person_search"),
        Dimension(name="vehicle_search", sql="r.vehicle_search"),
        Dimension(name="recorded_by", sql="r.recorded_by"),
    ),
)
FORCE = Cells(
    name="force",
    source_table=_loaded(ForceApplication),
    where=LIVE,
    by=(AREA, MONTH, Dimension(name="race", sql="r.race"), Dimension(name="force_type", sql="r.force_type")),
)


RESTS_ON = ("neighborhoods", "population", STOPS.name, FORCE.name)
"""Files of these kinds change the figures; those of other kinds are none of this study's business."""


@dataclass(frozen=True, slots=True)
class Records:
    """What is there to count: cells of stops and of force, their first and last days, and the files they came from."""

    areas: tuple[int, ...]
    stops: CellTable
    stop_days: Window | None
    force: CellTable
    force_days: Window | None
    inputs: Sequence[dict[str, str | int]]
    as_of: date | None


def records(agency: Agency) -> Records:
    """The agency's records as cells, with the files that they came from."""
    database = cast(Connection, connection)
    given = {"agency": agency.pk, "loaded": ImportState.LOADED.value}
    return Records(
        areas=tuple(Neighborhood.objects.filter(agency=agency).order_by("name").values_list("pk", flat=True)),
        stops=STOPS.run(database, given),
        stop_days=_days(StopRecord, agency),
        force=FORCE.run(database, given),
        force_days=_days(ForceApplication, agency),
        inputs=inputs(agency),
        as_of=_as_of(agency),
    )


def inputs(agency: Agency) -> list[dict[str, str | int]]:
    """Every loaded file that the figures rest on: its kind, name, hash and rows, in the order in which they came."""
    batches = ImportBatch.objects.loaded().filter(agency=agency, kind__in=RESTS_ON).order_by("pk")
    return [
        {
            "batch": batch.pk,
            "kind": batch.kind,
            "file": batch.file_name,
            "sha256": batch.sha256,
            "rows": batch.rows_good,
        }
        for batch in batches
    ]


def is_recorded(agency: Agency) -> bool:
    """Whether any file of stops or of force is loaded."""
    return ImportBatch.objects.loaded().filter(agency=agency, kind__in=(STOPS.name, FORCE.name)).exists()


def _as_of(agency: Agency) -> date | None:
    """The day when the last file of records came in, by the agency's own clock."""
    batches = ImportBatch.objects.loaded().filter(agency=agency, kind__in=(STOPS.name, FORCE.name))
    last = batches.aggregate(last=Max("received_at"))["last"]
    return agency.day(last) if last else None


def _days(model: type[Record], agency: Agency) -> Window | None:
    found = model._default_manager.filter(agency=agency, batch__state=ImportState.LOADED).aggregate(
        first=Min("local_date"), last=Max("local_date")
    )
    return Window(start=found["first"], end=found["last"]) if found["first"] else None
