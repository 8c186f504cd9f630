"""How one person's own entries of the trail are shown to them."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.people.rules import VERBS
from commonbeat.kit.tables import Cell, Column
from commonbeat.kit.words import moment


def told(verb: str) -> str:
    """What was done, in words where this app has them, else the name of the action."""
    return str(VERBS.get(verb, verb))


def details(row: Any) -> str:
    """The details of an entry as `name: value`, one after another."""
    return "; ".join(f"{name}: {_plain(value)}" for name, value in row.details.items())


def _plain(value: Any) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


TRAIL_COLUMNS = (
    Column("at", _("When"), value=lambda row: moment(row.at)),
    Column("actor_label", _("Who")),
    Column("verb", _("What"), value=lambda row: Cell(told(row.verb), small=details(row))),
    Column(
        "subject_type",
        _("About"),
        value=lambda row: f"{row.subject_type} {row.subject_id}".strip() or gettext("nothing"),
    ),
)
"""The columns of "what this system records about you"."""
