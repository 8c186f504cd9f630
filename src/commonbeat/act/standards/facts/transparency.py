"""What is said of the items of the transparency index: where each stands, its day, and where the thing itself is."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commonbeat.act.standards.rules import transparency
from commonbeat.act.standards.rules.transparency import Item, ItemState, Judged
from commonbeat.kit import words
from commonbeat.kit.tables import Cell, DataTable, Head


def address(one: Judged) -> str:
    """The page of the thing itself, or the one where it would stand."""
    return reverse(one.seen.page, args=one.seen.arguments) if one.seen.page else ""


def state_word(one: Judged) -> words.Words:
    """The state of an item in a word; how late it is, where it is."""
    return words.late(one.days_late) if one.state is ItemState.LATE else one.state.label


def _day(one: Judged) -> Cell:
    """The day that it goes by, and what was found."""
    day = words.day(one.seen.day) if one.seen.day else str(one.seen.words) or _("no day")
    return Cell(day, small=one.seen.words if one.seen.day else "")


def items(found: tuple[Judged, ...], caption: str, *, synthetic: bool) -> DataTable:
    """Items of the index as a table: what and where it is, its state, the day that it goes by, when it is due."""
    return DataTable(
        caption=caption,
        columns=(
            Head(_("What must be public")),
            Head(_("State")),
            Head(_("Its day, or what was found")),
            Head(_("Due")),
        ),
        rows=tuple(
            (
                Cell(one.label, href=address(one)),
                Cell(state_word(one), state=transparency.STATE_KINDS[one.state]),
                _day(one),
                words.day(one.due) if one.due else _("no day"),
            )
            for one in found
        ),
        synthetic=synthetic,
    )


def wanting(found: tuple[Judged, ...]) -> list[dict[str, Any]]:
    """The items that are not met, each with its state and its page."""
    return [
        {
            "label": one.label,
            "kind": transparency.STATE_KINDS[one.state],
            "word": state_word(one),
            "href": address(one),
            "words": "" if one.seen.day else one.seen.words,
        }
        for one in found
    ]


def rules_of(found: tuple[Judged, ...]) -> list[dict[str, Any]]:
    """How each item of the list is judged, each said once."""
    kinds = dict.fromkeys(one.item for one in found)
    texts: dict[str, list[Item]] = {}
    for item in kinds:
        texts.setdefault(str(transparency.HOW[item]), []).append(item)
    return [{"names": "; ".join(str(item.label) for item in group), "how": how} for how, group in texts.items()]
