"""Reads of praise: a comment with its words, a page of praise, what waits for whom, who has news this week.

What leaves this room is words, for those whom they are for. No function here counts by officer for anybody else, orders
officers, or gives out a comment that was left out; `tests/act/recognition/test_never.py` holds that.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from commonbeat.act.recognition import access, rules
from commonbeat.act.recognition.models import NoDigest, Praise, PraiseQuerySet
from commonbeat.act.recognition.rules import Keeping, Standing, redaction
from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor
from commonbeat.kit.tasks import Waiting
from commonbeat.listen.surveys import queries as surveys

PER_PAGE = 12
"""Comments on one page."""
NEWEST = 3
"""How many stand on the desk."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that waits: its words, its officer, who works here, and whether it may be shown in public."""

    words: str
    staff: Staff
    public: bool
    spans: tuple[redaction.Span, ...]

    @property
    def suggested(self) -> str:
        """The words without what the program would take out."""
        return redaction.without(self.words, self.spans)


def comment_of(row: Praise) -> Comment | None:
    """The sealed words of a comment that waits; None where they are not there, or are for nobody who works here."""
    found = surveys.comment_to_redact(row.agency, row.comment) if row.comment else None
    if found is None or found.staff is None:
        return None
    staff = Staff.objects.working().filter(agency=row.agency_id, reference=found.staff).first()
    if staff is None:
        return None
    words = redaction.tidy(found.words)
    return Comment(words, staff, found.consent == "public", redaction.suggestions(words, (staff.name,)))


def standings(actor: Actor, agency: Agency, rows: Sequence[Praise]) -> dict[int, Standing]:
    """What each of these comments is to this person, by its row. Two queries, however many there are.

    Everybody above the officer is looked at, and those who have left, too: whoever supervises them reads nothing first.
    """
    officers = surveys.officers_of(agency, [row.comment for row in rows if row.comment])
    staff = list(Staff.objects.filter(agency=agency).only("reference", "user", "supervisor", "ended"))
    working: dict[UUID | None, int] = {one.reference: one.pk for one in staff if one.ended is None}
    supervisors = {one.pk: one.supervisor_id for one in staff}
    themselves = {one.pk for one in staff if actor.pk is not None and one.user_id == actor.pk}

    def standing(comment: UUID | None) -> Standing:
        if comment not in officers:
            return Standing.CLOSED
        officer = working.get(officers[comment])
        if officer is None:
            return Standing.NOBODYS
        return Standing.THEIRS if themselves.isdisjoint(rules.chain(officer, supervisors)) else Standing.ANOTHERS

    return {row.pk: standing(row.comment) for row in rows}


@dataclass(frozen=True, slots=True)
class Look:
    """What one comment is to somebody, and its words if it is theirs to read."""

    standing: Standing
    comment: Comment | None


def look(actor: Actor, row: Praise) -> Look:
    """One comment that waits, for somebody who reads comments first: nobody else gets its words."""
    standing = standings(actor, row.agency, [row])[row.pk]
    return Look(standing, comment_of(row) if standing is Standing.THEIRS else None)


@dataclass(frozen=True, slots=True)
class ToRead:
    """What waits for somebody who reads comments first: `rows` for them, and how many for another or for a key."""

    rows: PraiseQuerySet
    anothers: int = 0
    closed: int = 0


def to_read(actor: Actor, agency: Agency) -> ToRead:
    """The comments that this person can decide about; of the others only how many, and never about whom."""
    rows = access.waiting(actor, agency)
    listed = list(rows)
    found = standings(actor, agency, listed) if listed else {}
    theirs = [pk for pk, standing in found.items() if standing is Standing.THEIRS]
    counts = Counter(found.values())
    return ToRead(rows.filter(pk__in=theirs), counts[Standing.ANOTHERS], counts[Standing.CLOSED])


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of praise, the newest first; `page` of `last`."""

    rows: Sequence[Praise]
    page: int
    last: int


def page_of(rows: PraiseQuerySet, page: int = 1) -> Listed:
    """A page of praise. Two queries."""
    last = max(-(-rows.count() // PER_PAGE), 1)
    page = min(max(page, 1), last)
    return Listed(list(rows[(page - 1) * PER_PAGE : page * PER_PAGE]), page, last)


def own_shown(actor: Actor, agency: Agency, keeping: str = "") -> PraiseQuerySet:
    """One's own praise: what is filed or hidden alone, or all that is not hidden."""
    rows = access.own(actor, agency)
    return rows.filter(keeping=keeping) if keeping in (Keeping.FILED, Keeping.HIDDEN) else rows.not_hidden()


@dataclass(frozen=True, slots=True)
class News:
    """What the desk shows: one's own newest, and the newest of those whom one supervises."""

    own: Sequence[Praise]
    people: Sequence[Praise]


def news(actor: Actor, agency: Agency) -> News:
    """The newest praise for the desk. Two queries."""
    own = access.own(actor, agency).not_hidden()[:NEWEST]
    return News(list(own), list(access.people(actor, agency)[:NEWEST]))


def supervises(actor: Actor, agency: Agency) -> bool:
    """Whether anybody who works here has this person as supervisor."""
    return access.supervised(actor, agency).exists()


def wants_digest(staff: Staff) -> bool:
    """Whether the weekly mail comes to this person."""
    return not NoDigest.objects.filter(staff=staff).exists()


def untold(agency: Agency, day: date) -> PraiseQuerySet:
    """What the weekly mail of this day has to tell of: passed on before its Monday and, as of now, not told."""
    rows = Praise.objects.filter(agency=agency).untold(rules.monday(day))
    return Praise.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))


def with_news(agency: Agency, fresh: PraiseQuerySet) -> list[tuple[Staff, int]]:
    """Whom the weekly mail is for, and how much it tells each of: their own, to themselves alone."""
    new = fresh.filter(staff__user__is_active=True).not_hidden().order_by("staff").values("staff")
    counts = dict(new.annotate(number=Count("pk")).values_list("staff", "number"))
    wanted = Staff.objects.working().filter(pk__in=counts).select_related("user").order_by("pk")
    silent = NoDigest.objects.filter(agency=agency).values("staff")
    return [(staff, counts[staff.pk]) for staff in wanted.exclude(pk__in=silent)]


def due_of(agency: Agency) -> Callable[[Praise], date]:
    """By when a comment on the list is to be read. One query, however many there are."""
    days = agencies.setting(agency, SettingKey.PRAISE, agency.day())["read_days"]
    return lambda row: rules.due(row.came_on, days)


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """For the Monday list of those who read comments: each that waits, due so many days after it came."""
    rows = list(to_read(actor, agency).rows)
    if not rows:
        return []
    due = due_of(agency)
    return [
        Waiting(
            title=_("Comment %(number)s about an officer, not read yet") % {"number": row.pk},
            address="praise_read",
            arguments=(row.pk,),
            next_step=_("Read it, take out what tells who wrote, pass it on"),
            due=due(row),
        )
        for row in rows
    ]
