"""Reads of the ledger: the list, what was on time, one promise with its record, what waits for whom.

For pages above: `for_home(agency)` and `for_area(agency, neighborhood)` give small dataclasses, in a fixed number of
queries; `waiting_for(actor, agency)` gives the lines of a Monday list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from commonbeat.act.promises import access, rules
from commonbeat.act.promises.models import Commitment, CommitmentEvent, CommitmentEventQuerySet, CommitmentQuerySet
from commonbeat.act.promises.rules import EventKind, Led, Party, Show, Standing, State, Tally
from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.tasks import Waiting
from commonbeat.measure.findings.models import Finding, Run
from commonbeat.plumb import Shown, Window

PER_PAGE = 8
"""Promises on one page of the ledger: what stays under 30 KB."""


@dataclass(frozen=True, slots=True)
class OnTime:
    """What became of the promises that came due in a window, and the share kept on time, or why it is not shown."""

    tally: Tally
    shown: Shown
    minimum: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One promise of the list, with the entries of its record in their order."""

    row: Commitment
    events: tuple[CommitmentEvent, ...]

    @property
    def voice(self) -> str:
        """What the person promised said last, where they agreed that it is shown."""
        spoken = (one.public_words for one in reversed(self.events) if one.by == Party.PROMISED)
        return next((words for words in spoken if words), "")

    @property
    def done(self) -> str:
        """What the owner said was done when it was last reported kept."""
        given = (one.public_words for one in reversed(self.events) if one.kind == EventKind.REPORTED)
        return next(given, "")

    @property
    def reason(self) -> str:
        """What the agency said last of a promise that it broke, moved or declined."""
        told = (EventKind.BROKEN, EventKind.RENEGOTIATED, EventKind.DECLINED)
        given = (one.public_words for one in reversed(self.events) if one.kind in told)
        return next((words for words in given if words), "")


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page of the list: how many promises the filter finds, which page of how many, and its rows."""

    show: Show
    count: int
    page: int
    last: int
    listed: tuple[Listed, ...]
    counts: Mapping[Show, int]
    led: Sequence[Led]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePromises:
    """What the first page tells: of this year's promises, and the few that speak loudest. False before the first."""

    today: date
    on_time: OnTime
    open: int
    late: int
    waiting: int
    listed: tuple[Listed, ...]
    synthetic: bool

    def __bool__(self) -> bool:
        return bool(self.listed) or self.on_time.tally.due > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPromises:
    """The same for one neighborhood; `total` counts every promise ever made there."""

    today: date
    on_time: OnTime
    open: int
    late: int
    waiting: int
    total: int
    listed: tuple[Listed, ...]
    synthetic: bool

    def __bool__(self) -> bool:
        return self.total > 0


def ledger(agency: Agency) -> CommitmentQuerySet:
    """Every promise ever made, the newest first."""
    return access.visible(None, agency)


def on_time(agency: Agency, window: Window | None = None, neighborhood: Neighborhood | None = None) -> OnTime:
    """What became of the promises whose first date lies in the window (this year so far). Two queries."""
    today = agency.day()
    return _on_time(agency, list(_standings(agency, neighborhood).values()), window or rules.year_to(today), today)


def years(agency: Agency) -> list[int]:
    """Every year in which a promise came or comes due, up to this one, the latest first. One query."""
    found = Commitment.objects.filter(agency=agency).dates("due", "year", order="DESC")
    this = agency.day().year
    return [day.year for day in found if day.year <= this]


def page_of(agency: Agency, show: Show = Show.ALL, page: int = 1) -> LedgerPage:
    """A page of the list: late first, then open, then the latest ended. Three queries."""
    today = agency.day()
    standings = _standings(agency)
    counts = {each: sum(each.holds(one, today) for one in standings.values()) for each in Show}
    fitting = {pk: one for pk, one in standings.items() if show.holds(one, today)}
    last = max(-(-len(fitting) // PER_PAGE), 1)
    page = min(max(page, 1), last)
    chosen = _ordered(fitting, today)[(page - 1) * PER_PAGE : page * PER_PAGE]
    return LedgerPage(
        show, len(fitting), page, last, _listed(agency, chosen), counts, rules.led(standings.values(), today)
    )


def record_of(row: Commitment) -> Listed:
    """One promise with its whole record. One query."""
    events = list(row.events.order_by("sequence"))
    for event in events:
        event.commitment = row
    return Listed(row, tuple(events))


def chain(agency: Agency) -> CommitmentEventQuerySet:
    """Every entry of the agency's ledger in its order, each with its promise."""
    return CommitmentEvent.objects.of(agency).select_related("commitment")


def newest_entry(agency: Agency) -> CommitmentEvent | None:
    """The last link of the chain: whoever keeps its hash can tell later whether anything before was changed."""
    return CommitmentEvent.objects.of(agency).last()


def first_fault(agency: Agency) -> tuple[int, str] | None:
    """The first entry that does not fit its chain, and why; None where all fit."""
    before = None
    for event in chain(agency).iterator(2000):
        now = event.chained
        if fault := rules.fault_of(now, before):
            return event.sequence, fault
        before = now
    return None


def entry(row: Commitment, sequence: int) -> CommitmentEvent | None:
    """One entry of the record of this promise."""
    return row.events.filter(sequence=sequence).first()


def open_for(staff: Staff) -> CommitmentQuerySet:
    """What this person still owes, the nearest date first."""
    return Commitment.objects.owned_by(staff).in_state(*rules.OWED).order_by("due", "number")


def kept_by(staff: Staff) -> CommitmentQuerySet:
    """Everything of this person's that has not come to its end, for whoever takes over."""
    return Commitment.objects.owned_by(staff).exclude(state__in=rules.CLOSED).order_by("due", "number")


def owners(agency: Agency) -> list[Staff]:
    """Everybody who works here and can own a promise, by name."""
    return list(Staff.objects.working().filter(agency=agency).order_by("name", "pk"))


def owner(agency: Agency, number: str) -> Staff:
    """One of them by number; Staff.DoesNotExist for anybody else."""
    return Staff.objects.working().get(agency=agency, pk=number)


def places(agency: Agency) -> list[tuple[int, str]]:
    """Number and name of every neighborhood, by name."""
    return list(Neighborhood.objects.filter(agency=agency).order_by("name").values_list("pk", "name"))


def place(agency: Agency, number: str) -> Neighborhood | None:
    """One of them by number; None where none is named."""
    return Neighborhood.objects.filter(agency=agency, pk=number).first() if number else None


def figures(agency: Agency, language: str) -> list[tuple[str, str]]:
    """Key and title of every measure that is published now: what a promise can answer."""
    runs = Run.objects.current().filter(agency=agency).order_by("study")
    return [(measure, run.said(measure, "title", language)) for run in runs for measure in run.measures]


def finding_of(agency: Agency, measure: str, neighborhood: Neighborhood | None) -> Finding | None:
    """The published figure of a measure: the neighborhood's own where it has one, else the one for all."""
    rows = Finding.objects.filter(agency=agency, measure=measure, run__in=Run.objects.current().filter(agency=agency))
    own = rows.filter(neighborhood=neighborhood).first() if neighborhood else None
    return own or rows.of_all().order_by("position", "pk").first()


def for_home(agency: Agency, *, most: int = 3) -> HomePromises:
    """This year's figure, what is open, and the first few of the list. Four queries."""
    today = agency.day()
    standings = _standings(agency)
    return HomePromises(
        today=today,
        on_time=_on_time(agency, list(standings.values()), rules.year_to(today), today),
        listed=_listed(agency, _ordered(standings, today)[:most]),
        synthetic=agency.demo,
        **_counted(standings, today),
    )


def for_area(agency: Agency, neighborhood: Neighborhood, *, most: int = 3) -> AreaPromises:
    """The same for one neighborhood; a share needs as many promises as any figure of an area. Four queries."""
    today = agency.day()
    standings = _standings(agency, neighborhood)
    found = list(standings.values())
    return AreaPromises(
        today=today,
        on_time=_on_time(agency, found, rules.year_to(today), today, threshold="area"),
        total=len(standings),
        listed=_listed(agency, _ordered(standings, today)[:most]),
        synthetic=agency.demo,
        **_counted(standings, today),
    )


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """What waits for this person: their own promises; and, where they may make some, all late or disputed ones."""
    today = agency.day()
    leads = actor.may(Permission.MAKE_PROMISES, agency)
    found = []
    for row in access.keepable(actor, agency).in_state(*rules.OWED).order_by("due", "number"):
        own = row.owner.user_id is not None and row.owner.user_id == actor.pk
        urgent = row.state == State.DISPUTED or row.standing.days_late(today) > 0
        if own or (leads and (urgent or row.owner.user_id is None)):
            step = _NEXT.get(State(row.state), _KEEP) if own or row.owner.user_id is None else _ASK
            found.append(
                Waiting(
                    title=row.title,
                    address="promise_detail",
                    arguments=(row.number,),
                    next_step=step,
                    due=row.standing.in_force,
                )
            )
    return found


_NEXT = {
    State.PROPOSED: _("Accept it, or decline it and say why"),
    State.DISPUTED: _("Begin again: the person promised says that it was not kept"),
}
_KEEP = _("Report it kept, or agree on a new date")
_ASK = _("Ask its owner what holds it up")


def _standings(agency: Agency, neighborhood: Neighborhood | None = None) -> dict[int, Standing]:
    """What counting needs of every promise, by primary key. One query."""
    rows = Commitment.objects.filter(agency=agency)
    rows = rows.filter(neighborhood=neighborhood) if neighborhood else rows
    columns = ("pk", "state", "due", "new_due", "kept_on", "closed_on", "owner__rank")
    return {
        pk: Standing(state=state, due=due, new_due=new_due, kept_on=kept_on, closed_on=closed_on, rank=rank)
        for pk, state, due, new_due, kept_on, closed_on, rank in rows.order_by("-number").values_list(*columns)
    }


def _on_time(
    agency: Agency, found: Sequence[Standing], window: Window, today: date, *, threshold: str = "score"
) -> OnTime:
    minimum = agencies.setting(agency, SettingKey.THRESHOLDS, today)[threshold]
    tally = rules.tally(found, window, today)
    return OnTime(tally, rules.share_of(tally, minimum=minimum, as_of=today, synthetic=agency.demo), minimum)


def _ordered(standings: Mapping[int, Standing], today: date) -> list[int]:
    return sorted(standings, key=lambda pk: rules.sort_key(standings[pk], today))


def _listed(agency: Agency, chosen: Sequence[int]) -> tuple[Listed, ...]:
    """These promises in this order, with their records. Two queries."""
    rows = {row.pk: row for row in access.visible(None, agency).filter(pk__in=chosen)}
    events: dict[int, list[CommitmentEvent]] = {pk: [] for pk in chosen}
    for event in CommitmentEvent.objects.filter(commitment__in=chosen).order_by("sequence"):
        events[event.commitment_id].append(event)
    return tuple(Listed(rows[pk], tuple(events[pk])) for pk in chosen)


def _counted(standings: Mapping[int, Standing], today: date) -> dict[str, int]:
    """How many are open, late, and waiting for a check."""
    found = standings.values()
    return {
        "open": sum(Show.OPEN.holds(one, today) for one in found),
        "late": sum(Show.LATE.holds(one, today) for one in found),
        "waiting": sum(Show.WAITING.holds(one, today) for one in found),
    }
