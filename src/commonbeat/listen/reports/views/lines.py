"""A thread and its facts as a page shows them, to the person who pointed it out and to those who handle it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.kit.words import day, late, moment, number, spelled
from commonbeat.listen.reports.models import Concern, ConcernEvent
from commonbeat.listen.reports.rules import Channel, EventKind, State, said
from commonbeat.listen.reports.rules.clocks import days_late


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a thread: when, who, a person's own words, what the system says."""

    when: str
    who: str
    words: str
    said: str
    language: str = ""
    internal: bool = False


def of_thread(events: Sequence[ConcernEvent], concern: Concern, *, staff: bool) -> list[Shown]:
    """Each line; `staff` reads who pointed it out, the others are that person."""
    return [
        Shown(
            when=moment(event.at),
            who=_who(event, staff=staff),
            words=event.words,
            said=said.event(event.kind, event.facts),
            language=concern.language if event.kind in (EventKind.TOLD, EventKind.ADDED) else "",
            internal=event.kind == EventKind.NOTE,
        )
        for event in events
    ]


def _who(event: ConcernEvent, *, staff: bool) -> str:
    """Who wrote this line."""
    if event.kind in (EventKind.TOLD, EventKind.ADDED):
        person = _("the person who pointed it out") if staff else _("you")
        return f"{person}, {Channel(event.facts.get('channel', Channel.WEB)).label}"
    if event.kind == EventKind.NOTE:
        return _("%(name)s, internal note") % {"name": event.signed}
    if event.author:
        return event.signed if staff else _("%(name)s to you") % {"name": event.signed}
    return _("system")


def within(days: int) -> str:
    """How long an answer may take, for a sentence."""
    return ngettext("one working day", "%(days)s working days", days) % {"days": spelled(days)}


def due_words(concern: Concern, today: date) -> str:
    """By when an answer is due, and how the day was kept so far."""
    if concern.is_open or concern.answered_at is None:
        behind = days_late(concern.due, today)
        return f"{day(concern.due)}; {late(behind)}" if behind else day(concern.due)
    return f"{day(concern.first_due)}; {said.answered(concern.first_due, concern.agency.day(concern.answered_at))}"


def others(count: int) -> str:
    """How many other people pointed out the same; "" for none."""
    return (
        ngettext("%(count)s other person", "%(count)s other people", count) % {"count": number(count)} if count else ""
    )


def next_step(concern: Concern, events: Sequence[ConcernEvent], until: date | None) -> str:
    """Who wrote last, where the person was asked, and what they can expect now."""
    step = said.next_step(concern.state, due=concern.due, owner=concern.owner_words, until=until)
    last = next((event for event in events if event.kind == EventKind.ANSWERED), None)
    if concern.state != State.RESOLVED or last is None:
        return step
    wrote = _("%(name)s wrote on %(day)s.") % {"name": last.signed, "day": day(last.at)}
    return f"{wrote} {step}"
