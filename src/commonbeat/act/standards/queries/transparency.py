"""The transparency index of a day: each item of the list in force held against the database.

For the warnings above: `missing(agency)` gives the items that are missing or late, with the days.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from commonbeat.act.promises import queries as promises
from commonbeat.act.standards.models import IndexList, Program
from commonbeat.act.standards.queries import required
from commonbeat.act.standards.rules import transparency as rules
from commonbeat.act.standards.rules.transparency import STUDIES, Item, ItemState, Judged, Seen
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.records import queries as records
from commonbeat.kit import words
from commonbeat.measure.findings.models import DatasetRelease, Run

COMPLAINT_FORM = "complaint"
"""The name of the address where the form for complaints stands once the house has one."""


@dataclass(frozen=True, slots=True)
class InUse:
    """The list in use: its version (0 for the one that came with the program), its items, from when, and why."""

    version: int
    rules_version: int
    items: dict[str, int]
    effective_from: date | None
    citation: str


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a day: the list that it goes by, and each of its items with its state."""

    list: InUse
    day: date
    items: tuple[Judged, ...]

    @property
    def met(self) -> int:
        """How many are met: said only as "x of y"."""
        return rules.count_met(self.items)

    @property
    def wanting(self) -> tuple[Judged, ...]:
        """The items that are not met, the longest late first, then those missing, then what nobody can tell."""
        order = (ItemState.LATE, ItemState.NOT_MET, ItemState.CANNOT_TELL)
        rest = [one for one in self.items if one.state is not ItemState.MET]
        return tuple(sorted(rest, key=lambda one: (order.index(one.state), -one.days_late)))


def list_in_use(agency: Agency, day: date) -> InUse:
    """The list that holds on that day. One query."""
    row = IndexList.objects.filter(agency=agency, effective_from__lte=day).first()
    if row is None:
        return InUse(0, rules.RULES_VERSION, dict(rules.DEFAULT_ITEMS), None, "")
    return InUse(row.version, row.rules_version, dict(row.items), row.effective_from, row.citation)


def lists(agency: Agency) -> list[IndexList]:
    """Every list that the agency ever set, newest first. One query."""
    return list(IndexList.objects.filter(agency=agency))


def index(agency: Agency) -> Index:
    """Where each item stands today. A fixed number of queries."""
    day = agency.day()
    chosen = list_in_use(agency, day)
    seen = _seen(agency, day)
    found = [
        rules.judge(Item(key), one, days, day) for key, days in chosen.items.items() for one in seen.get(Item(key), ())
    ]
    return Index(chosen, day, tuple(found))


def missing(agency: Agency) -> list[Judged]:
    """The items that are missing or past their day, the longest late first: what a warning tells of."""
    return [one for one in index(agency).wanting if one.state in (ItemState.NOT_MET, ItemState.LATE)]


def _seen(agency: Agency, day: date) -> dict[Item, list[Seen]]:
    """What the database shows of every item that a list may hold; of the policies, one for each that must be there."""
    runs = {run.study: run for run in Run.objects.current().filter(agency=agency)}
    files = DatasetRelease.objects.current().filter(agency=agency).count()
    ever = Run.objects.public().filter(agency=agency).exists()
    newest = promises.ledger(agency).values_list("made_on", flat=True).first()
    shared = required.self_review_shared(agency)
    found = {
        Item.FILES: Seen(files > 0, words=_("%(count)s files") % {"count": files} if files else ""),
        Item.CORRECTIONS: Seen(True if ever else None),
        Item.INVENTORY: _inventory(agency),
        Item.PROMISES: Seen(newest is not None, newest),
        Item.COMPLAINT_FORM: Seen(_has_page(COMPLAINT_FORM)),
        Item.ACCREDITATION: Seen(Program.objects.filter(agency=agency).public().exists()),
        Item.SELF_REVIEW: Seen(shared is not None, shared),
    }
    for item, study in STUDIES.items():
        run = runs.get(study)
        found[item] = Seen(True, run.window_end) if run else Seen(False)
    return {**{item: [one] for item, one in found.items()}, Item.POLICIES: _policies(agency, day)}


def _policies(agency: Agency, day: date) -> list[Seen]:
    """Each policy that must be there, in the order of the agency's list."""
    there = required.public_policies(agency, day)
    seen = []
    for one in required.needed(agency, day):
        name = _("Policy: %(name)s") % {"name": one.name(words.language())}
        held = there.get(one.code)
        seen.append(Seen(True, held.since, held.review_by, name=name) if held else Seen(False, name=name))
    return seen


def _inventory(agency: Agency) -> Seen:
    lines = records.inventory(agency)
    answered = sum(line.answer is not None for line in lines)
    told = _("%(part)s questions are answered") % {"part": words.of(answered, len(lines))}
    return Seen(answered == len(lines), words=told)


def _has_page(name: str) -> bool:
    """Whether the site has a page of that name."""
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True
