"""`commonbeat import`: the same steps as on the site, told at the console, with exit codes that a script can heed."""

import io

import pytest
from django.core.management import CommandError, call_command

from commonbeat.ground.agency import actions
from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.records.models import StopRecord
from commonbeat.kit.tabular.mapping import ColumnMapping

pytestmark = pytest.mark.django_db
GOOD = "id,date,race\nS-1,2017-03-01 10:00,Black\nS-2,2017-03-01 11:00,White\n"
MIXED = GOOD + "S-3,soon,purple\n"


@pytest.fixture
def file(tmp_path):
    def write(content=GOOD):
        path = tmp_path / "stops.csv"
        path.write_text(content)
        return path

    return write


def bring(*words, **options):
    out = io.StringIO()
    call_command("import", *map(str, words), agency="riverton", stdout=out, **options)
    return out.getvalue()


def refused(*words, **options):
    with pytest.raises(CommandError) as stopped:
        bring(*words, **options)
    return str(stopped.value), stopped.value.returncode


def test_a_good_file_is_loaded_with_its_columns_guessed(riverton, file):
    told = bring("stops", file())
    assert "source_key           id" in told
    assert "2 rows: 2 new, 0 with other values, 0 there already, 0 that cannot be taken." in told
    assert "Loaded: 2 new" in told
    assert "loaded : 100%" in told
    assert StopRecord.objects.live().count() == 2


def test_names_of_no_known_neighborhood_are_told_with_what_to_do(riverton, file):
    told = bring(
        "stops", file(GOOD.replace("race", "race,neighborhood").replace("Black", "Black,Sewrad")), dry_run=True
    )
    assert "Names that no neighborhood here has: 1, on 1 rows." in told
    assert "Sewrad: 1" in told
    assert "If a name is another spelling, add it to its neighborhood." in told


def test_the_same_file_twice_is_told_and_is_no_error(riverton, file):
    bring("stops", file())
    assert "loaded already. Nothing to do." in bring("stops", file())
    assert StopRecord.objects.count() == 2


def test_bad_rows_are_printed_and_nothing_is_loaded(riverton, file):
    out = io.StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command("import", "stops", str(file(MIXED)), agency="riverton", stdout=out)
    assert stopped.value.returncode == 1
    assert "--leave-out-bad" in str(stopped.value)
    assert "line 4, date: soon" in out.getvalue()
    assert "Write it as 2017-01-31" in out.getvalue()
    assert not StopRecord.objects.exists()


def test_bad_rows_are_left_out_when_asked(riverton, file):
    assert "2 new, 0 corrected, 0 there already, 1 left out" in bring("stops", file(MIXED), leave_out_bad=True)
    assert StopRecord.objects.live().count() == 2


def test_a_file_without_a_single_good_row_is_given_up(riverton, file):
    words, code = refused("stops", file("id,date\n1,soon\n"), leave_out_bad=True)
    assert ("No row can be taken" in words, code) == (True, 1)
    assert ImportBatch.objects.get().state == "discarded"


def test_a_dry_run_keeps_nothing(riverton, file):
    assert "Only checked" in bring("stops", file(), dry_run=True)
    assert not StopRecord.objects.exists()
    assert ImportBatch.objects.get().state == "discarded"


def test_saved_columns_are_used_by_their_name(riverton, console, file):
    mapping = ColumnMapping(columns={"source_key": ("id",), "at": ("date",)})
    actions.save_mapping(actor=console, agency=riverton, kind="stops", name="CAD", mapping=mapping)
    assert "guessed" not in bring("stops", file(), mapping="CAD")
    assert StopRecord.objects.first().race == "not_recorded"
    words, _code = refused("stops", file(), mapping="RMS")
    assert words == "No columns are saved as 'RMS'. Saved: 'CAD'."


def test_what_cannot_be_is_told_in_words(riverton, file, tmp_path):
    assert "Choose one of: neighborhoods" in refused("horses", file())[0]
    assert "There is no such file." in refused("stops", tmp_path / "nowhere.csv")[0]
    assert "This is a PDF" in refused("stops", file("%PDF-1.4"))[0]
    words, code = refused("stops", file("id,race\n1,Black\n"))
    assert (words, code) == ("No column is named for: When.", 1)
    assert ImportBatch.objects.get().state == "discarded"


def test_the_agency_is_named_where_there_are_several(riverton, lakefield, file):
    with pytest.raises(CommandError, match="--agency SLUG"):
        call_command("import", "stops", str(file()))
    with pytest.raises(CommandError, match="There is no agency `nowhere`"):
        call_command("import", "stops", str(file()), agency="nowhere")


def test_the_only_agency_need_not_be_named(console, file):
    actions.found(actor=console, name="Only", slug="only", place="Here", timezone="America/Chicago")
    call_command("import", "stops", str(file()), stdout=io.StringIO())
    assert StopRecord.objects.live().count() == 2


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_a_bar(riverton, file):
    out = Terminal()
    call_command("import", "stops", str(file()), agency="riverton", stdout=out)
    assert "\r  checked [==============================] 100%" in out.getvalue()
