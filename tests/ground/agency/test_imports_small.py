"""Small tables come in together: neighborhoods and their people, whole or not at all, through the same steps."""

import pytest
from django.http import Http404

from commonbeat.ground.agency import access, actions, queries
from commonbeat.ground.agency.imports import kinds
from commonbeat.ground.audit.models import Correction
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import Role
from commonbeat.kit.tabular.mapping import ColumnMapping
from commonbeat.kit.tabular.problems import FileRefused

pytestmark = pytest.mark.django_db
PLACES = b"name,aliases,district\nSeward,,3\nNear North,Near - North | Northside,4\n"


def test_a_small_table_comes_in_together_and_a_corrected_one_keeps_what_was(bring, load):
    batch = load(bring(PLACES, kind="neighborhoods"))
    assert (batch.state, batch.rows_new) == ("loaded", 2)
    assert set(Neighborhood.objects.values_list("name", flat=True)) == {"Seward", "Near North"}
    corrected = PLACES.replace(b"Seward,,3", b"Seward,Seward East,3")
    again = load(bring(corrected, kind="neighborhoods"))
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 1, 1)
    assert Correction.objects.get(field="aliases").old == []


def test_what_the_app_refuses_is_told_in_its_own_words(bring):
    batch = bring(PLACES + b"!!!,,\n", kind="neighborhoods")
    assert (batch.rows_new, batch.rows_bad) == (2, 1)
    row = next(queries.refused_rows(batch))
    assert row.line == 4
    assert kinds()["neighborhoods"].rows.told(row.problems[0])[0]


def test_a_file_is_seen_by_those_who_may_and_by_no_other_town(bring, riverton, lakefield, person):
    batch = bring(PLACES, kind="neighborhoods")
    analyst, officer = person(Role.ANALYST, agency=riverton), person(Role.OFFICER, agency=riverton)
    assert access.found_import(analyst, riverton, batch.pk) == batch
    for actor, agency in ((analyst, lakefield), (officer, riverton)):
        with pytest.raises(Http404):
            access.found_import(actor, agency, batch.pk)
        assert not access.visible_mappings(actor, agency).exists()


def test_the_columns_saved_last_that_fit_a_file_are_offered(bring, riverton, console, person):
    batch = bring(PLACES, kind="neighborhoods")
    for name, column in (("fits", "name"), ("fits not", "title")):
        mapping = ColumnMapping(columns={"name": (column,)})
        actions.save_mapping(actor=console, agency=riverton, kind="neighborhoods", name=name, mapping=mapping)
    rows = access.visible_mappings(person(Role.ANALYST, agency=riverton), riverton)
    assert queries.fitting_mapping(rows, batch).name == "fits"
    assert queries.fitting_mapping(rows.filter(name="fits not"), batch) is None


def test_a_file_that_was_deleted_cannot_be_read_again(bring, console):
    batch = actions.discard(actor=console, batch=bring(PLACES, kind="neighborhoods"))
    with pytest.raises(FileRefused):
        queries.sheet_of(batch)
