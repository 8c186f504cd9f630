"""Small tables come in together: neighborhoods and their people, whole or not at all, through the same steps."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from commonbeat.ground.agency import access, actions, queries
from commonbeat.ground.agency.imports import kinds
from commonbeat.ground.audit.models import Correction
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import Permission, Role, granted
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


@pytest.mark.parametrize(
    ("role", "kinds_of_theirs"),
    [
        (Role.TRAINING, {"completions", "library_resources"}),
        (Role.ACCREDITATION, {"library_resources"}),
        (Role.INFORMATION_OFFICER, {"library_resources"}),
        (Role.CHIEF, {"completions", "library_resources"}),
        (Role.OFFICER, set()),
        (Role.COMMANDER, set()),
    ],
)
def test_each_kind_of_row_is_for_those_who_keep_such_rows(role, kinds_of_theirs, riverton, lakefield, person):
    somebody = person(role, agency=riverton)
    assert access.own_kinds(somebody, riverton) == kinds_of_theirs
    assert access.own_kinds(somebody, lakefield) == set()


def test_who_may_load_any_kind_of_row_may_open_the_pages_of_files():
    for role in Role:
        rights = granted({role})
        needed = {kind.permission for kind in kinds().values()}
        assert (Permission.BRING_FILES in rights) == bool(needed & rights), role


def test_who_keeps_records_alone_neither_sees_nor_loads_files_of_the_library(bring, riverton, person, console):
    records, keeper = person(Role.RECORDS_OFFICER, agency=riverton), person(Role.ACCREDITATION, agency=riverton)
    resources = actions.receive(
        actor=keeper, agency=riverton, kind="library_resources", name="a.csv", blocks=[b"title,year\nA,2020\n"]
    )
    places = bring(PLACES, kind="neighborhoods")
    assert list(access.visible_imports(records, riverton)) == [places]
    assert list(access.visible_imports(keeper, riverton)) == [resources]
    with pytest.raises(PermissionDenied):
        actions.discard(actor=records, batch=resources)
    with pytest.raises(PermissionDenied):
        actions.confirm(actor=keeper, batch=places, leave_out_bad=False)
    assert [one.arguments for one in queries.waiting_for(keeper, riverton)] == [(resources.pk,)]
    assert queries.waiting_for(person(Role.OFFICER, agency=riverton), riverton) == []


@pytest.mark.parametrize(
    ("role", "kind", "other"),
    [(Role.ACCREDITATION, "library_resources", "completions"), (Role.TRAINING, "completions", "stops")],
)
def test_a_librarian_and_a_trainer_bring_their_files_through_the_pages(
    role, kind, other, riverton, person, sign_in, client
):
    sign_in(person(role, agency=riverton))
    page = client.get("/riverton/staff/imports/new/").content.decode()
    assert f'value="{kind}"' in page
    assert f'value="{other}"' not in page
    file = SimpleUploadedFile("mine.csv", b"title,year\nA,2020\n")
    assert client.post("/riverton/staff/imports/new/", {"kind": kind, "file": file}).status_code == 302
    assert "mine.csv" in client.get("/riverton/staff/imports/").content.decode()
    refused = client.post("/riverton/staff/imports/new/", {"kind": other, "file": file})
    assert refused.status_code == 422


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
