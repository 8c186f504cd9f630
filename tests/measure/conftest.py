"""Records of Riverton, counted out: who was stopped where, and whether anybody was searched."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.agency.rules import ImportState
from commonbeat.ground.places import actions as places
from commonbeat.ground.places.models import Neighborhood, PopulationMargin
from commonbeat.ground.records.models import ForceApplication, StopRecord
from commonbeat.measure.disparity import actions as disparity


@pytest.fixture
def towns(riverton, lakefield, console):
    """Three neighborhoods of Riverton by slug; Cooper has no population figure. Lakefield has a Seward too."""
    places.add(actor=console, agency=riverton, names=["Seward", "Cooper", "Bryant"], reason="test")
    places.add(actor=console, agency=lakefield, names=["Seward"], reason="test")
    found = {row.slug: row for row in Neighborhood.objects.filter(agency=riverton)}
    people = {"seward": (2000, 1200, 400), "bryant": (1000, 300, 500)}
    PopulationMargin.objects.bulk_create(
        PopulationMargin(
            agency=riverton,
            neighborhood=found[slug],
            group=group,
            count=count,
            source="Census",
            year=2015,
            effective=date(2015, 1, 1),
        )
        for slug, counts in people.items()
        for group, count in zip(("all", "white", "black"), counts, strict=True)
    )
    return found


def _days() -> Iterator[date]:
    """One day after another through 2017."""
    number = 0
    while True:
        yield date(2017, 1, 1) + timedelta(days=number % 365)
        number += 1


@pytest.fixture
def batch(riverton):
    """A file that is loaded; `batch("force")` makes one of another kind."""

    def make(kind="stops", agency=riverton, state=ImportState.LOADED):
        return ImportBatch.objects.create(
            agency=agency,
            kind=kind,
            file_name=f"{kind}.csv",
            sha256=kind[0] * 64,
            size=1,
            state=state,
            received_by="test",
            rows_new=1,
        )

    return make


@pytest.fixture
def stopped(batch):
    """Add stops: `stopped(place, "black", yes=10, no=30, unsaid=2)`."""
    made = []

    def add(place, race, *, yes=0, no=0, unsaid=0, file=None, agency=None):
        file = file or batch(agency=agency or place.agency)
        days = _days()
        answers = ["yes"] * yes + ["no"] * no + ["not_recorded"] * unsaid
        made.append(file)
        StopRecord.objects.bulk_create(
            StopRecord(
                agency=agency or place.agency,
                batch=file,
                source_key=f"{len(made)}-{number}",
                at=datetime.combine(day, datetime.min.time(), UTC),
                local_date=day,
                local_minute=0,
                utc_offset=-360,
                neighborhood=place,
                race=race,
                person_search=answer,
                vehicle_search=answer,
                recorded_by="other" if answer == "not_recorded" else "mdc",
            )
            for number, (answer, day) in enumerate(zip(answers, days, strict=False))
        )

    return add


@pytest.fixture
def forced(batch):
    """Add entries of force: `forced(place, "black", "taser", 12, year=2020)`."""
    made = []

    def add(place, race, kind, count, *, year=2020, agency=None):
        file = batch("force", agency=agency or place.agency)
        made.append(file)
        ForceApplication.objects.bulk_create(
            ForceApplication(
                agency=agency or place.agency,
                batch=file,
                source_key=f"{len(made)}-{number}",
                at=datetime(year, 1, 1, tzinfo=UTC),
                local_date=date(year, 1, 1) + timedelta(days=number % 300),
                local_minute=0,
                utc_offset=-360,
                neighborhood=place,
                race=race,
                force_type=kind,
            )
            for number in range(count)
        )

    return add


@pytest.fixture
def recorded(towns, stopped, forced):
    """A year of stops and two years of force."""
    seward, cooper, bryant = towns["seward"], towns["cooper"], towns["bryant"]
    stopped(seward, "black", yes=20, no=60, unsaid=25)
    stopped(seward, "white", yes=15, no=100)
    stopped(seward, "unknown", yes=6, no=60)
    stopped(bryant, "black", yes=12, no=40)
    stopped(bryant, "white", yes=3, no=30)
    stopped(bryant, "asian", yes=1, no=9)
    stopped(cooper, "black", yes=8, no=40)
    stopped(cooper, "unknown", no=20, unsaid=15)
    forced(seward, "black", "taser", 40, year=2019)
    forced(seward, "white", "bodily_force", 25, year=2020)
    forced(bryant, "not_recorded", "bodily_force", 9, year=2020)
    forced(cooper, "black", "baton", 3, year=2020)
    forced(None, "white", "firearm", 4, year=2020, agency=seward.agency)
    return towns


@pytest.fixture
def published(recorded, riverton, console):
    """The run that the public sees."""
    return disparity.publish(actor=console, agency=riverton)
