"""Planning sessions, signing people up, recording who completed what, and scores from before and after."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.policies import analysis
from commonbeat.act.policies.models import Completion, Course, CourseVersion, MeasureResult, SignUp, TrainingSession
from commonbeat.act.policies.rules.training import (
    Measure,
    day_problem,
    hours_problem,
    pairs_problem,
    people_problem,
    seats_problem,
)
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor
from commonbeat.kit.words import Words


def _check(words: Words, field: str = "") -> None:
    """Refuse in these words, if there are any."""
    if words:
        raise ValidationError({field: str(words)} if field else str(words))


@transaction.atomic
def plan_session(
    *, actor: Actor, version: CourseVersion, day: date, place: str, trainer: str, seats: int = 0
) -> TrainingSession:
    """One day on which this version of a course is held; 0 seats: nobody counts them."""
    agency = version.agency
    if version.course.ended_on is not None:
        raise ValidationError(_("This course has ended. Choose another."))
    row = TrainingSession(
        agency=agency,
        version=version,
        day=day,
        place=place.strip(),
        trainer=trainer.strip(),
        seats=seats,
        synthetic=agency.demo,
    )
    row.full_clean()
    row.save(force_insert=True)
    details = {"course": version.course.code, "training_day": day.isoformat()}
    audit.record(agency=agency, actor=actor, verb="policies.plan_session", subject=row, details=details)
    return row


@transaction.atomic
def sign_up(*, actor: Actor, session: TrainingSession, staff: Staff) -> SignUp:
    """A seat for one person; whoever was taken off gets it back. Raises ValidationError where no seat is left."""
    session = TrainingSession.objects.select_for_update().get(pk=session.pk)
    if staff.agency_id != session.agency_id or staff.ended is not None:
        raise ValidationError({"staff": _("Choose somebody who works here.")})
    there = SignUp.objects.filter(session=session, staff=staff).first()
    if there is not None and not there.off:
        raise ValidationError({"staff": _("They are signed up already.")})
    taken = SignUp.objects.filter(session=session, off=False).count()
    _check(seats_problem(session.seats, taken))
    row = there or SignUp(agency=session.agency, session=session, staff=staff)
    row.off = False
    row.save()
    details = {"session": session.pk, "badge": staff.badge}
    audit.record(agency=session.agency, actor=actor, verb="policies.sign_up", subject=row, details=details)
    return row


@transaction.atomic
def take_off(*, actor: Actor, sign_up: SignUp) -> SignUp:
    """They do not come; the seat is free again."""
    if sign_up.off:
        raise ValidationError(_("They are off this session already."))
    sign_up.off = True
    sign_up.save(update_fields=["off"])
    details = {"session": sign_up.session_id, "badge": sign_up.staff.badge}
    audit.record(agency=sign_up.agency, actor=actor, verb="policies.take_off", subject=sign_up, details=details)
    return sign_up


@transaction.atomic
def complete(
    *,
    actor: Actor,
    agency: Agency,
    staff: Staff,
    course: Course,
    day: date,
    hours: Decimal,
    practised: bool = False,
    signed_by: str = "",
    session: TrainingSession | None = None,
) -> Completion:
    """One person completed a course on a day. Without `signed_by`, the trainer's name, it does not count yet."""
    if {staff.agency_id, course.agency_id, session.agency_id if session else agency.pk} != {agency.pk}:
        raise ValidationError(_("Choose from the lists of this agency."))
    _check(day_problem(day, agency.day(), staff.hired), "day")
    _check(hours_problem(float(hours)), "hours")
    if Completion.objects.filter(staff=staff, course=course, day=day).exists():
        words = _("%(name)s has this course on record for that day. Correct that entry instead.")
        raise ValidationError(words % {"name": staff.name})
    row = Completion(
        agency=agency,
        staff=staff,
        course=course,
        session=session,
        day=day,
        hours=hours,
        practised=practised,
        signed_by=signed_by.strip(),
        synthetic=agency.demo,
    )
    row.full_clean()
    row.save(force_insert=True)
    details = {"badge": staff.badge, "course": course.code, "training_day": day.isoformat(), "training_hours": hours}
    audit.record(agency=agency, actor=actor, verb="policies.complete_training", subject=row, details=details)
    return row


@transaction.atomic
def complete_session(
    *, actor: Actor, session: TrainingSession, who: Sequence[tuple[Staff, bool]], hours: Decimal, signed_by: str
) -> list[Completion]:
    """Everybody who completed a session, each with whether they practised."""
    if not who:
        raise ValidationError(_("Check at least one person who completed it."))
    _check(day_problem(session.day, session.agency.day(), None))
    later = [staff.name for staff, _practised in who if staff.hired and staff.hired > session.day]
    if later:
        words = _("Hired only after this session: %(names)s. Do not check them, or correct their day of hiring.")
        raise ValidationError({"who": words % {"names": ", ".join(later)}})
    return [
        complete(
            actor=actor,
            agency=session.agency,
            staff=staff,
            course=session.version.course,
            day=session.day,
            hours=hours,
            practised=practised,
            signed_by=signed_by,
            session=session,
        )
        for staff, practised in who
    ]


@transaction.atomic
def correct_completion(
    *,
    actor: Actor,
    completion: Completion,
    day: date,
    hours: Decimal,
    practised: bool,
    signed_by: str,
    reason: str,
) -> Completion:
    """Put a completion right; what it said before is kept with the reason."""
    agency = completion.agency
    _check(day_problem(day, agency.day(), completion.staff.hired), "day")
    _check(hours_problem(float(hours)), "hours")
    others = Completion.objects.filter(staff=completion.staff, course=completion.course, day=day)
    if others.exclude(pk=completion.pk).exists():
        raise ValidationError({"day": _("Another entry has this course on that day.")})
    after = {"day": day, "hours": hours, "practised": practised, "signed_by": signed_by.strip()}
    changes = {
        name: (_plain(getattr(completion, name)), _plain(value))
        for name, value in after.items()
        if getattr(completion, name) != value
    }
    if not changes:
        raise ValidationError(_("Nothing is different from what stands there."))
    for name, value in after.items():
        setattr(completion, name, value)
    completion.full_clean()
    completion.save(update_fields=list(after))
    audit.correct(agency=agency, subject=completion, changes=changes, reason=reason)
    details = {"badge": completion.staff.badge, "training_changed": sorted(changes)}
    audit.record(agency=agency, actor=actor, verb="policies.correct_completion", subject=completion, details=details)
    return completion


def _plain(value: object) -> object:
    return value if isinstance(value, bool) else str(value)


@transaction.atomic
def measure_pairs(
    *, actor: Actor, session: TrainingSession, kind: str, best: float, pairs: Sequence[tuple[float, float]]
) -> MeasureResult:
    """Scores of people known by a code alone. Only the group's figures are kept: no code, nobody's own score."""
    _check(people_problem(len(pairs), _least(session.agency)), "pairs")
    _check(pairs_problem(pairs, best), "pairs")
    return _measure(actor, session, kind, best, analysis.of_pairs(pairs))


@transaction.atomic
def measure_group(
    *,
    actor: Actor,
    session: TrainingSession,
    kind: str,
    best: float,
    people: int,
    before: float,
    after: float,
    spread: float | None = None,
) -> MeasureResult:
    """Means of a whole group; without the spread of the changes no range can be given, and so no figure."""
    _check(people_problem(people, _least(session.agency)), "people")
    _check(pairs_problem([(before, after)], best), "before")
    return _measure(actor, session, kind, best, analysis.Scores(people, before, after, spread))


def _least(agency: Agency) -> int:
    """Of how many people figures may be kept, by the agency's dated setting."""
    return int(setting(agency, SettingKey.THRESHOLDS, agency.day())["people"])


def _measure(actor: Actor, session: TrainingSession, kind: str, best: float, scores: analysis.Scores) -> MeasureResult:
    agency = session.agency
    if MeasureResult.objects.filter(session=session, kind=kind).exists():
        raise ValidationError(_("These scores are entered already."))
    row = MeasureResult(
        agency=agency,
        session=session,
        kind=Measure(kind),
        best=best,
        people=scores.people,
        before=scores.before,
        after=scores.after,
        spread=scores.spread,
        entered_on=agency.day(),
    )
    row.full_clean()
    row.save(force_insert=True)
    details = {"session": session.pk, "measured": kind}
    audit.record(agency=agency, actor=actor, verb="policies.measure_session", subject=row, details=details)
    return row
