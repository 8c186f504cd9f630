"""A town of twelve officers that asks about sixty contacts over six weeks, and what truly happened there.

The people, their answers and the hours come from a seeded draw. The program under test does all the rest: every
invitation, tap and text goes through its actions, every night its three jobs run.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System
from commonbeat.ground.work.actions import enqueue
from commonbeat.ground.work.models import Job
from commonbeat.listen.surveys import actions, keys
from commonbeat.listen.surveys.actions import answering, rewriting
from commonbeat.listen.surveys.models import Campaign, Comment, Response
from commonbeat.listen.surveys.rules.answers import Given, Kept
from commonbeat.listen.surveys.rules.questions import NOT_SAID, SKIP

OFFICERS, CONTACTS, WEEKS = 12, 60, 6
BEGAN = date(2026, 9, 14)
QUESTIONS = ("treatment", "explained", "listened", "helped")
WORDS = (
    "She was patient and clear.",
    "He listened to my mother for a long time and came back the next day.",
    "Thanks!",
)


@dataclass
class Resident:
    """Somebody who had a contact, and what they did about the text: all of it true."""

    number: str
    area: str
    staff: str
    asked: datetime
    answers: bool
    channel: str
    codes: tuple[str, ...]
    words: str
    began: datetime
    finished: datetime | None = None
    taps: int = 0
    token: str = ""

    @property
    def month(self) -> str:
        return self.asked.strftime("%Y-%m")

    @property
    def whole(self) -> bool:
        return len(self.codes) == len(QUESTIONS)


def residents(draw: random.Random, staff: list[str], areas: int) -> list[Resident]:
    """Who was in contact with whom, when and where, and what each makes of the survey."""
    made = []
    for number in range(CONTACTS):
        asked = datetime(BEGAN.year, BEGAN.month, BEGAN.day, 16, tzinfo=UTC)
        asked += timedelta(days=draw.randrange(WEEKS * 7), minutes=draw.randrange(360))
        reach = draw.choices((4, 1, 2), (70, 22, 8))[0]
        codes = [draw.choices("12345", (35, 30, 10, 15, 10))[0]]
        codes += [draw.choices(("1", "2", "3", NOT_SAID), (45, 20, 20, 15))[0] for _ in range(3)]
        channel = draw.choice(("web", "text"))
        made.append(
            Resident(
                number=f"+1612555{number:04}",
                area=f"area-{draw.randrange(areas):02}",
                staff=draw.choice(staff),
                asked=asked,
                answers=draw.random() < 0.6,
                channel=channel,
                codes=tuple(codes[:reach]),
                words=draw.choice(WORDS) if channel == "web" and reach == 4 and draw.random() < 0.4 else "",
                began=asked + timedelta(minutes=draw.choice((4, 30, 90, 600, 1500)) + draw.randrange(30)),
            )
        )
    return made


class Referee:
    """Knows whose row is whose: it looks over the program's shoulder while rows are written, and changes nothing."""

    def __init__(self) -> None:
        self.owner: dict[UUID, Resident] = {}
        """Whose response is whose."""
        self.writer: dict[UUID, Resident] = {}
        """Whose comment is whose."""
        self.hidden: dict[UUID, int] = {}
        """Among how many each row was written."""
        self.answering: Resident | None = None
        self._by_link: dict[str, Resident | None] = {}
        self._by_box: dict[str, Resident | None] = {}
        self._by_answer: dict[int, tuple[Kept, Resident | None]] = {}
        self._ordered: list[Any] = []
        self._closing: Resident | None = None
        self._writers: list[Resident | None] = []

    @contextmanager
    def watching(self) -> Iterator[None]:
        """While the program runs."""
        with ExitStack() as stack:
            for place, name, watch in (
                (keys, "boxes", self._open),
                (answering, "answers_of", self._close),
                (answering, "words_of", self._close),
                (keys, "put_by", self._put),
                (keys, "taken_up", self._take),
                (rewriting, "_in_any_order", self._order),
                (rewriting, "_sealed", self._seal),
                (Response.objects, "bulk_create", self._respond),
                (Comment.objects, "bulk_create", self._comment),
            ):
                stack.enter_context(patch.object(place, name, partial(watch, getattr(place, name))))
            yield

    def _open(self, boxes: Any, token: str, given: Given) -> Any:
        self._by_link.setdefault(given.used, self.answering)
        return boxes(token, given)

    def _close(self, kept_of: Any, given: Given, *more: Any) -> Any:
        self._closing = self._by_link[given.used]
        return kept_of(given, *more)

    def _put(self, put_by: Any, kept: Kept) -> str:
        box = put_by(kept)
        self._by_box[box] = self._closing
        return box

    def _take(self, taken_up: Any, box: str) -> Kept:
        kept = taken_up(box)
        self._by_answer[id(kept)] = (kept, self._by_box[box])
        return kept

    def _order(self, in_any_order: Any, members: Any) -> list[Any]:
        self._ordered = in_any_order(members)
        return self._ordered

    def _respond(self, create: Any, rows: Any, **more: Any) -> Any:
        for row, kept in zip(rows, self._ordered, strict=True):
            self.owner[row.pk] = self._by_answer[id(kept)][1]
            self.hidden[row.pk] = len(rows)
        return create(rows, **more)

    def _seal(self, sealed: Any, kept: Kept) -> str:
        self._writers.append(self._by_answer[id(kept)][1])
        return sealed(kept)

    def _comment(self, create: Any, rows: Any, **more: Any) -> Any:
        self._writers.clear()
        made = list(rows)
        self.writer.update(zip((row.pk for row in made), self._writers, strict=True))
        self.hidden.update(dict.fromkeys((row.pk for row in made), len(self._ordered)))
        return create(made, **more)


@dataclass
class Town:
    """The town while it runs. `look` is called after every write: whoever watches may take a copy."""

    seed: int
    areas: int = 4
    look: Callable[[], object] = lambda: None
    night: Callable[[date], object] = lambda _day: None
    after_each: Callable[[Any], object] = lambda _town: None
    fewest_to_write: int = 0
    now: datetime = datetime(BEGAN.year, BEGAN.month, BEGAN.day, tzinfo=UTC)
    people: list[Resident] = field(default_factory=list)
    referee: "Referee" = field(default_factory=lambda: Referee())

    def run(self) -> "Town":
        """Six weeks of contacts and answers, then ten quiet weeks in which the last answers are written."""
        with patch("django.utils.timezone.now", lambda: self.now), self.referee.watching():
            self._found()
            for moment, do in sorted(self._events(), key=lambda one: one[0]):
                self.now = moment
                do()
                self.look()
        return self

    def _found(self) -> None:
        console = System("town")
        self.agency: Agency = agencies.found(
            actor=console, name="Riverton", slug=f"riverton-{self.seed}", place="Riverton", timezone="America/Chicago"
        )
        staff = [Staff(agency=self.agency, name=f"Officer {number}", badge=str(number)) for number in range(OFFICERS)]
        Staff.objects.bulk_create(staff)
        asked = actions.field(actor=console, instrument=actions.prepare(actor=console, agency=self.agency))
        self.campaign: Campaign = actions.open_campaign(
            actor=console, agency=self.agency, instrument=asked, title="Contacts", starts_on=BEGAN
        )
        self.people = residents(random.Random(self.seed), [str(one.reference) for one in staff], self.areas)

    def _events(self) -> Iterator[tuple[datetime, Callable[[], None]]]:
        for person in self.people:
            yield person.asked, lambda person=person: self._ask(person)
            if person.answers:
                for number in range(len(person.codes)):
                    yield person.began + timedelta(minutes=number), lambda p=person, n=number: self._tap(p, n)
                if person.whole and person.channel == "web":
                    yield person.began + timedelta(minutes=4), lambda person=person: self._finish(person)
        days = [*range(WEEKS * 7 + 3), *range(WEEKS * 7 + 3, WEEKS * 7 + 67, 4)]
        for day in days:
            night = datetime(BEGAN.year, BEGAN.month, BEGAN.day, 8, 30, tzinfo=UTC) + timedelta(days=day)
            yield night, lambda night=night: self._night(night.date())

    def _ask(self, person: Resident) -> None:
        _row, token = actions.invite(
            actor=System("text line"),
            agency=self.agency,
            campaign=self.campaign,
            contact_reference=uuid4(),
            number=person.number,
            area=person.area,
            staff_reference=person.staff,
            on=(self.now - timedelta(hours=5)).date(),
        )
        self._sent("surveys.invite")
        person.token = token

    def _sent(self, purpose: str) -> None:
        """What the queue of messages keeps of a text that has left: its moment, no number and no words."""
        Message.objects.create(
            agency=self.agency, kind="text", purpose=purpose, state="sent", settled_at=self.now + timedelta(seconds=2)
        )

    def _tap(self, person: Resident, number: int) -> None:
        person.taps += 1
        code = person.codes[number]
        self.referee.answering = person
        if person.channel == "text":
            said = actions.answer_by_text(agency=self.agency, number=person.number, body=code or SKIP, now=self.now)
            assert said is not None
            self._sent("textline.reply")
            if said.done:
                self._ended(person)
        else:
            actions.answer(agency=self.agency, token=person.token, item=QUESTIONS[number], code=code, now=self.now)

    def _finish(self, person: Resident) -> None:
        self.referee.answering = person
        consent = "officer" if person.words else "none"
        actions.complete(agency=self.agency, token=person.token, words=person.words, consent=consent, now=self.now)
        self._ended(person)

    def _ended(self, person: Resident) -> None:
        person.finished = self.now
        self.look()
        self.after_each(self)

    def _night(self, day: date) -> None:
        for name in ("surveys.time_out", "surveys.rewrite", "surveys.forget"):
            job = enqueue(name, agency=self.agency)
            Job.objects.filter(pk=job.pk).update(created=self.now, due=self.now, finished=self.now, state="done")
        actions.time_out(agency=self.agency, now=self.now)
        self.look()
        if rewriting.Waiting.objects.filter(agency_id=self.agency.pk).count() >= self.fewest_to_write:
            actions.rewrite(agency=self.agency, now=self.now)
        actions.forget(agency=self.agency, now=self.now)
        self.night(day)
