"""The transparency index of a day: each item of the list in force held against the database.

For the warnings above: `missing(agency)` gives the items that are missing or late, with the days.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.act.promises import queries as promises
from commonbeat.act.standards.models import IndexList, Program
from commonbeat.act.standards.queries import required
from commonbeat.act.standards.rules import transparency as rules
from commonbeat.act.standards.rules.transparency import STUDIES, Item, ItemState, Judged, Seen
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.records import queries as records
from commonbeat.kit import words
from commonbeat.measure.findings.models import DatasetRelease, Run

COMPLAINT_FORMS = ("complaint", "complaint_new", "complain")
"""The names under which a form for complaints may stand among the addresses of this installation."""


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
    def left_out(self) -> tuple[Item, ...]:
        """What the list that comes with the program has and this one has not."""
        return tuple(rules.left_out(self.list.items))

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
    found = {
        Item.FILES: _files(agency),
        Item.CORRECTIONS: _corrections(agency),
        Item.INVENTORY: _inventory(agency),
        Item.PROMISES: _promises(agency),
        Item.COMPLAINT_FORM: _complaint_form(),
        Item.ACCREDITATION: _accreditation(agency),
        Item.SELF_REVIEW: _self_review(agency),
        **_figures(agency),
    }
    return {**{item: [one] for item, one in found.items()}, Item.POLICIES: _policies(agency, day)}


def _figures(agency: Agency) -> dict[Item, Seen]:
    runs = {run.study: run for run in Run.objects.current().filter(agency=agency)}
    found = {}
    for item, study in STUDIES.items():
        run = runs.get(study)
        found[item] = (
            Seen(True, run.window_end, page="run", arguments=(run.pk,)) if run else Seen(False, page="figures")
        )
    return found


def _files(agency: Agency) -> Seen:
    rows = DatasetRelease.objects.current().filter(agency=agency)
    many, last = rows.aggregate(many=Count("pk"), last=Max("published_at")).values()
    told = ngettext("%(count)s file", "%(count)s files", many) % {"count": words.number(many)} if many else ""
    return Seen(many > 0, agency.day(last) if last else None, words=told, page="dataset_list")


def _corrections(agency: Agency) -> Seen:
    """The log begins with the first figure that is published."""
    rows = Run.objects.public().filter(agency=agency)
    many, last = rows.aggregate(many=Count("pk"), last=Max("published_at")).values()
    return Seen(True if many else None, agency.day(last) if last else None, page="corrections")


def _promises(agency: Agency) -> Seen:
    newest = promises.ledger(agency).values_list("made_on", flat=True).first()
    return Seen(newest is not None, newest, page="promise_ledger")


def _complaint_form() -> Seen:
    """Whether this installation has a page with the form, looked up among its addresses; else where one can ask."""
    page = next((name for name in COMPLAINT_FORMS if _has_page(name)), "")
    if page:
        return Seen(True, page=page)
    return Seen(False, words=_("No form yet. The page says how to complain without one."), page="tell_us")


def _accreditation(agency: Agency) -> Seen:
    rows = Program.objects.filter(agency=agency).public()
    many, last = rows.aggregate(many=Count("pk"), last=Max("awards__given_on")).values()
    return Seen(many > 0, last, words=_("Nothing was given yet") if many and last is None else "", page="accreditation")


def _self_review(agency: Agency) -> Seen:
    shared = required.self_review_shared(agency)
    if shared is None:
        return Seen(False, page="self_review_about")
    return Seen(True, shared[0], page="self_review_public", arguments=(shared[1],))


def _policies(agency: Agency, day: date) -> list[Seen]:
    """Each policy that must be there, in the order of the agency's list."""
    there = required.public_policies(agency, day)
    seen = []
    for one in required.needed(agency, day):
        name = _("Policy: %(name)s") % {"name": one.name(words.language())}
        held = there.get(one.code)
        seen.append(
            Seen(True, held.since, held.review_by, name=name, page="policy", arguments=(held.slug,))
            if held
            else Seen(False, name=name, page="policy_list")
        )
    return seen


def _inventory(agency: Agency) -> Seen:
    lines = records.inventory(agency)
    answers = [line.answer.answered_at for line in lines if line.answer is not None]
    told = _("%(part)s questions are answered") % {"part": words.of(len(answers), len(lines))}
    last = agency.day(max(answers)) if answers else None
    return Seen(len(answers) == len(lines), last, words=told, page="what_we_do_not_know")


def _has_page(name: str) -> bool:
    """Whether the site has a page of that name."""
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True
