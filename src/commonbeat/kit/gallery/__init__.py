"""Samples of every component for the gallery page: real open data where a source is named, all else is tagged."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from commonbeat.kit import maps
from commonbeat.kit.drawing import Framed
from commonbeat.kit.facets import Chip
from commonbeat.kit.gallery import figures, lists, towns
from commonbeat.kit.gallery.fields import SampleForm
from commonbeat.kit.units import units
from commonbeat.kit.words import short_day
from commonbeat.plumb.about import About
from commonbeat.plumb.interval import share
from commonbeat.plumb.result import Window

__all__ = ["SampleForm", "samples"]


def samples() -> dict[str, Any]:
    """The context of kit/gallery.html, in the language of the page."""
    wrong = SampleForm({"people": "many", "kind": "x", "danger": "maybe"}, auto_id="wrong_%s")
    wrong.is_valid()
    due = About(window=Window.year(2026), as_of=date(2026, 12, 31), unit=_("promises"), synthetic=True)
    return {
        "searches": figures.searches(),
        "topics": figures.topics(),
        "years": Framed(
            id="years",
            title=_("A trend whose rule changed"),
            what=_("Force entries each year in a made-up town, each with its range."),
            note="",
            source=_("Made up for this page"),
            method="#figures",
            csv="",
            chart=figures.years(),
        ),
        "levels": figures.answers(),
        "units": units([("verified", 9), ("reported", 1), ("disputed", 1), ("moved", 1), ("open", 1), ("broken", 1)]),
        "promises": figures.promises(),
        "life": figures.life(),
        "town": towns.town(),
        "town_plain": maps.locator([*towns.areas()], title=_("A made-up town of 24 areas"), here="b3"),
        "score": share(9, 14, about=due),
        "withheld": figures.few(),
        "real": share(3099, 15220, about=figures.STOPS),
        "meetings": lists.listed(lists.meetings()),
        "form": SampleForm(auto_id="blank_%s"),
        "wrong": wrong,
        "changed": lists.changed_words(),
        "lit": [True, True, False, False],
        "states": lists.states(),
        "late": short_day(date(2026, 11, 24)),
        "facets": lists.facets(),
        "chips": [Chip(_("Street lights and lots"), "#browse")],
    }
