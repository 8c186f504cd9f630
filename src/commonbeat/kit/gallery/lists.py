"""Lists, facets, states and words that changed."""

from types import SimpleNamespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.kit.facets import Facet, FacetValue
from commonbeat.kit.gallery.fields import CHOICES
from commonbeat.kit.tables import Cell, Control, DataTable, Head, PageLink
from commonbeat.kit.words import number


def changed_words() -> list[dict[str, str]]:
    """A sentence of which words came and went."""
    told = (
        ("same", _("An officer says the reason")),
        ("removed", _(" if somebody asks")),
        ("added", _(" in the first minute")),
        ("same", "."),
    )
    return [{"change": change, "words": words} for change, words in told]


def facets() -> list[Facet]:
    """One facet with one value on."""
    values = [
        FacetValue(code, words, number(40 + place), code == "light") for place, (code, words) in enumerate(CHOICES)
    ]
    return [Facet("topic", gettext_lazy("Topic"), values)]


def meetings() -> DataTable:
    """A table of words: cards on a phone."""
    return DataTable(
        caption=_("Next meetings"),
        columns=(Head(_("When")), Head(_("What")), Head(_("State")), Head(_("Where"))),
        rows=(
            (
                _("Tue., Dec. 1, 6:30 p.m."),
                Cell(_("Beat meeting"), href="#tables", small=_("Somali and Spanish spoken")),
                Cell(_("Open"), state="open"),
                _("Park building"),
            ),
            (
                _("Sat., Dec. 12, 10 a.m."),
                _("Walk with the crossing guards"),
                Cell(_("Cannot tell"), state="unknown"),
                _("31st Street and 15th Avenue"),
            ),
            (_("Mon., Dec. 14, noon"), _("Coffee at the library"), Cell(number(12345)), _("Library")),
        ),
        synthetic=True,
    )


def listed(table: DataTable) -> SimpleNamespace:
    """A table as a list shows it: with a filter, a search word and pages."""
    choices = [("", _("Every state")), ("open", _("Open"))]
    pages = [PageLink("1", "", "", True), PageLink("2", "#tables", _("Page %(number)s") % {"number": 2}), PageLink("…")]
    return SimpleNamespace(
        caption=table.caption,
        rows=table.rows,
        markup=table.markup,
        numbers=False,
        synthetic=True,
        controls=[Control("state", _("Show"), "open", choices), Control("word", _("Word"), "", ())],
        sort="-when",
        pages=[*pages, PageLink("9", "#tables", _("Page %(number)s") % {"number": 9})],
        position=_("%(first)s to %(last)s of %(count)s") % {"first": 1, "last": 3, "count": 27},
    )


def states() -> list[tuple[str, str]]:
    """Every state with a word."""
    return [
        ("open", _("Accepted")),
        ("reported", _("Reported kept")),
        ("verified", _("Verified")),
        ("disputed", _("Disputed")),
        ("broken", _("Broken")),
        ("moved", _("Renegotiated")),
        ("fine", _("Not raised")),
        ("raised", _("Raised")),
        ("unknown", _("Cannot tell")),
    ]
