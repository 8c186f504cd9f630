"""Reads of concerns: topics, lists, threads, what waits for whom, and what was heard, counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import Language, SettingKey
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places import queries as places
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.places.rules import folded
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.tasks import Waiting, ordered
from commonbeat.kit.words import language
from commonbeat.listen.reports import access
from commonbeat.listen.reports.models import Concern, ConcernEvent, ConcernQuerySet, Route, TopicList
from commonbeat.listen.reports.rules import DEFAULT_TOPICS, ENDED, OPEN, Channel, EventKind, State, coarse
from commonbeat.plumb import About, Kind, Reason, Shown, Thresholds, Window, count
from commonbeat.plumb.disclosure import protect_list


def clocks(agency: Agency, on: date | None = None) -> Mapping[str, int]:
    """The agency's clocks and ceilings as they hold that day, today if none is given. One query."""
    return agencies.setting(agency, SettingKey.CONCERNS, on or agency.day())


def contact_days(agency: Agency) -> int:
    """How many days after it closed the contact details of a concern are deleted. One query."""
    return agencies.setting(agency, SettingKey.RETENTION_DAYS, agency.day())["thread"]


@dataclass(frozen=True, slots=True)
class Topics:
    """Topics in the reader's language: `current` may be chosen today, `names` also knows those of earlier lists."""

    current: dict[str, str]
    names: dict[str, str]

    def name(self, code: str) -> str:
        """The name of a topic; words for none."""
        return self.names.get(code, code) or _("not chosen yet")


def topics(agency: Agency, on: date | None = None) -> Topics:
    """The agency's topics, its own list over the house's. One query."""
    today = on or agency.day()
    lists = list(TopicList.objects.filter(agency=agency).order_by("effective_from", "pk"))
    house = {code: str(words) for code, words in DEFAULT_TOPICS.items()}
    current, names = house, dict(house)
    for each in lists:
        told = {topic["code"]: str(topic.get(language()[:2]) or topic["en"]) for topic in each.topics}
        names |= told
        if each.effective_from <= today:
            current = told
    return Topics(current, names)


def topics_to_change(agency: Agency) -> list[dict[str, str]]:
    """The newest list, with each topic's code and its name in both languages, to be changed. One query."""
    newest = TopicList.objects.filter(agency=agency).first()
    if newest is not None:
        return list(newest.topics)
    named: dict[str, dict[str, str]] = {}
    for spoken in Language.values:
        with override(spoken):
            named[spoken] = {code: str(words) for code, words in DEFAULT_TOPICS.items()}
    return [{"code": code, "en": named["en"][code], "es": named["es"][code]} for code in DEFAULT_TOPICS]


def holding(rows: "QuerySet[Route]") -> "QuerySet[Route]":
    """Of these rules, those that have not ended."""
    return rows.filter(until__isnull=True)


@dataclass(frozen=True, slots=True)
class Tap:
    """Where somebody tapped the map: in which neighborhood, and about where in it."""

    neighborhood: Neighborhood
    longitude: float | None
    latitude: float | None


def tapped(agency: Agency, x: float, y: float) -> Tap | None:
    """The place of a pixel of the map; None where it lies in no neighborhood. One query once the shapes are known."""
    outlines = places.outlines(agency)
    if outlines is None:
        return None
    longitude, latitude = outlines.place(x, y)
    found = places.place_at(agency, longitude, latitude)
    return Tap(found, coarse(longitude), coarse(latitude)) if found is not None else None


def meant(agency: Agency, slug: str, words: str) -> int | None:
    """The number of the neighborhood that was chosen, else of the one whose very name was typed. Two queries."""
    chosen = Neighborhood.objects.filter(agency=agency, slug=slug).values_list("pk", flat=True).first()
    return chosen or (places.names(agency).get(folded(words)) if words else None)


def web_concerns_of_the_hour(agency: Agency) -> int:
    """How many concerns this site took in the last hour. One query; nobody's address is needed."""
    since = timezone.now() - timedelta(hours=1)
    return Concern.objects.filter(agency=agency, channel=Channel.WEB, opened_at__gte=since).count()


def messages_of_the_hour(concern: Concern) -> int:
    """How many messages the person added in the last hour. One query."""
    since = timezone.now() - timedelta(hours=1)
    return ConcernEvent.objects.filter(concern=concern, kind=EventKind.ADDED, at__gte=since).count()


def thread(concern: Concern) -> list[ConcernEvent]:
    """Every line, newest first, internal ones too: for those who handle it. One query."""
    return list(ConcernEvent.objects.filter(concern=concern))


def public_thread(concern: Concern) -> list[ConcernEvent]:
    """Every line that the person who pointed it out may read, newest first. One query."""
    return list(ConcernEvent.objects.filter(concern=concern).for_reporter())


def also_raised(concern: Concern) -> int:
    """How many other people pointed out the same. One query."""
    original = concern.duplicate_of_id or concern.pk
    rows = Concern.objects.filter(agency=concern.agency_id)
    return rows.filter(Q(pk=original) | Q(duplicate_of=original)).exclude(pk=concern.pk).count()


def narrowed(rows: ConcernQuerySet, show: str, *, actor: Actor, today: date) -> tuple[ConcernQuerySet, str]:
    """The rows of one view of the list, and the order in which they stand there: what is due first, or told last."""
    if show == "late":
        return rows.late(today), "due"
    if show == "unowned":
        return rows.open().without_owner(), "due"
    if show == "mine":
        return rows.filter(owner__user_id=actor.pk or 0).open(), "due"
    if show == "answered":
        return rows.filter(state=State.RESOLVED), "-told_at"
    return (rows.filter(state__in=ENDED), "-told_at") if show == "ended" else (rows.open(), "due")


def listed(rows: ConcernQuerySet) -> ConcernQuerySet:
    """Concerns with what a line of the list shows."""
    return rows.select_related("neighborhood", "owner").defer(
        "contact", "neighborhood__geometry", "neighborhood__borders"
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of the concerns that somebody may read are open, late, and without anybody who answers."""

    open: int
    late: int
    unowned: int


def standing(rows: ConcernQuerySet, today: date) -> Standing:
    """Counted in one query."""
    is_open = Q(state__in=OPEN)
    found = rows.aggregate(
        open=Count("pk", is_open),
        late=Count("pk", is_open & Q(due__lt=today)),
        unowned=Count("pk", is_open & Q(owner__isnull=True)),
    )
    return Standing(**found)


def answerers(agency: Agency) -> list[Staff]:
    """Everybody who works here and may be asked to answer, by name. One query."""
    return list(Staff.objects.working().filter(agency=agency).order_by("name", "pk"))


def numbered(agency: Agency, number: int) -> Concern | None:
    """The concern of that number."""
    return Concern.objects.filter(agency=agency, number=number).first()


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """What waits for this person: late first. Concerns of their own; for those who route, also what nobody answers."""
    today = agency.day()
    rows = access.visible(actor, agency).filter(Q(state__in=OPEN) | Q(unread=True)).select_related("owner")
    routes = actor.may(Permission.ROUTE_CONCERNS, agency)
    found = []
    for concern in rows.defer("contact"):
        if step := _next_step(concern, actor, routes=routes):
            due = concern.due if concern.is_open else None
            title = f"{concern.reference}: {concern.title}"
            found.append(
                Waiting(title=title, address="concern_detail", arguments=(concern.pk,), next_step=step, due=due)
            )
    return ordered(found, today)


def _next_step(concern: Concern, actor: Actor, *, routes: bool) -> str:
    """What this person is to do about it; "" where it waits for somebody else."""
    if concern.owner is not None and concern.owner.user_id == actor.pk:
        if concern.unread:
            return _("Read what the person wrote, and answer")
        return _("Answer in writing")
    if concern.is_open and concern.owner is None and routes:
        return _("Say who answers")
    if concern.is_open and concern.raised:
        return _("The answer is late: see that it is given")
    return ""


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many concerns were told about one neighborhood (None where none was said) in one month."""

    neighborhood: int | None
    month: date
    count: int


def counts(agency: Agency, window: Window) -> list[MonthCount]:
    """Concerns by neighborhood and month, unprotected: for other rooms, never for a page as it is. One query."""
    month = TruncMonth("told_at", tzinfo=agency.zone)
    rows = _told(agency, window).annotate(month=month).values_list("neighborhood", "month")
    grouped = rows.annotate(n=Count("pk")).order_by("month", "neighborhood")
    return [MonthCount(neighborhood, moment.date(), n) for neighborhood, moment, n in grouped]


@dataclass(frozen=True, slots=True)
class Line:
    """One published count: a topic's or a neighborhood's, by code or number, and in words."""

    key: str | int | None
    name: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in a window: all, by topic, by neighborhood; what is too small is withheld, and covered."""

    window: Window
    total: Shown
    by_topic: tuple[Line, ...]
    by_neighborhood: tuple[Line, ...]


def published_counts(agency: Agency, window: Window) -> Heard:
    """Counts of concerns as the public may see them, by the agency's thresholds. Four queries.

    The window may not reach beyond today.

    Both lists carry the same total. It hides behind no cell of a list: `protect_list` prefers any other cell, so that
    neither list gives away what the other hides.
    """
    limits = Thresholds(**agencies.setting(agency, SettingKey.THRESHOLDS, agency.day()))
    told = list(_told(agency, window).values_list("topic", "neighborhood"))
    named, names = topics(agency), dict(Neighborhood.objects.filter(agency=agency).values_list("pk", "name"))
    of_topics = Counter(topic for topic, _place in told)
    of_places = Counter(place for _topic, place in told)
    codes = [*dict.fromkeys([*named.current, *sorted(of_topics)])]
    spots = sorted(of_places, key=lambda pk: (pk is None, names.get(pk or 0, "")))
    by_topic = protect_list([of_topics[code] for code in codes], minimum=limits.count)
    by_place = protect_list([of_places[pk] for pk in spots], minimum=limits.count)

    about = About(window=window, as_of=agency.day(), unit="concerns", synthetic=agency.demo)

    def shown(cell: int | Reason) -> Shown:
        if isinstance(cell, Reason):
            return about.withheld(cell, Kind.COUNT, n_hint=limits.count)
        return count(cell, about=about)

    return Heard(
        window=window,
        total=shown(by_topic.total if by_topic.total is not None else 0),
        by_topic=tuple(
            Line(code, named.name(code), shown(cell)) for code, cell in zip(codes, by_topic.cells, strict=True)
        ),
        by_neighborhood=tuple(
            Line(pk, names.get(pk or 0, _("no place named")), shown(cell))
            for pk, cell in zip(spots, by_place.cells, strict=True)
        ),
    )


def _told(agency: Agency, window: Window) -> ConcernQuerySet:
    """Concerns told on the days of the window, by the agency's clock."""
    zone = agency.zone
    first = datetime.combine(window.start, time(), zone)
    return Concern.objects.filter(agency=agency).told_between(
        first, datetime.combine(window.end + timedelta(days=1), time(), zone)
    )
