"""The transparency index: a stated list of what must be public, and how each item is judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {"IndexList": Retention.CONFIGURATION}

VERBS: dict[str, Words] = {"standards.set_index_list": _("set the list of what must be public")}
DETAILS = {"standards.version": Told(_("version")), "standards.items": Told(_("items"))}
SUBJECTS: dict[str, Words] = {"standards.indexlist": _("list of what must be public")}

RULES_VERSION = 1
"""Counts the texts below: whoever changes how an item is judged adds one, and says so in docs/methods."""


class Item(TextChoices):
    """What a list can demand to be public. The choice and its words are Commonbeat's own."""

    POLICIES = "policies", _("Each policy that must be there")
    RECORDS = "figures_disparity", _("Figures on stops, searches and force")
    SCORE = "figures_experience", _("The contact satisfaction score")
    FILES = "files", _("The files behind the figures")
    CORRECTIONS = "corrections", _("The list of what changed and what was corrected")
    INVENTORY = "inventory", _("The list of what is and is not collected")
    PROMISES = "promises", _("The record of promises")
    COMPLAINT_FORM = "complaint_form", _("A form for complaints")
    ACCREDITATION = "accreditation", _("Where accreditation stands")
    SELF_REVIEW = "self_review", _("A self-review that is shared")


STUDIES = {Item.RECORDS: "disparity", Item.SCORE: "experience"}
"""The items that are figures, with the study that finds them."""

A_POLICY = _(
    "Met when a version that is in force is public. It is late from the day after its next review is due; where no "
    "review is planned, from the day on which the version is older than the days allowed."
)
A_FIGURE = _(
    "Met when the figures are published now. They are late from the day on which the last day that they cover lies "
    "further back than the days allowed."
)
HOW: dict[Item, Words] = {
    Item.POLICIES: A_POLICY,
    **dict.fromkeys(STUDIES, A_FIGURE),
    Item.FILES: _("Met when at least one file can be downloaded now."),
    Item.CORRECTIONS: _("Met when the list has an entry. Before anything was published, nobody can tell."),
    Item.INVENTORY: _("Met when every question of the list is answered, with yes or with no."),
    Item.PROMISES: _("Met when at least one promise is written down in public."),
    Item.COMPLAINT_FORM: _(
        "Met when this site has a page with a form for complaints. A form for other concerns does not count."
    ),
    Item.ACCREDITATION: _("Met when the page names at least one program and where it stands."),
    Item.SELF_REVIEW: _(
        "Met when a closed self-review is shared with the public. It is late from the day on which it is older than "
        "the days allowed."
    ),
}
"""How each item is judged, in the words of version 1."""

AGE = _(
    "Where the list gives an item days, it is late from the day on which its day lies further back than that. An item "
    "with days on the list but without a day of its own: nobody can tell."
)
"""What holds for each of them."""

DEFAULT_ITEMS: dict[str, int] = {
    str(Item.POLICIES): 730,
    **{str(item): 400 for item in STUDIES},
    str(Item.FILES): 0,
    str(Item.CORRECTIONS): 0,
    str(Item.INVENTORY): 0,
    str(Item.PROMISES): 0,
    str(Item.COMPLAINT_FORM): 0,
    str(Item.ACCREDITATION): 0,
    str(Item.SELF_REVIEW): 400,
}
"""The list that holds until an agency sets its own: each item with the days that it may be old, 0 for any age."""


class ItemState(TextChoices):
    """What is found of an item."""

    MET = "met", pgettext_lazy("an item of the list", "Met")
    LATE = "late", pgettext_lazy("an item of the list", "Late")
    NOT_MET = "not_met", pgettext_lazy("an item of the list", "Missing")
    CANNOT_TELL = "cannot_tell", _("Cannot tell")


STATE_KINDS = {
    ItemState.MET: "verified",
    ItemState.LATE: "raised",
    ItemState.NOT_MET: "broken",
    ItemState.CANNOT_TELL: "unknown",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the database shows of an item: whether it is public (None: cannot tell), since or up to when, and facts.

    `page` and `arguments`: the name of the page where the thing itself stands, or where it would.
    `due`: the day by which it must be renewed, where the thing itself says so; else the list's days count from `day`.
    `name`: what it is called, where an item of the list stands for several things.
    """

    there: bool | None
    day: date | None = None
    due: date | None = None
    words: Words = ""
    name: Words = ""
    page: str = ""
    arguments: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """One item with its state; `days_late` is 0 unless it is late."""

    item: Item
    state: ItemState
    seen: Seen
    days: int
    due: date | None = None
    days_late: int = 0

    @property
    def label(self) -> Words:
        """What it is called: the policy's own name where it is one of several."""
        return self.seen.name or self.item.label


def judge(item: Item, seen: Seen, days: int, today: date) -> Judged:
    """The state of one item on a day; `days` that it may be old, 0 for any age."""
    if seen.there is None:
        return Judged(item, ItemState.CANNOT_TELL, seen, days)
    if not seen.there:
        return Judged(item, ItemState.NOT_MET, seen, days)
    due = seen.due or (seen.day + timedelta(days=days) if seen.day and days else None)
    if due is not None and today > due:
        return Judged(item, ItemState.LATE, seen, days, due, (today - due).days)
    if due is None and days:
        return Judged(item, ItemState.CANNOT_TELL, seen, days)
    return Judged(item, ItemState.MET, seen, days, due)


def count_met(found: Iterable[Judged]) -> int:
    """How many items are met; said only as "x of y", beside the list itself."""
    return sum(one.state is ItemState.MET for one in found)


def left_out(items: Mapping[str, int]) -> list[Item]:
    """What the list that comes with the program has and an agency's own has not: a shorter list is easier to meet."""
    return [Item(key) for key in DEFAULT_ITEMS if key not in items]


def clean_items(given: Mapping[str, int | None]) -> dict[str, int]:
    """The items of a list in the order of Item; what has no number of days is not on the list."""
    return {str(item): days for item in Item if (days := given.get(str(item))) is not None and days >= 0}
