"""No share is printed bare: only plumb and kit write a percent sign after a figure, with n and range beside it."""

import re
from pathlib import Path

import polib

SOURCE = Path(__file__).parents[2] / "src" / "commonbeat"
FIGURES = ("plumb", "kit")
"""Where an Estimate is put into words: its n, its range and its percent sign come together."""
PROGRESS = {"web/management/commands/import.py", "web/demo/records.py"}
"""How far a long command is: a share of its own work, at the console."""
LEVELS = re.compile(r"(?:95|%\(level\)s)%%? range|t range, 95%%|Range: Wilson score interval, 95%%?")
"""The level of a range is no share."""
PRINTED = re.compile(r"floatformat|widthratio|stringformat|\}\}(?:&nbsp;|\s)*%|[\d.]+ ?%(?![}\w-])")
WRITTEN = re.compile(r"import PERCENTS?\b|:[^{}\"']*%\}|\* 100\b(?! \*)(?=.*%)")
SAID = re.compile(r"(?:\d|\)s|\)d|\})\s?%%?(?![(\w])")
NO_SHARE = {
    "ground/places/templates/places/place_detail.html": "square kilometers",
    "listen/reports/templates/reports/detail.html": "degrees of a place",
    "kit/templates/kit/gallery.html": "the gallery's own figures, each with its range or its note",
}
"""Templates that print a number with decimals, or words with a percent sign, and what it is."""


def rooms(*names):
    for wing in sorted(SOURCE.iterdir()):
        if wing.is_dir() and wing.name not in names:
            yield wing


def test_no_template_prints_a_percent_sign_of_its_own():
    found = [
        f"{path.relative_to(SOURCE)}: {words}"
        for path in sorted(SOURCE.rglob("templates/**/*.html"))
        if str(path.relative_to(SOURCE)) not in NO_SHARE
        for words in PRINTED.findall(LEVELS.sub("", path.read_text()))
    ]
    assert found == []


def test_no_code_but_that_of_figures_makes_a_percent():
    found = [
        f"{path.relative_to(SOURCE)}: {words}"
        for wing in rooms(*FIGURES)
        for path in sorted(wing.rglob("*.py"))
        if str(path.relative_to(SOURCE)) not in PROGRESS
        for words in WRITTEN.findall(path.read_text())
    ]
    assert found == []


def test_no_sentence_but_those_of_figures_holds_a_share():
    """An example of what to type ("35.3%") is none: it stands after "or"."""
    found = [
        entry.msgid
        for wing in rooms(*FIGURES)
        for catalogue in sorted(wing.rglob("es/LC_MESSAGES/django.po"))
        for entry in polib.pofile(str(catalogue))
        if SAID.search(LEVELS.sub("", entry.msgid.replace("best figure and 95%% range", "")))
        and " or " not in entry.msgid
    ]
    assert found == []


def test_these_tests_see_what_they_look_for():
    assert PRINTED.search("{{ part }}%")
    assert PRINTED.search("<b>64 %</b>")
    assert PRINTED.search("{{ part|floatformat:1 }}")
    assert not PRINTED.search('{% trans "x" %}{{ words }} {% endif %}')
    assert WRITTEN.search('f"{share:.0%}"')
    assert SAID.search("%(part)s%% of all")
    assert not SAID.search(LEVELS.sub("", "95% range"))
