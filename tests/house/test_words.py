"""Every visible string is translated: English source, Spanish complete."""

import contextlib
import shutil
from io import StringIO
from pathlib import Path

import django
import polib
import pytest
from django.core.management import call_command

SOURCE = Path(__file__).parents[2] / "src" / "commonbeat"
ROOMS = sorted(
    {path.parents[2] for path in SOURCE.rglob("es/LC_MESSAGES/django.po")}
    | {path.parent for path in SOURCE.rglob("apps.py")}
)
ROOMS = sorted({room.parent if room.name == "locale" else room for room in ROOMS})


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """The strings that the code holds now, room by room, as gettext finds them."""
    copy = tmp_path_factory.mktemp("words") / "commonbeat"
    said = StringIO()
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("vendor", "__pycache__", "*.mo"))
    found = {}
    for room in ROOMS:
        place = copy / room.relative_to(SOURCE)
        shutil.rmtree(place / "locale", ignore_errors=True)
        (place / "locale").mkdir()
        with contextlib.chdir(place):
            told = {"no_location": True, "no_obsolete": True, "no_wrap": True, "stdout": said, "stderr": said}
            call_command("makemessages", locale=["es"], **told)
        catalogue = place / "locale" / "es" / "LC_MESSAGES" / "django.po"
        found[room] = (
            {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(catalogue))} if catalogue.exists() else set()
        )
    return found


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(SOURCE)))
def test_every_string_of_the_room_has_its_spanish(room, fresh):
    catalogue = room / "locale" / "es" / "LC_MESSAGES" / "django.po"
    entries = polib.pofile(str(catalogue)) if catalogue.exists() else []
    translated = {(entry.msgctxt, entry.msgid) for entry in entries if entry.translated() and not entry.fuzzy}
    assert fresh[room] - translated == set()


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(SOURCE)))
def test_no_translation_outlives_its_string(room, fresh):
    catalogue = room / "locale" / "es" / "LC_MESSAGES" / "django.po"
    entries = polib.pofile(str(catalogue)) if catalogue.exists() else []
    assert {(entry.msgctxt, entry.msgid) for entry in entries if not entry.obsolete} - fresh[room] == set()


def test_one_sentence_has_one_spanish_in_the_whole_house():
    """Django reads all catalogues as one: a second translation would stand on the first room's pages as well."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for room in ROOMS:
        catalogue = room / "locale" / "es" / "LC_MESSAGES" / "django.po"
        for entry in polib.pofile(str(catalogue)) if catalogue.exists() else []:
            said = entry.msgstr or " / ".join(entry.msgstr_plural.values())
            found.setdefault((entry.msgctxt or "", entry.msgid), {}).setdefault(said, room.name)
    clashes = {key: said for key, said in found.items() if len(said) > 1}
    assert clashes == {}, "Use one Spanish, or tell the two apart by pgettext's context"


def test_no_room_says_anew_what_django_says_already():
    """Its catalogue is read after Django's: a "may" of ours would stand for the month in every date."""
    django_s = Path(django.__file__).parent / "conf" / "locale" / "es" / "LC_MESSAGES" / "django.po"
    known = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.pofile(str(django_s)) if entry.msgstr}
    for room in ROOMS:
        catalogue = room / "locale" / "es" / "LC_MESSAGES" / "django.po"
        for entry in polib.pofile(str(catalogue)) if catalogue.exists() else []:
            assert known.get((entry.msgctxt, entry.msgid), entry.msgstr) == entry.msgstr, room.name
