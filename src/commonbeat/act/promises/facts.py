"""A promise in words: its state, its dates, what is still waited for; and its record, entry by entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commonbeat.act.promises.models import Commitment, CommitmentEvent
from commonbeat.act.promises.queries import Listed
from commonbeat.act.promises.rules import EventKind, Led, Party, Show, State, shown_as
from commonbeat.kit.tables import DataTable, Head
from commonbeat.kit.words import day, late, number

KINDS = {
    EventKind.REPORTED: "reported",
    EventKind.VERIFIED: "verified",
    EventKind.DISPUTED: "disputed",
    EventKind.RENEGOTIATED: "moved",
    EventKind.BROKEN: "broken",
    EventKind.DECLINED: "unknown",
}
"""The shape of what was said; entries without one have none on the line."""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the record as a page tells it."""

    sequence: int
    when: str
    who: str
    what: str
    kind: str
    words: str
    voice: bool
    hidden: bool
    hash: str


def kind_of(row: Commitment, today: date) -> str:
    """The shape under which it stands."""
    return shown_as(row.standing, today)


def state_of(row: Commitment, today: date) -> str:
    """Its state in words, with how late it is: "Disputed, 52 days late"."""
    standing = row.standing
    if row.state == State.VERIFIED_KEPT and not standing.kept_on_time:
        return _("Verified, but kept late")
    words = State(row.state).label
    if row.new_due is not None and row.state in (State.ACCEPTED, State.IN_PROGRESS):
        words = State.RENEGOTIATED.label
    days = standing.days_late(today)
    return _("%(state)s, %(late)s") % {"state": words, "late": late(days)} if days else str(words)


def meta_of(one: Listed, today: date) -> str:
    """To whom, owner, dates, reason, and what is waited for: a few short sentences."""
    row = one.row
    said = [
        _("To %(whom)s.") % {"whom": row.promised_to},
        *([_("From a concern, %(day)s.") % {"day": day(row.concern.told_at)}] if row.concern else []),
        _("Owner: %(owner)s.") % {"owner": row.owner.name},
    ]
    if row.new_due:
        said.append(_("First due %(due)s. New date %(new)s.") % {"due": day(row.due), "new": day(row.new_due)})
    else:
        said.append(_("Due %(due)s.") % {"due": day(row.due)})
    if one.reason and row.state in (State.BROKEN, State.DECLINED, State.RENEGOTIATED):
        said.append(_("Reason given: %(reason)s") % {"reason": _ended(one.reason)})
    said.append(_waited_for(row))
    return " ".join(part for part in said if part)


def _waited_for(row: Commitment) -> str:
    if row.state == State.REPORTED_KEPT:
        return _("Nobody has checked yet: it waits for the person promised.")
    if row.new_due and row.state not in (State.VERIFIED_KEPT, State.DECLINED, State.BROKEN):
        return _("It counts by the first date.")
    return ""


def _ended(words: str) -> str:
    """A sentence with its end."""
    return words if words[-1:] in ".!?" else f"{words}."


def desc_of(one: Listed, today: date) -> str:
    """Its dates in one sentence, for those who cannot see the line."""
    row = one.row
    parts = [
        _("Promised %(day)s") % {"day": day(row.made_on)},
        _("first due %(day)s") % {"day": day(row.due)},
        *(
            _("%(what)s %(day)s") % {"what": said_short(event), "day": day(event.day)}
            for event in one.events
            if event.kind in KINDS
        ),
    ]
    if row.new_due:
        parts.append(_("new date %(day)s") % {"day": day(row.new_due)})
    if days := row.standing.days_late(today):
        parts.append(late(days))
    return f"{', '.join(parts)}."


def said_short(event: CommitmentEvent) -> str:
    """What was said, in a word or two."""
    return str(
        {
            EventKind.REPORTED: _("reported kept"),
            EventKind.VERIFIED: _("verified"),
            EventKind.DISPUTED: _("disputed"),
            EventKind.RENEGOTIATED: _("moved"),
            EventKind.BROKEN: _("broken"),
            EventKind.DECLINED: _("declined"),
        }[EventKind(event.kind)]
    )


def record(one: Listed, *, all_words: bool = False) -> list[Told]:
    """Every entry, the latest first; with `all_words` also those that only staff may read."""
    return [_told(event, all_words) for event in reversed(one.events)]


def _told(event: CommitmentEvent, all_words: bool) -> Told:
    words = event.words if all_words else event.public_words
    return Told(
        sequence=event.sequence,
        when=day(event.day),
        who=str(Party(event.by).label),
        what=_what(event),
        kind=KINDS.get(EventKind(event.kind), ""),
        words=words,
        voice=event.by == Party.PROMISED,
        hidden=bool(words) and not event.words_public,
        hash=event.hash,
    )


def _what(event: CommitmentEvent) -> str:
    label = str(EventKind(event.kind).label)
    if event.kind == EventKind.RENEGOTIATED and event.new_due:
        return _("%(what)s: %(detail)s") % {"what": label, "detail": day(event.new_due)}
    if event.kind == EventKind.HANDED_OVER:
        return _("%(what)s: %(detail)s") % {"what": label, "detail": event.owner_name}
    return label


def of_leaders(led: Sequence[Led], *, synthetic: bool) -> DataTable:
    """What leaders promised and what became of it, rank by rank."""
    heads = {
        Show.ALL: _("Promises"),
        Show.VERIFIED: _("Kept, and confirmed"),
        Show.WAITING: _("Waiting for a check"),
        Show.OPEN: pgettext("promises", "Open"),
        Show.LATE: _("of these late"),
        Show.BROKEN: _("Broken or declined"),
    }
    return DataTable(
        caption=_("What the chief and the commanders promised, and what became of it"),
        columns=(Head(_("Rank")), *(Head(words, numeric=True) for words in heads.values())),
        rows=tuple((one.rank.label, *(number(one.counts[show]) for show in heads)) for one in led),
        synthetic=synthetic,
    )
