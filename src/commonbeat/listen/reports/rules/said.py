"""What a line of a thread says, in the reader's language, from its kind and its facts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.ground.people.rules import signed
from commonbeat.ground.roles import Role
from commonbeat.kit.words import day
from commonbeat.listen.reports.rules import LEVELS, Elsewhere, EventKind, State


def event(kind: str, facts: Mapping[str, Any]) -> str:
    """A line that the system wrote; "" where a person's own words say it all."""
    due = day(date.fromisoformat(facts["due"])) if facts.get("due") else ""
    said = {
        EventKind.ASSIGNED: _assigned(facts, due),
        EventKind.STARTED: _("Somebody works on it now."),
        EventKind.ANSWERED: _("The next answer is due %(day)s.") % {"day": due} if due else "",
        EventKind.REFERRED: _referred(facts),
        EventKind.CLOSED: _closed(facts),
        EventKind.REOPENED: _("Opened again. An answer is due %(day)s.") % {"day": due},
        EventKind.RAISED: _raised(facts),
        EventKind.REMINDED: _("A reminder went to %(owner)s.") % {"owner": _owner(facts)},
        EventKind.FORGOTTEN: _("The contact details were deleted."),
    }
    return said.get(EventKind(kind), "")


def _owner(facts: Mapping[str, Any]) -> str:
    """Who answers, as the reader's language names the rank."""
    return signed(facts.get("owner", ""), facts.get("rank", ""))


def _assigned(facts: Mapping[str, Any], due: str) -> str:
    owner = _owner(facts)
    words = _("%(owner)s answers. An answer is due %(day)s.") if owner else _("An answer is due %(day)s.")
    return words % {"owner": owner, "day": due}


def _referred(facts: Mapping[str, Any]) -> str:
    to = facts.get("to", "")
    if facts.get("outcome") == Elsewhere.DUPLICATE:
        return _("It was pointed out before.")
    return _("It goes to: %(office)s") % {"office": to} if to else ""


def _closed(facts: Mapping[str, Any]) -> str:
    return {
        "reporter": _("The person who pointed it out says that it is fixed."),
        "silence": _("Closed: nobody opened it again in time."),
    }.get(facts.get("by", ""), _("Closed."))


def _raised(facts: Mapping[str, Any]) -> str:
    role = Role(LEVELS[facts.get("level", 1)]).label
    return _("The answer is late. It was told to: %(role)s") % {"role": role}


def next_step(state: str, *, due: date, owner: str, until: date | None) -> str:
    """What the person who pointed it out can expect now."""
    if state in (State.RECEIVED, State.TRIAGED):
        return _("Next, somebody is chosen who answers you in writing by %(day)s.") % {"day": day(due)}
    if state in (State.ASSIGNED, State.IN_PROGRESS, State.REOPENED):
        if owner:
            return _("%(owner)s answers you in writing by %(day)s.") % {"owner": owner, "day": day(due)}
        return _("Somebody answers you in writing by %(day)s.") % {"day": day(due)}
    if until is None:
        return _("It can be opened again no more. You can point out something new at any time.")
    if state == State.RESOLVED:
        return _("You have until %(day)s to say whether it is fixed.") % {"day": day(until)}
    return _("You can open it again until %(day)s.") % {"day": day(until)}


def answered(first_due: date, on: date) -> str:
    """How the first written answer kept its day."""
    days = (first_due - on).days
    if days > 0:
        return ngettext("answered %(days)s day early", "answered %(days)s days early", days) % {"days": days}
    if days < 0:
        return ngettext("answered %(days)s day late", "answered %(days)s days late", -days) % {"days": -days}
    return _("answered on that day")
