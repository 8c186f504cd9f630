"""Made-up people who were asked about made-up contacts and answered, through the same actions as real ones would be.

The draw has a seed, so every demonstration tells the same; the program itself writes the answers, so their order and
their ids differ each time, as they must.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from uuid import UUID

from django.db import transaction

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import Actor, Role
from commonbeat.kit.spaces import SEALED
from commonbeat.listen.surveys import actions, keys, queries
from commonbeat.listen.surveys.models import Campaign, Instrument, Invitation, OpenAnswer, Response, Waiting
from commonbeat.listen.surveys.rules.questions import NOT_SAID, STANDARD

Say = Callable[[str], object]

SEED = 20261121
DAYS = 150
"""How far back the first were asked."""
FIRST_DAYS = DAYS - 3
"""The last few days are left to whoever plays with the demonstration."""
TRIAL_DAYS, TRIED = 32, 14
"""The first weeks, in which so few are asked that a month has too few answers for a score of its own."""
ASKED = 640
CODES = (651, 763, 952, 218, 320, 507, 701)
"""Area codes of the numbers 555-01xx, which are given to nobody; 612 is left to the phones to play with."""
SHARE = 0.5
"""Of those asked, how many answer."""
MOST = ("powderhorn-park", "longfellow", "downtown-west", "near-north")
"""Neighborhoods with so many contacts that a score of their own can be shown."""

WORDS = (
    "The officer listened to my mother for a long time and came back the next day to see how she was.",
    "Explained every step. I was scared and the officer stayed calm.",
    "Gracias por hablar con nosotros en español.",
    "My daughter's bike was found. We did not expect that anybody would look for it.",
    "Kind and patient. Waited with us until the tow truck came. My husband Daniel says thanks too.",
    "Thank you for walking my son home. I am at 555-0142 if you ever need a hand in the garden.",
    "Muy amable con mi abuela, doña Carmen, cuando se perdió en la calle Lake.",
    "It was fine, but I waited two hours.",
    "Nobody talked down to me. That has not happened to me before.",
    "Came fast and was gentle with the dog. The kids still talk about it.",
    "Told me what would happen next, and that is what happened.",
    "Me escuchó sin prisa. Por fin entendí qué papeles necesitaba.",
    "Helped me change a tire in the rain at 11:30 pm on a Tuesday. Who does that?",
    "Asked twice if I was all right, and meant it.",
    "I was angry and was still treated with respect.",
    "Found my father two streets away and brought him home before dinner.",
    "Gave my boys a card each and answered all their questions.",
    "Said sorry for the wait, then took all the time I needed.",
    "Fue respetuoso con toda la familia.",
)
"""In turn, so that no two of them say the same."""
NO_PRAISE = WORDS[7]
"""Said to be for the officer too; whoever reads it first leaves it out."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody made up: the contact, and what they say about it (`codes` as far as they come)."""

    reference: UUID
    number: str
    day: date
    area: str
    staff: str
    language: str
    codes: tuple[str, ...]
    by_text: bool
    words: str


def persons(today: date, areas: list[str], staff: list[str]) -> Iterator[Person]:
    """Everybody who is asked, day by day."""
    draw = random.Random(SEED)  # noqa: S311 - made-up people, nothing secret
    said = cycle(WORDS)
    often = [area for area in MOST if area in areas] or areas[:4]
    for number in range(ASKED):
        day = today - timedelta(days=DAYS - _days_in(number))
        answers = draw.random() < SHARE
        reach = draw.choices((4, 1, 2), (75, 20, 5))[0] if answers else 0
        good = draw.random() < 0.72
        core = draw.choices("12345", (45, 40, 8, 5, 2) if good else (2, 8, 20, 35, 35))[0]
        rest = [draw.choices(("1", "2", "3", NOT_SAID), (70, 18, 6, 6) if good else (15, 30, 48, 7))[0] for _ in "234"]
        by_text = draw.random() < 0.45
        yield Person(
            reference=UUID(int=draw.getrandbits(128), version=4),
            number=f"+1{CODES[number // 100]}55501{number % 100:02}",
            day=day,
            area=draw.choice(often if draw.random() < 0.85 else areas) if areas else "",
            staff=draw.choice(staff) if staff else "",
            language="es" if draw.random() < 0.15 else "en",
            codes=(core, *rest)[:reach],
            by_text=by_text,
            words=next(said) if reach == 4 and good and not by_text and draw.random() < 0.2 else "",
        )


def _days_in(number: int) -> int:
    """On which day somebody is asked: few in the first weeks, when the agency tries it out, then all others evenly."""
    if number < TRIED:
        return number * TRIAL_DAYS // TRIED
    return TRIAL_DAYS + (number - TRIED) * (FIRST_DAYS - TRIAL_DAYS) // (ASKED - TRIED)


def ask_and_answer(actor: Actor, agency: Agency, say: Say) -> None:
    """Questions, a campaign, and about three hundred answers over the last five months."""
    today = agency.day()
    campaign = Campaign.objects.filter(agency=agency).order_by("pk").first() or _begin(actor, agency, today)
    begun = campaign.starts_on + timedelta(days=DAYS)
    areas = list(Neighborhood.objects.filter(agency=agency).order_by("slug").values_list("slug", flat=True))
    people = list(persons(begun, areas, _officers(agency)))
    if not Invitation.objects.filter(campaign=campaign).exists():
        with transaction.atomic():
            for one in people:
                _invite(actor, agency, campaign, one)
    if not _answered(agency):
        with transaction.atomic(using=SEALED):
            _answer_day_by_day(agency, people, begun)
    written = Response.objects.filter(agency_id=agency.pk).count()
    waiting = queries.waiting_count(agency)
    say(f"{len(people)} asked, {written} answers written, {waiting} boxes wait for others like them")


def _officers(agency: Agency) -> list[str]:
    """The references of those who wear a badge; the officer whom a newcomer plays meets more people than the others."""
    working = Staff.objects.working().filter(agency=agency, sworn=True).order_by("badge")
    played = working.filter(user__memberships__role=Role.OFFICER)
    return [str(one.reference) for one in (*working, *list(played) * 3)]


def _begin(actor: Actor, agency: Agency, today: date) -> Campaign:
    """The standard questions, read and fixed, and a campaign that asks since five months ago."""
    with transaction.atomic():
        prepared = Instrument.objects.filter(agency=agency).first() or actions.prepare(actor=actor, agency=agency)
        fixed = prepared if prepared.fielded_at else actions.field(actor=actor, instrument=prepared)
        starts_on = today - timedelta(days=DAYS)
        return actions.open_campaign(
            actor=actor, agency=agency, instrument=fixed, title="After a contact", starts_on=starts_on
        )


def _answered(agency: Agency) -> bool:
    """Whether the answers are there: all came in one transaction."""
    return any(model.objects.filter(agency_id=agency.pk).exists() for model in (Response, Waiting, OpenAnswer))


def _invite(actor: Actor, agency: Agency, campaign: Campaign, one: Person) -> None:
    actions.invite(
        actor=actor,
        agency=agency,
        campaign=campaign,
        contact_reference=one.reference,
        number=one.number,
        area=one.area,
        staff_reference=one.staff,
        language=one.language,
        contact_on=one.day,
        on=one.day,
    )


def _answer_day_by_day(agency: Agency, people: list[Person], last: date) -> None:
    """Each day the answers of those asked, then the night's work, as it would have gone."""
    asked: dict[date, list[Person]] = {}
    for one in people:
        asked.setdefault(one.day, []).append(one)
    nonces = dict(Invitation.objects.filter(agency=agency).values_list("contact_reference", "nonce"))
    for number in range(DAYS + 1):
        day = last - timedelta(days=DAYS - number)
        noon = datetime.combine(day, time(18), UTC)
        for one in asked.get(day, ()):
            if one.codes:
                _answer(agency, one, keys.token_for(one.number, nonces[one.reference]), noon)
        actions.time_out(agency=agency, now=noon)
        actions.rewrite(agency=agency, now=noon)


def _answer(agency: Agency, one: Person, token: str, now: datetime) -> None:
    """One person's taps or texts, as far as they come."""
    for item, code in zip(STANDARD, one.codes, strict=False):
        if one.by_text:
            actions.answer_by_text(agency=agency, number=one.number, body=code or "0", now=now)
        else:
            actions.answer(agency=agency, token=token, item=item.key, code=code, language=one.language, now=now)
    if len(one.codes) == len(STANDARD) and not one.by_text:
        consent = "officer" if one.words else "none"
        actions.complete(agency=agency, token=token, words=one.words, consent=consent, now=now)
