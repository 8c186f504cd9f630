"""A file of resources goes through the importer that everything goes through."""

import json

import pytest

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.imports import kinds
from commonbeat.ground.agency.queries import problems_path
from commonbeat.ground.audit.models import Correction
from commonbeat.ground.library import actions
from commonbeat.ground.library.models import CatalogEntry, LibraryResource
from commonbeat.ground.library.rules import Grade, LinkState
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest

KIND = "library_resources"
HEAD = "title,year,type,topics,audience,kind,provenance,evidence,basis,publisher,language,note_en,url,accessed\n"
GOOD = (
    "Two Ways to Listen,2019,Report; Guidebook/Tool,Use of Force | technology,agencies; communities,tool,research,"
    "promising,Two studies,A press,English,Start small,https://example.org/a,2026-01-05\n"
)
PLAIN = "Bare,,video,Tecnología datos e inteligencia artificial,,,,,,,,,,\n"


@pytest.fixture
def bring(shipped, console):
    """Receive, map, check and load a file; stops after the check where rows are refused."""

    def through(content):
        batch = agencies.receive(
            actor=console, agency=shipped, kind=KIND, name="library.csv", blocks=[(HEAD + content).encode()]
        )
        mapping = ColumnMapping(columns=suggest(kinds()[KIND].rows, batch.sheet["headers"]))
        agencies.map_columns(actor=console, batch=batch, mapping=mapping, later=False)
        batch = agencies.check(batch_id=batch.pk)
        if batch.rows_bad or not (batch.rows_new or batch.rows_changed):
            return batch
        agencies.confirm(actor=console, batch=batch, leave_out_bad=False, later=False)
        return agencies.load(batch_id=batch.pk)

    return through


def test_a_row_becomes_a_record_with_everything_it_says(bring, shipped):
    batch = bring(GOOD + PLAIN)
    assert (batch.rows_new, batch.rows_bad) == (2, 0)
    row = LibraryResource.objects.get(agency=shipped, slug="two-ways-to-listen-2019")
    assert (row.types, row.audiences) == (["guidebook_tool", "report"], ["agency", "community"])
    assert {topic.slug for topic in row.topics.all()} == {"use-of-force", "technology"}
    assert (row.ratings.get().grade, row.citations.get().url) == (Grade.PROMISING, "https://example.org/a")
    assert CatalogEntry.objects.get(pk=row.pk).grade == Grade.PROMISING
    assert str(row.changes.get()) == "Added from a file."
    assert LibraryResource.objects.get(agency=shipped, title="Bare").year is None


def test_the_same_file_twice_changes_nothing(bring):
    bring(GOOD + PLAIN)
    batch = bring(GOOD + PLAIN.replace("Bare", "Bare "))
    assert (batch.rows_new, batch.rows_changed, batch.rows_same) == (0, 0, 2)


def test_a_changed_row_changes_the_record_and_the_old_is_kept(bring, shipped):
    bring(GOOD)
    LibraryResource.objects.get(slug="two-ways-to-listen-2019").citations.update(link_state=LinkState.DEAD)
    batch = bring(
        GOOD.replace("Start small", "Start smaller").replace("example.org/a", "example.org/b")
        .replace("promising,Two studies", "moderate,Three studies").replace("Use of Force | ", "")
    )  # fmt: skip
    assert batch.rows_changed == 1
    row = LibraryResource.objects.get(agency=shipped, slug="two-ways-to-listen-2019")
    assert (row.version, row.note_en, row.ratings.first().grade) == (2, "Start smaller", Grade.MODERATE)
    assert [topic.slug for topic in row.topics.all()] == ["technology"]
    assert (row.citations.get().url, row.citations.get().link_state) == ("https://example.org/b", LinkState.UNCHECKED)
    assert {one.field for one in Correction.objects.all()} >= {"note_en", "topics", "url"}


def test_an_empty_cell_leaves_what_is_there(bring):
    bring(GOOD)
    batch = bring("Two Ways to Listen,2019,Report; Guidebook/Tool,Use of Force | technology,,,,,,,,,,\n")
    assert batch.rows_same == 1


def test_a_change_without_a_link_or_rating_touches_neither(bring):
    bring(GOOD)
    bring("Two Ways to Listen,2019,Report,Use of Force | technology,,,,,,Another press,,,,\n")
    row = LibraryResource.objects.get(slug="two-ways-to-listen-2019")
    assert (row.publisher, row.types, row.ratings.count()) == ("Another press", ["report"], 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("Use of Force | technology", "Knitting"), "not in your library"),
        (("Use of Force | technology", "|"), "not in your library"),
        (("https://example.org/a", "ftp://example.org"), "cannot be the link"),
        (("2026-01-05", ""), "no day on which"),
        (("https://example.org/a", ""), "no link"),
        (("Two studies", ""), "on what ground"),
        (("Two Ways to Listen", "Bare!"), "commas and capitals"),
    ],
)
def test_a_bad_row_is_refused_with_what_to_do(bring, change, words):
    batch = bring(PLAIN + GOOD.replace(*change).replace("Bare!,2019", "Bare!,"))
    assert batch.rows_bad == 1
    refused = [json.loads(line) for line in problems_path(batch).read_text().splitlines()]
    told = json.dumps(refused)
    reason = next(code for code, (what, _remedy) in kinds()[KIND].rows.reasons.items() if words in str(what))
    assert reason in told


def test_every_bad_row_is_counted(bring):
    bad = "".join(f"Guide {number},2019,Report,Knitting,,,,,,,,,,\n" for number in range(30))
    assert bring(bad + GOOD).rows_bad == 30


def test_a_file_does_not_bring_back_what_was_withdrawn(bring, shipped, console):
    bring(GOOD)
    row = LibraryResource.objects.get(agency=shipped, slug="two-ways-to-listen-2019")
    actions.withdraw_resource(actor=console, resource=row, because="Old")
    batch = bring(GOOD.replace("Start small", "Start now"))
    assert (batch.rows_bad, batch.rows_same) == (1, 0)


def test_a_record_that_got_another_title_is_known_by_it_and_its_old_title_is_a_new_record(bring, shipped, console):
    bring(GOOD)
    row = LibraryResource.objects.get(agency=shipped, slug="two-ways-to-listen-2019")
    LibraryResource.objects.filter(pk=row.pk).update(title="Three Ways to Listen")
    renamed = GOOD.replace("Two Ways", "Three Ways").replace("Start small", "Start now")
    batch = bring(renamed + GOOD)
    assert (batch.rows_changed, batch.rows_new, batch.rows_bad) == (1, 1, 0)
    row.refresh_from_db()
    assert (row.title, row.note_en) == ("Three Ways to Listen", "Start now")
    assert LibraryResource.objects.get(agency=shipped, slug="two-ways-to-listen-2019-2").title == "Two Ways to Listen"
