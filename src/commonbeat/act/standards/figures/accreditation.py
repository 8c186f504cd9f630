"""What is drawn of standards: how each chapter stands, one mark for each part; how the demands of a paper stand."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _

from commonbeat.act.standards.queries.gaps import ChapterStand, Standing
from commonbeat.act.standards.rules import proofs
from commonbeat.act.standards.rules.proofs import Stand
from commonbeat.kit.drawing import KeyItem
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.units import unit_key, units
from commonbeat.kit.words import listing, number, of

SHORT = (Stand.TO_CHECK, Stand.SENT_BACK, Stand.STALE, Stand.MISSING)
"""What a part may be short of, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Chapters:
    """Every chapter in a row with its marks, what the marks mean, and the whole in a sentence."""

    table: DataTable
    key: tuple[KeyItem, ...]
    said: str


def chapters(found: Standing, *, synthetic: bool) -> Chapters:
    """How each chapter stands: a mark for each part, and in words how many are proven and what is missing."""
    table = DataTable(
        caption=_("Chapter by chapter, one mark for each part"),
        columns=(Head(_("Chapter")), Head(_("Proven")), Head(_("What is missing"))),
        rows=tuple(
            (_named(one), of(one.counts[Stand.PROVEN], one.needed), short(one.counts)) for one in found.chapters
        ),
        synthetic=synthetic,
    )
    totals = [(proofs.STAND_KINDS[stand], stand.label, found.count(stand)) for stand in Stand]
    told = {"part": of(found.count(Stand.PROVEN), found.needed)}
    said = _("%(part)s parts are proven today: checked by somebody else, and not out of date.") % told
    return Chapters(table, unit_key(totals), said)


def _named(one: ChapterStand) -> Cell:
    marks = units([(proofs.STAND_KINDS[stand], many) for stand, many in one.counts.items()])
    return Cell(format_html("{}{}", str(one.chapter), marks))


def short(counts: dict[Stand, int]) -> str:
    """What is missing, in words: "2 out of date and 1 no proof yet"; "nothing" where nothing is."""
    told = [f"{number(counts[stand])} {str(stand.label).lower()}" for stand in SHORT if counts[stand]]
    if counts[Stand.WAIVED]:
        told.append(_("%(count)s waived, not needed") % {"count": number(counts[Stand.WAIVED])})
    return listing(told) or _("nothing")
