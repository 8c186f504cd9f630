"""What an entry of the trail tells beside its deed: its details and its subject, in the reader's language."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils.translation import gettext

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.audit.queries import lists_of
from commonbeat.ground.audit.rules import Told
from commonbeat.kit import words
from commonbeat.kit.words import Words

NOTHING: tuple[Any, ...] = (None, "", [], {})
"""Values that tell nothing."""
LONGEST = 600
WHEN = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:.+)?")


def subject(event: AuditEvent) -> str:
    """What an entry is about: the kind of row and its number, or the words that stand for it."""
    if not event.subject_type:
        return str(_subjects().get(event.subject_id, event.subject_id))
    kind = _subjects().get(event.subject_type, event.subject_type)
    return f"{kind} {event.subject_id}"


def details(event: AuditEvent) -> str:
    """The details as "name: value", one after another; what has no words stands as the program wrote it."""
    app = event.verb.partition(".")[0]
    said = [f"{_name(app, name)}: {_value(app, name, value)}" for name, value in event.details.items() if _tells(value)]
    line = "; ".join(said)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _tells(value: Any) -> bool:
    return value not in NOTHING


def _name(app: str, name: str) -> Words:
    return _told().get(f"{app}.{name}", Told()).name or name


def _value(app: str, name: str, value: Any) -> str:
    """A value in words: a list as a list, numbers and days as pages write them, codes by their meaning."""
    meant = None if isinstance(value, list | dict) else _told().get(f"{app}.{name}", Told()).words.get(str(value))
    if meant:
        return str(meant)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int | float):
        return words.number(value)
    if isinstance(value, list):
        return words.listing([_value(app, name, each) for each in value])
    if isinstance(value, dict):
        return words.listing([f"{_name(app, part)}: {_value(app, part, each)}" for part, each in value.items()])
    return _when(str(value))


def _when(value: str) -> str:
    """A day or a moment as pages write it; anything else as it is."""
    if not WHEN.fullmatch(value):
        return value
    try:
        return words.moment(datetime.fromisoformat(value)) if "T" in value else words.day(date.fromisoformat(value))
    except ValueError:
        return value


@cache
def _told() -> Mapping[str, Told]:
    """Every detail that has words; what several apps say of the same one is put together."""
    found: dict[str, Told] = {}
    for list_ in lists_of("DETAILS"):
        for name, told in list_.items():
            there = found.get(name, Told())
            found[name] = Told(there.name or told.name, {**there.words, **told.words})
    return found


@cache
def _subjects() -> Mapping[str, Words]:
    return {name: said for list_ in lists_of("SUBJECTS") for name, said in list_.items()}
