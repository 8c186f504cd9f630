"""The open data through the importer that every agency uses, then outlines and figures from what was loaded."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from commonbeat.ground.agency import actions as importing
from commonbeat.ground.agency.models import Agency, ImportBatch
from commonbeat.ground.agency.rules import ENDED, ImportState
from commonbeat.ground.places import actions as places
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.places.rules import ShapeSource
from commonbeat.ground.records.models import StopRecord
from commonbeat.ground.roles import Actor
from commonbeat.kit.tabular.mapping import ColumnMapping
from commonbeat.kit.tabular.moments import Clock
from commonbeat.measure.disparity import actions as disparity
from commonbeat.measure.disparity.rules import STUDY as RECORDS
from commonbeat.measure.experience import actions as experience
from commonbeat.measure.experience.rules import STUDY as ANSWERS
from commonbeat.measure.findings.models import Run
from commonbeat.show.opendata.actions import release_new
from commonbeat.web.demo import sources

Say = Callable[[str], object]

SHAPE_NOTE = "Drawn from where the stops of 2017 were recorded, so they are coarse: not official borders."

PLACE_NAMES = ColumnMapping(columns={"name": ("neighborhood",), "district": ("policePrecinct",)})
PEOPLE = ColumnMapping(
    columns={
        "neighborhood": ("neighborhood",),
        "people": ("population",),
        "white": ("white",),
        "black": ("black",),
        "year": ("year",),
        "source": ("source",),
    }
)
STOPS = ColumnMapping(
    columns={
        "source_key": ("idNum",),
        "at": ("date",),
        "reason": ("problem",),
        "race": ("race",),
        "race_before": ("preRace",),
        "gender": ("gender",),
        "citation": ("citationIssued",),
        "person_search": ("personSearch",),
        "vehicle_search": ("vehicleSearch",),
        "recorded_by": ("MDC",),
        "longitude": ("long",),
        "latitude": ("lat",),
        "neighborhood_text": ("neighborhood",),
        "district_text": ("policePrecinct",),
    },
    clock=Clock.UTC,
)
"""The times are UTC although they look local: the year's first stop is at 06:00, which is midnight in Minneapolis."""

FORCE = ColumnMapping(
    columns={
        "source_key": ("rownames",),
        "at": ("response_datetime",),
        "force_type": ("force_type",),
        "force_action": ("force_type_action",),
        "resistance": ("type_resistance",),
        "injury": ("subject_injury",),
        "race": ("race",),
        "gender": ("sex",),
        "age": ("age",),
        "call_reason": ("problem",),
        "emergency_call": ("is_911_call",),
        "offense": ("primary_offense",),
        "neighborhood_text": ("neighborhood",),
        "district_text": ("precinct",),
    },
    words={"resistance": {"x": ""}},
    clock=Clock.LOCAL,
)
"""The data names no event, so uses of force can be counted and events cannot. Twelve rows say "X": nothing recorded."""


def folder() -> Path:
    """Where the plain files lie, as if somebody had brought them."""
    return Path(settings.DATA_DIR) / "open-data"


def write_files(_actor: Actor, _agency: Agency, say: Say) -> None:
    """The open data as CSV."""
    sources.write_all(folder(), say)


def population(actor: Actor, agency: Agency, say: Say) -> None:
    """The neighborhoods that the stops name, then who lives in those that the census table knows."""
    bring(actor, agency, "neighborhoods", folder() / sources.PLACES.file, PLACE_NAMES, "minneapolis neighborhoods", say)
    bring(actor, agency, "population", folder() / sources.POPULATION.file, PEOPLE, "minneapolis population", say)


def stops(actor: Actor, agency: Agency, say: Say) -> None:
    """Every stop of 2017."""
    bring(actor, agency, "stops", folder() / sources.STOPS.file, STOPS, "minneapolis stops 2017", say)


def force(actor: Actor, agency: Agency, say: Say) -> None:
    """Every use of force of 2016 to 2021."""
    bring(actor, agency, "force", folder() / sources.FORCE.file, FORCE, "minneapolis force", say)


def bring(actor: Actor, agency: Agency, kind: str, path: Path, mapping: ColumnMapping, name: str, say: Say) -> None:
    """Load one file as a person would: save the mapping, check, decide, load. A file that is loaded stays as it is."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    same = ImportBatch.objects.filter(agency=agency, kind=kind, sha256=digest)
    if same.filter(state=ImportState.LOADED).exists():
        say(f"{path.name} is loaded already")
        return
    for broken_off in same.exclude(state__in=ENDED):
        importing.discard(actor=actor, batch=broken_off)
    importing.save_mapping(actor=actor, agency=agency, kind=kind, name=name, mapping=mapping)
    with path.open("rb") as file:
        blocks = iter(lambda: file.read(1 << 20), b"")
        batch = importing.receive(actor=actor, agency=agency, kind=kind, name=path.name, blocks=blocks)
    importing.map_columns(actor=actor, batch=batch, mapping=mapping, name=name, later=False)
    batch = importing.check(batch_id=batch.pk, progress=_percent(f"{path.name}: checked", say))
    importing.confirm(actor=actor, batch=batch, leave_out_bad=True, later=False)
    batch = importing.load(batch_id=batch.pk, progress=_percent(f"{path.name}: loaded", say))
    say(f"{path.name}: {batch.rows_new:,} rows loaded, {batch.rows_bad:,} left out")


def _percent(words: str, say: Say) -> Callable[[int, int], None]:
    """Says how far a file is, once a second at most."""
    last = [time.monotonic()]

    def tell(done: int, total: int) -> None:
        if total and time.monotonic() - last[0] >= 1:
            last[0] = time.monotonic()
            say(f"{words} {done / total:.0%}")

    return tell


def shapes(actor: Actor, agency: Agency, say: Say) -> None:
    """Outlines where there are none yet; labelled as derived."""
    if Neighborhood.objects.filter(agency=agency).exclude(shape_source=ShapeSource.NONE).exists():
        return
    points = StopRecord._base_manager.filter(
        agency=agency, batch__state=ImportState.LOADED, neighborhood__isnull=False, longitude__isnull=False
    )
    found = points.values_list("neighborhood_id", "longitude", "latitude").iterator()
    placed = ((place, east, north) for place, east, north in found if east is not None and north is not None)
    drawn = places.derive_shapes(actor=actor, agency=agency, points=placed, note=SHAPE_NOTE)
    say(f"{len(drawn)} neighborhoods drawn")


def figures(actor: Actor, agency: Agency, say: Say) -> None:
    """Work out, check, approve and publish, unless that was done; then release each measure as a file."""
    for study, publish in ((RECORDS, disparity.publish), (ANSWERS, experience.publish)):
        if not Run.objects.current().filter(agency=agency, study=study).exists():
            run = publish(actor=actor, agency=agency)
            say(f"{run.findings.count():,} figures published")
    files = release_new(actor=actor, agency=agency)
    say(f"{len(files)} files released")
