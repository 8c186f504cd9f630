"""Who needs which training, which requirement may be written down, and what the trail says of training."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {
    "Course": Retention.CONFIGURATION,
    "CourseVersion": Retention.CONFIGURATION,
    "CurriculumTopic": Retention.CONFIGURATION,
    "CurriculumCoverage": Retention.CONFIGURATION,
    "TrainingRequirement": Retention.CONFIGURATION,
    "CrisisCalls": Retention.CONFIGURATION,
    "TrainingSession": Retention.RECORDS,
    "SignUp": Retention.RECORDS,
    "Completion": Retention.RECORDS,
    "MeasureResult": Retention.RECORDS,
    "FirstMeeting": Retention.RECORDS,
}
VERBS: dict[str, Words] = {
    "policies.add_course": _("added a course"),
    "policies.add_course_version": _("wrote a new version of a course"),
    "policies.end_course": _("ended a course"),
    "policies.add_curriculum_topic": _("added a topic that the curriculum must cover"),
    "policies.set_requirement": _("said from a day on who needs which training"),
    "policies.set_crisis_calls": _("said which calls are crisis calls"),
    "policies.start_training": _("put the first requirements and topics in place"),
    "policies.plan_session": _("planned a training session"),
    "policies.sign_up": _("signed somebody up for a training session"),
    "policies.take_off": _("took somebody off a training session"),
    "policies.complete_training": _("recorded that somebody completed a course"),
    "policies.correct_completion": _("corrected a completed course"),
    "policies.load_completions": _("loaded completed courses from a file"),
    "policies.measure_session": _("entered scores from before and after a session"),
    "policies.log_meeting": _("logged a first meeting with a partner"),
    "policies.sign_meeting": _("signed a first meeting as coach"),
    "policies.remind_training": _("wrote to somebody about training that is due"),
}
SUBJECTS: dict[str, Words] = {
    "policies.course": _("course"),
    "policies.courseversion": _("version of a course"),
    "policies.curriculumtopic": _("topic of the curriculum"),
    "policies.trainingrequirement": _("training requirement"),
    "policies.crisiscalls": _("list of crisis calls"),
    "policies.trainingsession": _("training session"),
    "policies.signup": _("place at a training session"),
    "policies.completion": _("completed course"),
    "policies.measureresult": _("scores from before and after"),
    "policies.firstmeeting": _("first meeting with a partner"),
}


class Who(TextChoices):
    """Which of the staff a requirement is for, before units, ranks and years narrow it."""

    EVERYBODY = "everybody", _("Everybody")
    SWORN = "sworn", _("Sworn staff")
    CIVILIAN = "civilian", _("Civilian staff")


class Purpose(TextChoices):
    """What a requirement is for, where another page asks for it by that."""

    DE_ESCALATION = "de_escalation", _("De-escalation")
    CRISIS = "crisis", _("Mental health and crisis")
    BIAS = "bias", _("Bias")
    COMMUNITY = "community", _("Community policing")
    RELATIONSHIPS = "relationships", _("Building relationships")
    OTHER = "other", _("Other training")


class Part(TextChoices):
    """How a course teaches something."""

    LECTURE = "lecture", _("Lecture")
    PRACTICE = "practice", _("Scenario practice")
    SKILL_CHECK = "skill_check", _("Skill check")


class Measure(TextChoices):
    """What is scored before and after a session."""

    KNOWLEDGE = "knowledge", _("Short knowledge questions")
    OBSERVATION = "observation", _("A scenario, observed")


DETAILS: dict[str, Told] = {
    "policies.course": Told(_("course")),
    "policies.course_version": Told(_("version of the course")),
    "policies.requirement": Told(_("requirement")),
    "policies.training_from": Told(_("from")),
    "policies.training_cite": Told(_("law, policy or decision")),
    "policies.badge": Told(_("badge or employee number")),
    "policies.training_day": Told(_("day")),
    "policies.training_hours": Told(_("hours")),
    "policies.session": Told(_("session")),
    "policies.measured": Told(_("what was scored"), dict(Measure.choices)),
    "policies.people": Told(_("people")),
    "policies.call_types": Told(_("kinds of call")),
    "policies.topics": Told(_("topics")),
    "policies.requirements": Told(_("requirements")),
    "policies.training_changed": Told(_("changed")),
    "messaging.purpose": Told(words={"policies.training": _("training that is due")}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What decides whether a requirement is for somebody."""

    sworn: bool
    rank: str
    unit: int | None
    hired: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom a requirement is for; an empty list of units or ranks narrows nothing. Years are whole years of service."""

    who: str = Who.EVERYBODY
    units: Collection[int] = field(default_factory=frozenset)
    ranks: Collection[str] = field(default_factory=frozenset)
    least_years: int | None = None
    most_years: int | None = None


def applies(audience: Audience, person: Person, today: date) -> bool:
    """Whether it is for this person today. Whose day of hiring is not known meets no condition on years."""
    if audience.who != Who.EVERYBODY and person.sworn != (audience.who == Who.SWORN):
        return False
    if audience.units and person.unit not in audience.units:
        return False
    if audience.ranks and person.rank not in audience.ranks:
        return False
    return _years_fit(audience, person.hired, today)


def _years_fit(audience: Audience, hired: date | None, today: date) -> bool:
    if audience.least_years is None and audience.most_years is None:
        return True
    if hired is None:
        return False
    years = years_of_service(hired, today)
    least = audience.least_years if audience.least_years is not None else 0
    return least <= years and (audience.most_years is None or years <= audience.most_years)


def years_of_service(hired: date, today: date) -> int:
    """Whole years since somebody was hired; who was hired on February 29 has had a year on March 1."""
    return today.year - hired.year - ((today.month, today.day) < (hired.month, hired.day))


def requirement_problem(
    *,
    purpose: str,
    sessions: int,
    days_apart: int,
    law_update: bool,
    law_from: date | None,
    law_citation: str,
    before: str = "",
) -> dict[str, Words]:
    """Why a requirement cannot be written down so: field to words; empty where it can. `before`: its purpose so far."""
    found: dict[str, Words] = {}
    if before == Purpose.BIAS and purpose != Purpose.BIAS:
        found["purpose"] = _("It stays training on bias. End it, and write another requirement for another purpose.")
    if purpose == Purpose.BIAS and sessions < 2:
        found["sessions"] = _("Training on bias is never one session: ask for two or more, some days apart.")
    if sessions > 1 and days_apart < 1:
        found["days_apart"] = _("Say how many days lie between the sessions: on one day they would be one session.")
    if law_update and law_from is None:
        found["law_from"] = _("Say from which day the new law holds.")
    if law_update and not law_citation.strip():
        found["law_citation"] = _("Name the new law.")
    return found


def day_problem(day: date, today: date, hired: date | None) -> Words:
    """Why nobody can have completed a course on that day; "" where they can."""
    if day > today:
        return _("This day has not come yet.")
    if hired is not None and day < hired:
        return _("This day lies before the day of hiring.")
    return ""


def hours_problem(hours: float) -> Words:
    """Why nobody completes that many hours in one day; "" where they can."""
    return "" if 0 < hours <= 24 else _("Give the hours of this one day: more than 0, at most 24.")


def seats_problem(seats: int, taken: int) -> Words:
    """Why nobody more can be signed up; "" where there is a seat. 0 seats mean that nobody counts them."""
    return _("Every seat is taken. Plan another session, or take somebody off.") if seats and taken >= seats else ""


def people_problem(people: int, least: int) -> Words:
    """Why the figures of so few people are not kept: from the mean and spread of two, both scores could be told."""
    if people >= least:
        return ""
    words = gettext(
        "Give the scores of at least %(least)s people: the figures of fewer would tell what one of them scored."
    )
    return words % {"least": least}


def pairs_problem(pairs: Iterable[tuple[float, float]], most: float) -> Words:
    """Why these pairs of scores cannot be; "" where they can."""
    if any(not 0 <= score <= most for pair in pairs for score in pair):
        return _("A score lies between 0 and the best score.")
    return ""
