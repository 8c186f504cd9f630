"""Files of neighborhoods and of population go through the importer that everything goes through."""

import pytest

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.imports import kinds
from commonbeat.ground.audit.models import Correction
from commonbeat.ground.places.models import District, Neighborhood, PopulationMargin
from commonbeat.ground.work.models import Job
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest

PLACES = "name,aliases,precinct\nSeward,Sewerd | Seward Montgomery,3\nNear - North,,4\n"
PEOPLE = "neighborhood,population,white,black,year,source\nSeward,7300,0.55,0.2,2015,Census\n"


@pytest.fixture
def bring(riverton, console):
    """Receive, map, check, decide and load a file; returns the batch."""

    def through(content, kind, *, leave_out_bad=False):
        batch = agencies.receive(
            actor=console, agency=riverton, kind=kind, name=f"{kind}.csv", blocks=[content.encode()]
        )
        mapping = ColumnMapping(columns=suggest(kinds()[kind].rows, batch.sheet["headers"]))
        agencies.map_columns(actor=console, batch=batch, mapping=mapping, later=False)
        batch = agencies.check(batch_id=batch.pk)
        if batch.rows_bad and not leave_out_bad:
            return batch
        if not batch.rows_new and not batch.rows_changed:
            return batch
        agencies.confirm(actor=console, batch=batch, leave_out_bad=leave_out_bad, later=False)
        return agencies.load(batch_id=batch.pk)

    return through


def test_neighborhoods_come_with_spellings_and_districts(bring, riverton):
    bring(PLACES, "neighborhoods")
    seward = Neighborhood.objects.get(agency=riverton, slug="seward")
    assert seward.aliases == ["Sewerd", "Seward Montgomery"]
    assert seward.district == District.objects.get(agency=riverton, code="3")


def test_the_same_neighborhoods_twice_add_nothing(bring):
    bring(PLACES, "neighborhoods")
    batch = bring(PLACES.replace("Sewerd | Seward Montgomery", ""), "neighborhoods")
    assert (batch.rows_new, batch.rows_changed, batch.rows_same) == (0, 0, 2)


def test_a_later_file_adds_spellings_and_moves_a_district_and_the_old_is_kept(bring, riverton):
    bring(PLACES, "neighborhoods")
    bring("name,aliases,precinct\nSEWERD,Seward East,1\nNear North,,\n", "neighborhoods")
    seward = Neighborhood.objects.get(agency=riverton, slug="seward")
    assert seward.aliases == ["Sewerd", "Seward Montgomery", "Seward East"]
    assert seward.district.code == "1"
    assert {row.field for row in Correction.objects.all()} == {"aliases", "district"}


@pytest.mark.parametrize(
    ("line", "words"), [("Cooper,Sewerd,3", "already has this spelling"), ("…,,3", "holds no letter")]
)
def test_a_row_that_cannot_be_a_place_is_refused_in_words(bring, line, words):
    bring(PLACES, "neighborhoods")
    batch = bring(f"name,aliases,precinct\n{line}\n", "neighborhoods")
    assert batch.rows_bad == 1
    assert words in str(kinds()["neighborhoods"].rows.reasons.values())


def test_population_is_kept_for_all_and_for_each_group_with_a_share(bring, riverton):
    bring(PLACES, "neighborhoods")
    bring(PEOPLE, "population")
    margins = dict(PopulationMargin.objects.filter(agency=riverton).values_list("group", "count"))
    assert margins == {"all": 7300, "white": 4015, "black": 1460}
    assert PopulationMargin.objects.get(group="white").note == "0.55 of 7,300, rounded"


def test_loaded_population_orders_figures_anew(bring, riverton):
    bring(PLACES, "neighborhoods")
    assert not Job.objects.filter(name="disparity.recompute").exists()
    bring(PEOPLE, "population")
    assert Job.objects.get(name="disparity.recompute").agency_id == riverton.pk


def test_the_same_population_twice_adds_nothing_and_a_corrected_one_keeps_the_old(bring):
    bring(PLACES, "neighborhoods")
    bring(PEOPLE, "population")
    again = bring(PEOPLE.replace("0.55", "0.5500"), "population")
    assert again.rows_same == 1
    bring(PEOPLE.replace("7300", "7400"), "population")
    assert PopulationMargin.objects.get(group="all").count == 7400
    assert (7300, 7400) in set(Correction.objects.filter(field="count").values_list("old", "new"))


def test_a_group_that_a_corrected_file_adds_is_added(bring):
    bring(PLACES, "neighborhoods")
    bring("neighborhood,population,year,source\nSeward,7300,2015,Census\n", "population")
    bring(PEOPLE, "population")
    assert PopulationMargin.objects.count() == 3


def test_people_of_a_place_that_nobody_knows_are_refused(bring):
    batch = bring(PEOPLE.replace("Seward", "Atlantis"), "population")
    assert batch.rows_bad == 1
    assert not PopulationMargin.objects.exists()
