"""How rows of stops and of force become records: the agency's clock, its places, positions made coarse."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

from commonbeat.ground.agency.imports import TableLoader
from commonbeat.ground.places import queries as places
from commonbeat.ground.places.models import District
from commonbeat.ground.places.rules import folded
from commonbeat.ground.records.imports.fields import NEIGHBORHOOD
from commonbeat.ground.records.models import ForceApplication, StopRecord
from commonbeat.ground.records.rules import POSITION_DIGITS


class RecordLoader(TableLoader):
    """What stops and force share: the agency's clock, neighborhoods and districts by their names."""

    looked_up = frozenset({"neighborhood_id", "district_id"})

    @cached_property
    def place_of(self) -> Callable[[str], int | None]:
        """From a neighborhood as written to its id; each spelling is looked up once."""
        index = places.names(self.agency)
        known: dict[str, int | None] = {"": None}

        def find(text: str) -> int | None:
            if text not in known:
                known[text] = index.get(folded(text))
            return known[text]

        return find

    @cached_property
    def district_of(self) -> dict[str, int]:
        """From a district's code to its id."""
        return dict(District.objects.filter(agency=self.agency).values_list("code", "pk"))

    def clock(self, at: datetime) -> tuple[Any, int, int]:
        """The agency's day, minute of the day and minutes from UTC at that moment."""
        local = at.astimezone(self.zone)
        offset = local.utcoffset()
        minutes = int(offset.total_seconds()) // 60 if offset is not None else 0
        return local.date(), local.hour * 60 + local.minute, minutes

    def where(self, neighborhood: str, district: str) -> tuple[int | None, str, int | None, str]:
        """Ids and words of the place; precinct "0" is how files write that none is known."""
        district = "" if district == "0" else district
        place = self.place_of(neighborhood)
        if place is None and neighborhood:
            self.unmatched[NEIGHBORHOOD.key][neighborhood] += 1
        return place, neighborhood, self.district_of.get(district), district


class StopLoader(RecordLoader):
    """Loads stops."""

    model = StopRecord
    columns = (
        "source_key",
        "at",
        "local_date",
        "local_minute",
        "utc_offset",
        "reason",
        "race",
        "race_before",
        "gender",
        "citation",
        "person_search",
        "vehicle_search",
        "recorded_by",
        "longitude",
        "latitude",
        "neighborhood_id",
        "neighborhood_text",
        "district_id",
        "district_text",
    )

    def derive(self, values: list[Any]) -> tuple[Any, ...]:
        """Positions are made coarse here, so that exact ones are never kept; 0, 0 is no position."""
        key, at, *said, longitude, latitude, neighborhood, district = values
        if longitude is None or latitude is None or not (longitude or latitude):
            longitude = latitude = None
        else:
            longitude, latitude = round(longitude, POSITION_DIGITS), round(latitude, POSITION_DIGITS)
        return (key, at, *self.clock(at), *said, longitude, latitude, *self.where(neighborhood, district))


class ForceLoader(RecordLoader):
    """Loads uses of force."""

    model = ForceApplication
    columns = (
        "source_key",
        "at",
        "local_date",
        "local_minute",
        "utc_offset",
        "incident_key",
        "force_type",
        "force_action",
        "resistance",
        "injury",
        "race",
        "gender",
        "age",
        "call_reason",
        "emergency_call",
        "offense",
        "neighborhood_id",
        "neighborhood_text",
        "district_id",
        "district_text",
    )

    def derive(self, values: list[Any]) -> tuple[Any, ...]:
        """An age of 0 is how files write that none is known."""
        key, at, incident, type_, action, resistance, injury, race, gender, age, *rest, neighborhood, district = values
        return (
            *(key, at, *self.clock(at), incident, type_, action, resistance, injury, race, gender, age or None),
            *rest,
            *self.where(neighborhood, district),
        )
