"""Three invented self-reviews: two closed and signed, a year apart, and one whose answers are being talked over now.

Both take the way of real ones. Those who answered have accounts for that moment alone: only counts are left of them.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction

from commonbeat.act.promises.queries import owners
from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.models import SelfReview
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.rules.instrument import Area
from commonbeat.act.standards.rules.self_review import LEVELS, RaterKind, Rating
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Membership, Staff, User
from commonbeat.ground.people.rules import Rank
from commonbeat.ground.roles import Actor, Role
from commonbeat.web.demo.persons import by_role

CAST: tuple[tuple[RaterKind, Role, Rank | None, int], ...] = (
    (RaterKind.OFFICER, Role.OFFICER, Rank.OFFICER, 9),
    (RaterKind.SUPERVISOR, Role.SERGEANT, Rank.SERGEANT, 5),
    (RaterKind.COMMAND, Role.COMMANDER, Rank.COMMANDER, 3),
    (RaterKind.CIVILIAN, Role.CLERK, Rank.CIVILIAN, 5),
    (RaterKind.PARTNER, Role.PARTNER, None, 7),
)
"""Who answers, and how many of each: command is too few to stand alone."""
LEANS = {
    RaterKind.OFFICER: 0.0,
    RaterKind.SUPERVISOR: 0.2,
    RaterKind.COMMAND: 0.4,
    RaterKind.CIVILIAN: 0.1,
    RaterKind.PARTNER: -0.1,
}
"""How many steps of the scale a role lies from the others, in this invention."""
APART = 0.3
"""On how many of the questions partners see it far less in place."""
NOTES = (
    "It is written down, but new officers do not know where.",
    "Works well on the day shift.",
    "We hear about it only after the fact.",
)
REFLECTIONS = {
    Area.LISTENING: "Partners did not know that we ask people after stops. Command thought that everybody knew.",
    Area.FORCE: "All roles agree on the rule. They differ on whether it is safe to report a colleague.",
    Area.COMMUNITY: "Officers change beats more often than the plan says. People notice.",
}
YEAR = 365
CLOSED = (("Self-review of two winters ago", 665, -0.8), ("Self-review of last winter", 300, -0.5))
"""The reviews that are closed: name, days since it began, and how far from today's answers they lay."""
STEPS = (
    ("Introduce each new beat officer to the people on the beat", Role.SERGEANT, 75),
    ("Put a list of our technology on the site", Role.COMMANDER, 110),
)


def load(actor: Actor, agency: Agency, say: Callable[[str], object]) -> None:
    """All of them, made up from the first word on; nothing where there are some already."""
    if not SelfReview.objects.filter(agency=agency).exists():
        with transaction.atomic():
            _all(actor, agency)
    say(f"{SelfReview.objects.filter(agency=agency).count()} self-reviews, all of them made up")


def _all(actor: Actor, agency: Agency) -> None:
    held = by_role(agency)
    chief = held[Role.CHIEF].user
    leader = held[Role.ACCREDITATION].user
    cast = _hire(agency)
    today = agency.day()
    for title, days, shift in CLOSED:
        begun = today - timedelta(days=days)
        review = _review(leader, agency, cast, title, begun, shift=shift)
        _agree(leader, review)
        actions.plan_steps(actor=leader, review=review)
        _steps(chief, review, today, promised=days < YEAR)
        actions.sign_review(actor=leader, review=review, on=begun + timedelta(days=40))
        actions.close_review(actor=chief, review=review, on=begun + timedelta(days=42))
        actions.share_review(actor=chief, review=review, audience="public")
    latest = _review(leader, agency, cast, "Self-review of this fall", today - timedelta(days=30), shift=0.0)
    _agree(leader, latest, every=2)
    _dismiss(cast)


def _hire(agency: Agency) -> list[User]:
    """Made-up people of every role, for the time of these reviews."""
    made = []
    for kind, role, rank, count in CAST:
        for number in range(1, count + 1):
            mail = f"{kind.value}{number}@self-review.example"
            user = User.objects.create_user(email=mail, name=f"Made-up {kind.value} {number}")
            Membership.objects.create(agency=agency, user=user, role=role)
            if rank is not None:
                badge, sworn = f"SR-{kind.value}-{number}", rank is not Rank.CIVILIAN
                Staff.objects.create(agency=agency, user=user, name=user.name, badge=badge, rank=rank, sworn=sworn)
            made.append(user)
    return made


def _dismiss(cast: list[User]) -> None:
    """They answered; nothing of them is left."""
    Staff.objects.filter(user__in=cast).delete()
    Membership.objects.filter(user__in=cast).delete()
    User.objects.filter(pk__in=[user.pk for user in cast]).delete()


def _review(leader: User, agency: Agency, cast: list[User], title: str, begun: date, *, shift: float) -> SelfReview:
    """One review, opened, answered by all of them, and counted."""
    rate_by = begun + timedelta(days=21)
    review = actions.open_review(
        actor=leader, agency=agency, title=title, rate_by=rate_by, facilitator=leader, on=begun
    )
    actions.invite_raters(actor=leader, review=review, people=[user.pk for user in cast])
    actions.start_rating(actor=leader, review=review)
    for rater in review.raters.select_related("review"):
        chance = Random(f"{title}{rater.user_id - cast[0].pk}")  # noqa: S311 an invention, the same each time
        for area in review.areas:
            answers = {
                one["key"]: _answer(chance, one["key"], RaterKind(rater.kind), shift) for one in review.of_area(area)
            }
            actions.save_answers(rater=rater, area=area, answers=answers)
        actions.finish(rater=rater)
    return actions.end_rating(actor=leader, review=review, on=rate_by)


def _answer(chance: Random, key: str, kind: RaterKind, shift: float) -> Mapping[str, str]:
    """One made-up answer: each question has a level of its own, each role leans, each person differs."""
    if chance.random() < (0.25 if kind == RaterKind.PARTNER else 0.08):
        return {"rating": Rating.DONT_KNOW}
    question = Random(key)  # noqa: S311 as above
    level = question.uniform(0.9, 3.4) + LEANS[kind] + shift + chance.gauss(0, 0.4)
    if kind == RaterKind.PARTNER and question.random() < APART:
        level -= 1.5
    said: dict[str, str] = {"rating": LEVELS[min(max(round(level), 0), 4)]}
    if chance.random() < 0.03:
        said["note"] = chance.choice(NOTES)
    return said


def _agree(leader: User, review: SelfReview, *, every: int = 1) -> None:
    """What those in the room settled on: the lowest middle answer; `every` 2 leaves each second question open."""
    told: dict[str, tuple[str, str]] = {}
    for line in queries.lines(review)[::every]:
        words = "We took the lower answer, until both sides see the same." if line.spread.distance >= 1 else ""
        told[line.key] = (LEVELS[int(line.spread.low)], words)
    actions.agree(actor=leader, review=review, agreed=told)
    for area, words in REFLECTIONS.items():
        actions.reflect(actor=leader, review=review, area=area, words=words)


def _steps(chief: User, review: SelfReview, today: date, *, promised: bool) -> None:
    """Two next steps from gaps; the first is a promise, where one is made."""
    gaps = [row.question for row in queries.gaps_of(review)]
    held: dict[Role, Any] = by_role(review.agency)
    staff = {row.user_id: row for row in owners(review.agency)}
    for place, (title, role, days) in enumerate(STEPS):
        owner = staff[held[role].user_id]
        due = today + timedelta(days=days)
        step = actions.add_step(actor=chief, review=review, question=gaps[place], title=title, owner=owner, due=due)
        if promised and place == 0:
            actions.promise_step(actor=chief, step=step, promised_to="people on every beat")
