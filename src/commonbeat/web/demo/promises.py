"""Invented promises, made and kept through the same actions as real ones, on days counted back from today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from commonbeat.act.promises import actions, queries
from commonbeat.act.promises.models import Commitment
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import Actor, Role
from commonbeat.web.demo.persons import PERSONS

START, REPORT, VERIFY, DISPUTE, MOVE, BREAK = "start", "report", "verify", "dispute", "move", "break"


@dataclass(frozen=True)
class Deed:
    """What happened to a promise, so many days after its first due date (before it, where negative)."""

    days: int
    what: str
    words: str = ""


@dataclass(frozen=True)
class Plan:
    """One invented promise. `due`: where in the part of this year that has passed (0 to 1), or days from today."""

    title: str
    to: str
    owner: Role
    due: float | int
    deeds: Sequence[Deed] = ()
    place: str = ""
    made: int = 90
    measure: str = ""
    agreed: bool = True


def _kept(said: str = "", done: str = "") -> tuple[Deed, ...]:
    """Reported nine days before the date, and confirmed five days later."""
    return (Deed(-60, START), Deed(-9, REPORT, done), Deed(-4, VERIFY, said))


SERGEANT, OFFICER, COMMANDER, CHIEF = Role.SERGEANT, Role.OFFICER, Role.COMMANDER, Role.CHIEF
PLANS: tuple[Plan, ...] = (
    Plan("Fix the broken gate at the school lot", "parents at the school", OFFICER, 0.05, _kept(), "Longfellow"),
    Plan(
        "Bring an interpreter to every meeting on Franklin Avenue",
        "the Franklin Avenue tenants",
        SERGEANT,
        0.12,
        _kept("She was there each time. My mother could ask her questions herself."),
        "Ventura Village",
    ),
    Plan("Answer letters about towed cars within ten days", "drivers in Whittier", COMMANDER, 0.2, _kept(), "Whittier"),
    Plan(
        "Put the complaint form on one page, in three languages",
        "the oversight board",
        CHIEF,
        0.28,
        _kept("We tried it with twelve people. All of them finished it."),
    ),
    Plan("Have an officer at the bus stop after late shifts", "night nurses", SERGEANT, 0.36, _kept(), "Elliot Park"),
    Plan(
        "Paint the crossing at 28th Street",
        "madres de East Phillips",
        OFFICER,
        0.45,
        _kept("Sí. Ahora los carros paran cuando cruzamos."),
        "East Phillips",
    ),
    Plan(
        "Return every phone found at the lake to its owner", "park visitors", OFFICER, 0.53, _kept(), "Cedar-Isles-Dean"
    ),
    Plan(
        "Move two street lights at 31st Street",
        "the 31st Street block club",
        SERGEANT,
        0.62,
        _kept("Yes. You can see the crossing now.", "Public Works moved both lights on Tuesday."),
        "Powderhorn Park",
    ),
    Plan("Give the youth council every stop figure by month", "the youth council", COMMANDER, 0.7, _kept()),
    Plan(
        "Hold a listening session in Hmong before summer ends",
        "the Hmong Elders Circle",
        COMMANDER,
        0.6,
        (Deed(32, BREAK, "No interpreter was booked. A new promise will be made with the Circle."),),
        "Jordan",
    ),
    Plan(
        "Move the abandoned cars on 15th Avenue",
        "a neighbor on 15th Avenue",
        OFFICER,
        0.66,
        (Deed(-40, START), Deed(-6, MOVE, "The city tow lot was full. The neighbor agreed to wait.")),
        "Corcoran",
    ),
    Plan(
        "Walk the Lake Street bus stops every Friday night",
        "the Powderhorn youth council",
        SERGEANT,
        0.82,
        (
            Deed(-90, START),
            Deed(6, REPORT, "Officers walked there every Friday in September."),
            Deed(21, DISPUTE, "We were there four Fridays. We saw officers twice."),
        ),
        "Powderhorn Park",
        made=130,
    ),
    Plan(
        "Answer every call-back request in East Phillips within five days",
        "the Midtown Phillips block clubs",
        COMMANDER,
        0.92,
        (Deed(-100, START),),
        "East Phillips",
        made=130,
    ),
    Plan(
        "Publish the reason for every stop on 26th Avenue North",
        "the oversight board",
        COMMANDER,
        0.98,
        (Deed(-70, START), Deed(-3, REPORT, "The list is on the open data page.")),
        "Hawthorne",
        made=125,
        measure="stops_rate",
    ),
    Plan("Answer the school crossing request in writing", "Powderhorn parents", OFFICER, 13, (), "Powderhorn Park", 60),
    Plan(
        "Say in each letter why a search was made",
        "people who were searched",
        CHIEF,
        40,
        (Deed(-70, START),),
        made=80,
        measure="search_share",
    ),
    Plan(
        "Meet the mosque's night watch once a month",
        "the night watch",
        SERGEANT,
        75,
        (),
        "Cedar Riverside",
        80,
        agreed=False,
    ),
)


def due_of(plan: Plan, today: date) -> date:
    """The first due date of a plan."""
    if isinstance(plan.due, int):
        return today + timedelta(days=plan.due)
    first = today.replace(month=1, day=1)
    return first + timedelta(days=round(plan.due * (today - first).days))


@transaction.atomic
def make_all(actor: Actor, agency: Agency, say: Callable[[str], object]) -> None:
    """Every promise with all that became of it, day after day; nothing where promises are there already."""
    if not Commitment.objects.filter(agency=agency).exists():
        today = agency.day()
        steps = [(when, place, plan, deed) for place, plan in enumerate(PLANS) for when, deed in _days(plan, today)]
        made: dict[int, tuple[Commitment, str]] = {}
        for when, place, plan, deed in sorted(steps, key=lambda step: (step[0], step[1])):
            if deed is None:
                made[place] = _make(actor, agency, plan, when, today)
            else:
                _do(actor, *made[place], deed, when, today)
    say(f"{Commitment.objects.filter(agency=agency).count()} promises, all of them made up")


def _days(plan: Plan, today: date) -> list[tuple[date, Deed | None]]:
    """The day of the promise, then of each deed; none lies in the future."""
    due = due_of(plan, today)
    made = min(due - timedelta(days=plan.made), today)
    found: list[tuple[date, Deed | None]] = [(made, None)]
    found += [(min(max(due + timedelta(days=deed.days), made), today), deed) for deed in plan.deeds]
    return found


def _make(actor: Actor, agency: Agency, plan: Plan, on: date, today: date) -> tuple[Commitment, str]:
    return actions.make(
        actor=actor,
        agency=agency,
        title=plan.title,
        promised_to=plan.to,
        owner=Staff.objects.get(agency=agency, name=PERSONS[plan.owner]),
        due=due_of(plan, today),
        neighborhood=Neighborhood.objects.filter(agency=agency, name=plan.place).first(),
        finding=queries.finding_of(agency, plan.measure, None) if plan.measure else None,
        agreed=plan.agreed,
        on=on,
    )


def _do(actor: Actor, row: Commitment, key: str, deed: Deed, on: date, today: date) -> None:
    """One deed, by whoever can do it; words of the person promised are shown, as these never lived."""
    said = {"words": deed.words, "on": on}
    if deed.what in (VERIFY, DISPUTE):
        answer = actions.verify if deed.what == VERIFY else actions.dispute
        answer(agency=row.agency, key=key, public=True, **said)  # type: ignore[arg-type]
    elif deed.what == MOVE:
        later = max(today, row.due) + timedelta(days=24)
        actions.renegotiate(actor=actor, commitment=row, new_due=later, reason=deed.words, on=on)
    elif deed.what == BREAK:
        actions.break_promise(actor=actor, commitment=row, reason=deed.words, on=on)
    else:
        keep = actions.start if deed.what == START else actions.report_kept
        keep(actor=actor, commitment=row, **said)  # type: ignore[arg-type]
