"""Saying who needs which training from which day on, and which calls are crisis calls."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonbeat.act.policies.models import Course, CrisisCalls, CurriculumTopic, PolicyVersion, TrainingRequirement
from commonbeat.act.policies.rules import starting
from commonbeat.act.policies.rules.training import Purpose, Who, requirement_problem
from commonbeat.ground.agency.models import Agency, Unit
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a requirement asks for, and whom; the days and hours as `models.TrainingRequirement` names them."""

    title: str
    purpose: str = Purpose.OTHER
    who: str = Who.EVERYBODY
    units: Collection[Unit] = ()
    ranks: Collection[str] = field(default_factory=list)
    least_years: int | None = None
    most_years: int | None = None
    recurrence: int = 0
    hours: Decimal = Decimal(0)
    practice: bool = False
    sessions: int = 1
    days_apart: int = 0
    measure: bool = False
    law_update: bool = False
    law_from: date | None = None
    law_citation: str = ""
    courses: Collection[Course] = ()
    versions: Collection[PolicyVersion] = ()


TIES = ("units", "courses", "versions")


@transaction.atomic
def set_requirement(
    *,
    actor: Actor,
    agency: Agency,
    terms: Terms,
    effective_from: date,
    citation: str,
    key: str = "",
    ends: bool = False,
) -> TrainingRequirement:
    """A new row: of a new requirement, or, with its `key`, what one asks for from a day on (`ends`: nothing more).

    Earlier rows stay, so that it can always be told what held on a day. Raises ValidationError by field.
    """
    problem = requirement_problem(
        purpose=terms.purpose,
        sessions=terms.sessions,
        days_apart=terms.days_apart,
        law_update=terms.law_update,
        law_from=terms.law_from,
        law_citation=terms.law_citation,
        before=_purpose_so_far(agency, key),
    )
    if problem:
        raise ValidationError({name: str(words) for name, words in problem.items()})
    _check_ties(agency, terms)
    plain = {name: value for name, value in vars(terms).items() if name not in TIES}
    row = TrainingRequirement(
        **plain,
        agency=agency,
        key=key or _new_key(agency, terms.title),
        effective_from=effective_from,
        citation=citation.strip(),
        ends=ends,
        synthetic=agency.demo,
    )
    row.ranks = list(terms.ranks)
    _check_day(row)
    row.full_clean()
    row.save(force_insert=True)
    row.units.set(terms.units)
    row.courses.set(terms.courses)
    row.versions.set(terms.versions)
    details = {"requirement": row.key, "training_from": effective_from.isoformat(), "training_cite": row.citation}
    audit.record(agency=agency, actor=actor, verb="policies.set_requirement", subject=row, details=details)
    return row


def _purpose_so_far(agency: Agency, key: str) -> str:
    """What a requirement has been for; "" where it is new."""
    rows = TrainingRequirement.objects.filter(agency=agency, key=key).order_by("-effective_from")
    return rows.values_list("purpose", flat=True).first() or ""


def _check_ties(agency: Agency, terms: Terms) -> None:
    """Units, courses and policies must be this agency's."""
    for rows in (terms.units, terms.courses, terms.versions):
        if any(one.agency_id != agency.pk for one in rows):
            raise ValidationError(_("Choose from the lists of this agency."))


def _check_day(row: TrainingRequirement) -> None:
    """A new row comes after those that are there: what held on past days is never rewritten."""
    last = TrainingRequirement.objects.filter(agency=row.agency, key=row.key).order_by("-effective_from").first()
    if last is not None and row.effective_from <= last.effective_from:
        words = _("Choose a day after the last change of this requirement.")
        raise ValidationError({"effective_from": words})


def _new_key(agency: Agency, title: str) -> str:
    """A key made of the title that no requirement has yet."""
    stem = slugify(title)[:70] or "requirement"
    taken = set(TrainingRequirement.objects.filter(agency=agency, key__startswith=stem).values_list("key", flat=True))
    if stem not in taken:
        return stem
    return next(key for number in range(2, len(taken) + 3) if (key := f"{stem}-{number}") not in taken)


@transaction.atomic
def set_crisis_calls(
    *, actor: Actor, agency: Agency, call_types: Iterable[str], effective_from: date, citation: str
) -> CrisisCalls:
    """Which kinds of call are crisis calls from a day on."""
    names = sorted({" ".join(one.split()) for one in call_types if one.strip()})
    if not names:
        raise ValidationError({"call_types": _("Name at least one kind of call.")})
    row = CrisisCalls(agency=agency, call_types=names, effective_from=effective_from, citation=citation.strip())
    row.full_clean()
    row.save(force_insert=True)
    details = {"call_types": names, "training_from": effective_from.isoformat(), "training_cite": row.citation}
    audit.record(agency=agency, actor=actor, verb="policies.set_crisis_calls", subject=row, details=details)
    return row


@transaction.atomic
def start_training(
    *, actor: Actor, agency: Agency, citation: str, law_from: date, law_citation: str
) -> list[TrainingRequirement]:
    """The first requirements and topics, where the agency has none of that name yet.

    Both ask for practice and for a completion since the agency's newest law, which it names here.
    """
    known = set(CurriculumTopic.objects.filter(agency=agency).values_list("key", flat=True))
    today = agency.day()
    CurriculumTopic.objects.bulk_create(
        CurriculumTopic(
            agency=agency, key=key, name_en=english, name_es=spanish, citation=citation, effective_from=today
        )
        for key, english, spanish in starting.TOPICS
        if key not in known
    )
    there = set(TrainingRequirement.objects.filter(agency=agency).values_list("key", flat=True))
    made = []
    for given in starting.REQUIREMENTS:
        terms = {name: value for name, value in given.items() if name != "key"}
        if given["key"] not in there:
            asked = Terms(**terms, law_update=True, law_from=law_from, law_citation=law_citation)
            made.append(
                set_requirement(
                    actor=actor,
                    agency=agency,
                    terms=asked,
                    effective_from=today,
                    citation=citation,
                    key=given["key"],
                )
            )
    details = {"requirements": [row.key for row in made], "training_cite": citation}
    audit.record(agency=agency, actor=actor, verb="policies.start_training", subject="training", details=details)
    return made
