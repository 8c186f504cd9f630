"""The pages on which a person brings a file: chosen, columns named, looked at, loaded or discarded."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonbeat.ground.agency import actions
from commonbeat.ground.agency.models import ImportBatch, SavedMapping
from commonbeat.ground.places import actions as places
from commonbeat.ground.records.models import StopRecord
from commonbeat.ground.roles import Role
from commonbeat.ground.work.models import Job
from commonbeat.kit.tabular.mapping import ColumnMapping


@pytest.fixture
def analyst(riverton, person, sign_in):
    return sign_in(person(Role.ANALYST, agency=riverton))


def page(client, path, *, status=200, **data):
    response = (
        client.post(f"/riverton/staff/imports/{path}", data) if data else client.get(f"/riverton/staff/imports/{path}")
    )
    assert response.status_code == status, response.content[-3000:]
    return response.content.decode() if status in (200, 422) else response


def bring_file(client, content, name="stops.csv", status=302):
    return page(client, "new/", kind="stops", file=SimpleUploadedFile(name, content), status=status)


def columns(batch, **more):
    named = {"source_key": "id", "at": "date", "race": "race", "person_search": "personSearch"}
    return {f"column_{key}": name for key, name in named.items()} | {
        "clock": "utc",
        "date_order": "month_first",
        "name": "our CAD",
        **more,
    }


def test_a_file_goes_all_the_way_in_by_forms_alone(analyst, stops_file):
    bring_file(analyst, stops_file(1, 7))
    batch = ImportBatch.objects.get()
    shown = page(analyst, f"{batch.pk}/columns/")
    assert "personSearch (NO)" in shown
    page(analyst, f"{batch.pk}/columns/", status=302, **columns(batch))
    assert Job.objects.get(name="agency.check_import").payload == {"batch": batch.pk}
    assert "progress" in page(analyst, f"{batch.pk}/")
    actions.check(batch_id=batch.pk)
    shown = page(analyst, f"{batch.pk}/")
    assert "Load all 7 rows" in shown
    assert "Black" in shown
    page(analyst, f"{batch.pk}/load/", status=302, leave_out_bad="no")
    actions.load(batch_id=batch.pk)
    assert "Loaded" in page(analyst, f"{batch.pk}/")
    assert StopRecord.objects.live().count() == 7
    assert SavedMapping.objects.get().name == "our CAD"
    assert batch.sha256 in page(analyst, f"{batch.pk}/")


def test_the_next_file_of_a_source_finds_its_columns_named(analyst, stops_file):
    bring_file(analyst, stops_file(1, 3))
    first = ImportBatch.objects.get()
    page(analyst, f"{first.pk}/columns/", status=302, **columns(first))
    bring_file(analyst, stops_file(4, 6))
    second = ImportBatch.objects.first()
    shown = page(analyst, f"{second.pk}/columns/")
    assert 'value="our CAD"' in shown


def test_a_file_that_is_no_table_is_refused_in_words(analyst):
    shown = bring_file(analyst, b"PK\x03\x04" + b"x" * 100 + b"[Content_Types].xml", "stops.xlsx", status=422)
    assert "save the sheet as CSV" in shown
    assert not ImportBatch.objects.exists()


def test_a_column_that_must_be_there_is_asked_for(analyst, stops_file):
    bring_file(analyst, stops_file(1, 3))
    batch = ImportBatch.objects.get()
    shown = page(analyst, f"{batch.pk}/columns/", status=422, **columns(batch, column_source_key=""))
    assert "Number of the record" in shown


def test_bad_rows_are_listed_with_line_column_value_reason_and_remedy(analyst, stops_file, bring):
    def spoil(number, line):
        return line.replace("2017-03-01", "yesterday") if number in (2, 4) else line

    batch = bring(stops_file(1, 5, spoil))
    shown = page(analyst, f"{batch.pk}/")
    assert "Load 3 rows and leave out 2" in shown
    listed = page(analyst, f"{batch.pk}/refused/")
    assert "yesterday" in listed
    assert "This is not a date that can be read." in listed
    assert "Write it as 2017-01-31" in listed
    csv = b"".join(analyst.get(f"/riverton/staff/imports/{batch.pk}/refused.csv").streaming_content).decode()
    assert csv.splitlines()[0].endswith("commonbeat line,commonbeat problem")
    assert "S-2,yesterday 10:02" in csv
    assert csv.splitlines()[1].split(",")[10] == "3"


def test_many_bad_rows_are_paged(analyst, stops_file, bring):
    batch = bring(stops_file(1, 120, lambda _number, line: line.replace("2017", "20l7")))
    first, third = page(analyst, f"{batch.pk}/refused/"), page(analyst, f"{batch.pk}/refused/?page=3")
    assert "Page 1 of 3" in first
    assert "Page 3 of 3" in third
    assert "Page 3 of 3" in page(analyst, f"{batch.pk}/refused/?page=99")
    assert "Page 1 of 3" in page(analyst, f"{batch.pk}/refused/?page=x")


def test_words_that_nobody_explained_are_asked_about_and_kept(analyst, stops_file, bring):
    batch = bring(stops_file(1, 4, lambda number, line: line.replace("Black", "BLK") if number < 3 else line))
    assert batch.rows_bad == 2
    assert "1 word of this file is not understood yet" in page(analyst, f"{batch.pk}/")
    assert "blk" in page(analyst, f"{batch.pk}/words/")
    page(analyst, f"{batch.pk}/words/", status=302, word_0="black")
    batch = actions.check(batch_id=batch.pk)
    assert (batch.rows_new, batch.rows_bad) == (4, 0)
    assert batch.mapping["words"] == {"race": {"blk": "black"}}
    assert "Every word of this file is understood." in page(analyst, f"{batch.pk}/words/")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", ("2 rows carry such a name.", "count for the whole place and for no neighborhood", "another spelling")),
        ("/es", ("2 filas llevan un nombre así.", "cuentan para todo el lugar", "otra forma de escribirlo")),
    ],
)
def test_names_of_no_known_neighborhood_are_told_before_anything_is_loaded(
    analyst, riverton, console, stops_file, bring, language, words
):
    places.add(actor=console, agency=riverton, names=["Seward"], reason="test")
    batch = bring(stops_file(1, 5, lambda number, line: line.replace("Seward", "Sewrad") if number > 3 else line))
    assert (batch.state, batch.rows_new) == ("checked", 5)
    shown = analyst.get(f"/riverton{language}/staff/imports/{batch.pk}/").content.decode()
    assert "Sewrad" in shown
    assert all(each in shown for each in words)
    assert f'href="/riverton{language}/staff/places/"' in shown


def test_of_many_unknown_names_the_most_frequent_are_listed_and_the_others_counted(analyst, stops_file, bring):
    batch = bring(stops_file(1, 60, lambda number, line: line.replace("Seward", f"Place {max(number, 5)}")))
    assert batch.summary["unmatched"]["neighborhood_text"]["names"][0] == ["Place 5", 5]
    assert "6 more names are not listed here." in page(analyst, f"{batch.pk}/")


def test_a_file_whose_names_are_all_known_says_nothing_of_names(analyst, riverton, console, stops_file, bring):
    places.add(actor=console, agency=riverton, names=["Seward"], reason="test")
    batch = bring(stops_file(1, 3, lambda number, line: line.replace("Seward", "") if number == 2 else line))
    assert batch.summary["unmatched"] == {}
    assert "that no neighborhood here has" not in page(analyst, f"{batch.pk}/")


def test_a_file_is_discarded_with_one_button(analyst, stops_file, bring):
    batch = bring(stops_file())
    page(analyst, f"{batch.pk}/discard/", status=302, yes="1")
    batch.refresh_from_db()
    assert (batch.state, batch.stored) == ("discarded", "")
    assert "Discarded" in page(analyst, f"{batch.pk}/")
    assert "was deleted with the file" in page(analyst, f"{batch.pk}/refused/")


def test_a_decision_made_twice_is_told_in_words(analyst, stops_file, bring):
    batch = bring(stops_file())
    page(analyst, f"{batch.pk}/load/", status=302, leave_out_bad="no")
    page(analyst, f"{batch.pk}/load/", status=302, leave_out_bad="no")
    assert "moved on meanwhile" in page(analyst, f"{batch.pk}/")


def test_the_list_is_empty_in_words_and_costs_as_many_queries_for_three_rows_as_for_one(
    analyst, stops_file, bring, django_assert_num_queries, django_assert_max_num_queries
):
    assert "No file came in yet" in page(analyst, "")
    bring(stops_file(1, 2))
    with django_assert_max_num_queries(10) as one:
        page(analyst, "")
    bring(stops_file(3, 4))
    bring(stops_file(5, 6))
    with django_assert_num_queries(len(one)):
        page(analyst, "")


def test_the_neighbor_sees_nothing_of_it(lakefield, person, sign_in, stops_file, bring, riverton):
    batch = bring(stops_file())
    theirs = sign_in(person(Role.ANALYST, agency=lakefield))
    for path in ("", "columns/", "words/", "refused/", "refused.csv"):
        assert theirs.get(f"/lakefield/staff/imports/{batch.pk}/{path}").status_code == 404
    assert theirs.post(f"/lakefield/staff/imports/{batch.pk}/load/").status_code == 404
    assert batch.file_name not in theirs.get("/lakefield/staff/imports/").content.decode()


def test_a_file_loaded_before_says_when_and_leads_there(analyst, stops_file, bring, load):
    first = load(bring(stops_file()))
    shown = page(analyst, f"{bring(stops_file()).pk}/")
    assert "Nothing was added." in shown
    assert f"/riverton/staff/imports/{first.pk}/" in shown


def test_a_refused_file_says_why_and_can_be_given_up(analyst, stops_file, bring):
    batch = bring(stops_file())
    ImportBatch.objects.filter(pk=batch.pk).update(state="refused", failure={"reason": "changed", "detail": {}})
    shown = page(analyst, f"{batch.pk}/")
    assert "Upload it again." in shown
    assert "Discard this file" in shown


@pytest.mark.parametrize(
    ("language", "words"),
    [("", "No column is named for: Number of the record, When."), ("/es", "Número del registro, Cuándo.")],
)
def test_why_a_job_refused_a_file_is_told_in_the_language_of_the_reader(analyst, stops_file, bring, language, words):
    batch = bring(stops_file())
    ImportBatch.objects.filter(pk=batch.pk).update(state="checking", mapping=ColumnMapping().as_json(), summary={})
    assert actions.check(batch_id=batch.pk).state == "refused"
    assert words in analyst.get(f"/riverton{language}/staff/imports/{batch.pk}/").content.decode()


def test_a_progress_bar_that_asks_after_the_end_is_told_to_show_the_page_anew(analyst, stops_file, bring):
    batch = bring(stops_file())
    response = analyst.get(f"/riverton/staff/imports/{batch.pk}/", headers={"HX-Request": "true"})
    assert response.headers["HX-Refresh"] == "true"


def test_no_good_row_means_no_button_to_load(analyst, stops_file, bring):
    batch = bring(stops_file(1, 3, lambda _n, line: line.replace("2017", "later")))
    shown = page(analyst, f"{batch.pk}/")
    assert "No row of this file can be taken." in shown
    assert "leave out" not in shown


def test_lines_with_more_or_fewer_values_are_downloaded_in_the_columns_of_the_file(analyst, stops_file, bring):
    def spoil(number, line):
        return {1: line.replace("Seward", "Seward, East, West"), 2: "S-2,2017\n"}.get(number, line)

    batch = bring(stops_file(1, 3, spoil))
    csv = b"".join(analyst.get(f"/riverton/staff/imports/{batch.pk}/refused.csv").streaming_content).decode()
    wide, narrow = csv.splitlines()[1:3]
    assert '"3, ,' not in wide
    assert "Seward" in wide
    assert narrow.startswith("S-2,2017,,,,,,,,,3,")


def test_the_columns_of_a_file_that_is_gone_are_not_found(analyst, stops_file, bring, console):
    batch = actions.discard(actor=console, batch=bring(stops_file()))
    page(analyst, f"{batch.pk}/columns/", status=404)


def test_the_page_of_a_file_is_in_spanish_under_its_spanish_address(analyst, stops_file, bring):
    batch = bring(stops_file(1, 2))
    shown = analyst.get(f"/riverton/es/staff/imports/{batch.pk}/").content.decode()
    assert "Cargar las 2 filas" in shown
