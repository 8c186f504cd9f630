"""Invented concerns in several states, made by the same actions as real ones; nothing in them is true."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import Actor, Role
from commonbeat.listen.reports import actions
from commonbeat.listen.reports.access import Reporter, own_staff
from commonbeat.listen.reports.models import Concern, Route
from commonbeat.listen.reports.rules import Channel, Contact, Elsewhere, Kind, Where, key_hash
from commonbeat.web.demo.persons import by_role

Then = Callable[["Told", Concern, dict[Role, Actor]], object]
RESIDENT = Reporter()


@dataclass(frozen=True, kw_only=True)
class Told:
    """One invented concern: what was told, how many days ago, and what happened then."""

    words: str
    topic: str
    where: str = ""
    place: str = ""
    days: int = 0
    kind: Kind = Kind.CONCERN
    channel: Channel = Channel.WEB
    language: str = "en"
    phone: str = ""
    then: Then | None = None
    answer: str = ""
    answered_by: Role = Role.SERGEANT


def _answered(told: Told, concern: Concern, persons: dict[Role, Actor]) -> Concern:
    return actions.answer(actor=persons[told.answered_by], concern=concern, words=told.answer, settles=True)


def _fixed(told: Told, concern: Concern, persons: dict[Role, Actor]) -> None:
    actions.confirm(actor=RESIDENT, concern=_answered(told, concern, persons))


def _again(told: Told, concern: Concern, persons: dict[Role, Actor]) -> None:
    open_again = actions.reopen(actor=RESIDENT, concern=_answered(told, concern, persons))
    actions.add_words(actor=RESIDENT, concern=open_again, words="They took half of it. The rest is still in the alley.")


def _not_settled(told: Told, concern: Concern, persons: dict[Role, Actor]) -> None:
    by = persons[told.answered_by]
    actions.note(actor=by, concern=concern, words="Owner of the bar called, will turn the speakers inward. See Friday.")
    again_by = concern.agency.day() + timedelta(days=7)
    actions.answer(actor=by, concern=concern, words=told.answer, settles=False, again_by=again_by)


def _started(told: Told, concern: Concern, persons: dict[Role, Actor]) -> None:
    actions.start(actor=persons[told.answered_by], concern=concern)


def _to_public_works(told: Told, concern: Concern, persons: dict[Role, Actor]) -> None:
    actions.refer(
        actor=persons[told.answered_by],
        concern=concern,
        outcome=Elsewhere.REFERRED_OUT,
        words=told.answer,
        to="Public Works, street lighting",
    )


def _same_as_first(told: Told, concern: Concern, persons: dict[Role, Actor]) -> None:
    first = Concern.objects.filter(agency=concern.agency, topic=concern.topic).order_by("pk").first()
    assert first is not None  # noqa: S101 - it was opened before this one
    actions.refer(
        actor=persons[told.answered_by],
        concern=concern,
        outcome=Elsewhere.DUPLICATE,
        words=told.answer,
        same_as=first.number,
    )


TOLD = (
    Told(
        words="A parked car blocks the sidewalk on 15th Avenue. People with strollers have to walk in the street.",
        topic="parked_cars",
        where="15th Avenue and 32nd Street",
        place="Powderhorn Park",
        days=6,
        then=_answered,
        answered_by=Role.OFFICER,
        answer="I found the owner. The car was gone at 9 this morning. I will walk past on Monday to check.",
    ),
    Told(
        words="Cars do not stop for people at the crossing in front of the school. Mornings are the worst.",
        topic="speeding",
        where="31st Street and Bloomington Avenue",
        place="Powderhorn Park",
        days=15,
    ),
    Told(
        words="Nobody came and nobody called back after I reported a broken window.",
        topic="no_answer",
        place="Phillips West",
        days=11,
        phone="612-555-0142",
    ),
    Told(
        words="The street light at the bus stop has been out for a week.",
        topic="lights",
        where="Lake Street and 4th Avenue",
        place="Central",
        days=5,
        then=_to_public_works,
        answer="The city's Public Works keeps the lights. I told them today; they say three days.",
    ),
    Told(
        words="Loud music from a bar until three on weekend nights.",
        topic="noise",
        where="Cedar Avenue",
        place="Cedar Riverside",
        days=4,
        then=_not_settled,
        answer="I spoke with the owner today. I will be there on Friday night and write to you again after.",
    ),
    Told(
        words="Somebody dumped two mattresses behind the garages.",
        topic="dumping",
        where="Alley between 28th and 29th Street",
        place="East Phillips",
        days=7,
        then=_fixed,
        answer="A crew took them this morning. Thank you for the good description of the place.",
    ),
    Told(
        words="La luz del cruce no da tiempo para cruzar con niños.",
        topic="speeding",
        where="Lake Street y Chicago Avenue",
        place="Central",
        days=3,
        language="es",
        then=_started,
    ),
    Told(
        words="At the front desk my mother was spoken to as if she were a child, because of her accent.",
        topic="treatment",
        days=2,
    ),
    Told(
        words="Could officers walk the river path with us one evening? Some of us are afraid there after dark.",
        topic="other",
        where="River path",
        place="Cedar Riverside",
        days=8,
        kind=Kind.IMPROVEMENT,
        then=_fixed,
        answer="Yes. Two of us walk with you on the first Thursday of the month. Meet at the bridge at seven.",
    ),
    Told(
        words="There is a car on the sidewalk of 15th Avenue, my wheelchair cannot pass.",
        topic="parked_cars",
        where="15th Avenue",
        place="Powderhorn Park",
        days=5,
        channel=Channel.DESK,
        then=_same_as_first,
        answered_by=Role.OFFICER,
        answer="Somebody told us the day before you. The car is gone; please tell us if it comes back.",
    ),
    Told(
        words="Old furniture lies in the alley behind the shops.",
        topic="dumping",
        where="Alley behind Lake Street",
        place="Corcoran",
        days=9,
        then=_again,
        answer="It was picked up yesterday.",
    ),
    Told(
        words="How do I find out who the officer for our block is?",
        topic="other",
        place="Seward",
        days=1,
        kind=Kind.QUESTION,
        channel=Channel.DESK,
    ),
)
"""The first is the one that another one repeats."""

SETTLED = (
    ("speeding", "Cars race down our street in the evening.", "The speed board stands there for two weeks.", 13),
    ("parked_cars", "A car has stood at the corner for weeks.", "It was tagged, and towed two days later.", 8),
    ("lights", "The light in the alley is out.", "Public Works changed the lamp on Tuesday.", 7),
    ("noise", "Fireworks again after midnight.", "Officers walked by on both nights. It is quiet.", 6),
)
"""Topic, words, answer, and how often: what came in before and was fixed, so that there is something to count."""

WHERE = ("Central", "Corcoran", "East Phillips", "Powderhorn Park", "Seward")
DAYS = range(1, 6)
"""How many days ago they came in: lately, so that no answer of today is late."""


def settled() -> Iterator[Told]:
    """What came in before, spread over neighborhoods and days, each fixed."""
    number = 0
    for topic, words, answer, times in SETTLED:
        for _time in range(times):
            place, days = WHERE[number % len(WHERE)], DAYS[number // len(WHERE) % len(DAYS)]
            yield Told(
                words=words, topic=topic, place=place, days=days, channel=Channel.DESK, then=_fixed, answer=answer
            )
            number += 1


ROUTES = (("parked_cars", Role.OFFICER), ("treatment", Role.COMMANDER))
"""Which topics do not go to the sergeant."""


def load(actor: Actor, agency: Agency, say: Callable[[str], object]) -> None:
    """Tell each of them once; what was told before is left as it stands."""
    persons: dict[Role, Actor] = {role: membership.user for role, membership in by_role(agency).items()}
    for topic, role in ROUTES:
        owner = own_staff(persons[role], agency)
        if owner is not None and not Route.objects.current().filter(agency=agency, topic=topic).exists():
            actions.add_route(actor=actor, agency=agency, owner=owner, topic=topic)
    for number, told in enumerate([*TOLD, *settled()], start=1):
        _tell(actor, agency, told, f"demonstration-{number}", persons)
    say(f"{Concern.objects.filter(agency=agency).count()} invented concerns")


@transaction.atomic
def _tell(actor: Actor, agency: Agency, told: Told, key: str, persons: dict[Role, Actor]) -> None:
    """Open it and let happen what happened then, all or nothing."""
    if Concern.objects.filter(key_hash=key_hash(key)).exists():
        return
    place = Neighborhood.objects.light().filter(agency=agency, name=told.place).first()
    concern, _key = actions.open_concern(
        actor=actor,
        agency=agency,
        kind=told.kind,
        words=told.words,
        where=Where(told.where, place.pk if place else None),
        contact=Contact(phone=told.phone),
        channel=told.channel,
        language=told.language,
        topic=told.topic,
        key=key,
        at=timezone.now() - timedelta(days=told.days),
    )
    if told.then is not None:
        told.then(told, concern, persons)
