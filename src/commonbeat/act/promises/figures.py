"""The drawings of the ledger: one mark for each promise that came due, and the line of each promise's life."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonbeat.act.promises import facts
from commonbeat.act.promises.models import Commitment
from commonbeat.act.promises.queries import Listed, OnTime
from commonbeat.act.promises.rules import CLOSED, Mark, State
from commonbeat.kit import charts, promise_line
from commonbeat.kit.charts import Chart
from commonbeat.kit.promise_line import Axis, Life, Said
from commonbeat.kit.words import Words, listing, number
from commonbeat.plumb import Shown, Withheld

MARKS: dict[Mark, tuple[str, Words, Words]] = {
    Mark.KEPT: ("verified", gettext_lazy("Verified"), gettext_lazy("The person promised says it was kept")),
    Mark.KEPT_LATE: (
        "fine",
        gettext_lazy("Verified, late"),
        gettext_lazy("The person promised says it was kept, after the first date"),
    ),
    Mark.REPORTED: (
        "reported",
        gettext_lazy("Reported kept"),
        gettext_lazy("The owner says so. Nobody has checked yet"),
    ),
    Mark.DISPUTED: ("disputed", gettext_lazy("Disputed"), gettext_lazy("The person promised says it was not kept")),
    Mark.MOVED: ("moved", gettext_lazy("Renegotiated"), gettext_lazy("New date agreed. The old date still counts")),
    Mark.LATE: ("open", gettext_lazy("Open, late"), gettext_lazy("Still open after the first date")),
    Mark.BROKEN: ("broken", gettext_lazy("Broken"), gettext_lazy("The owner says it will not happen, and why")),
}
"""The shape, word and meaning of each way in which a promise that came due is counted."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One promise of the list, ready to be shown."""

    number: int
    kind: str
    word: str
    title: str
    meta: str
    voice: str
    line: SafeString


def headline(found: OnTime) -> str:
    """What the marks show, as a sentence."""
    told = {"kept": number(found.tally.on_time), "due": number(found.tally.due)}
    if not found.tally.due:
        return _("No promise has come due in these days")
    return (
        ngettext(
            "%(kept)s of %(due)s was kept by the first date, as the people promised see it",
            "%(kept)s of %(due)s were kept by the first date, as the people promised see it",
            found.tally.on_time,
        )
        % told
    )


def score(found: OnTime) -> Shown:
    """The share, or in our own words why there is none: "Cannot tell: 2 came due, we need about 10."."""
    if not isinstance(found.shown, Withheld):
        return found.shown
    if not found.tally.due:
        return replace(found.shown, detail=_("Cannot tell: no promise has come due."))
    told = {"due": number(found.tally.due), "needed": number(found.minimum)}
    detail = ngettext(
        "Cannot tell: %(due)s came due, we need about %(needed)s.",
        "Cannot tell: %(due)s came due, we need about %(needed)s.",
        found.tally.due,
    )
    return replace(found.shown, detail=detail % told)


def marks(found: OnTime, *, synthetic: bool) -> Chart:
    """One mark for each promise that came due, in the fixed order of states, with what each means."""
    counted = [
        charts.Mark(kind, word, found.tally.counts[mark], meaning) for mark, (kind, word, meaning) in MARKS.items()
    ]
    told = [f"{number(one.count)} {str(one.word).lower()}" for one in counted if one.count]
    return charts.unit_marks(counted, title=_("What each mark means"), desc=f"{listing(told)}.", synthetic=synthetic)


def life_of(one: Listed, today: date) -> Life:
    """What the line of a promise shows. What is reported kept is owed no more, unless somebody says otherwise."""
    row = one.row
    until = row.kept_on if row.state in (State.REPORTED_KEPT, State.VERIFIED_KEPT) else None
    if row.state in CLOSED and until is None:
        until = row.closed_on
    said = [
        Said(event.day, kind, facts.said_short(event).capitalize())
        for event in one.events
        if (kind := facts.KINDS.get(event.kind))  # type: ignore[call-overload]
    ]
    return Life(made=row.made_on, due=row.due, new_due=row.new_due, today=today, until=until, said=said)


def listed(found: tuple[Listed, ...], today: date) -> tuple[SafeString, list[Drawn]]:
    """What the page's lines share, and each promise with its line."""
    lives = [life_of(one, today) for one in found]
    axis = promise_line.axis_of(lives, today)
    shared = promise_line.shared(axis, {said.kind for life in lives for said in life.said})
    return shared, [_drawn(one, life, axis, today) for one, life in zip(found, lives, strict=True)]


def alone(one: Listed, today: date) -> Chart:
    """The line of one promise with its key and its days as a table."""
    life = life_of(one, today)
    return promise_line.alone(
        life,
        title=_title(one.row, promise_line.axis_of([life], today)),
        desc=facts.desc_of(one, today),
        synthetic=one.row.synthetic,
    )


def _drawn(one: Listed, life: Life, axis: Axis, today: date) -> Drawn:
    row = one.row
    return Drawn(
        number=row.number,
        kind=facts.kind_of(row, today),
        word=facts.state_of(row, today),
        title=row.title,
        meta=facts.meta_of(one, today),
        voice=one.voice,
        line=promise_line.line(life, axis, title=_title(row, axis), desc=facts.desc_of(one, today)),
    )


def _title(row: Commitment, axis: Axis) -> str:
    return _("Life of promise %(number)s, %(months)s") % {"number": row.number, "months": axis.said}
