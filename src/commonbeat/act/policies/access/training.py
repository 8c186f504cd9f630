"""Who sees whose training: everybody their own, supervisors those below them, whoever manages training everybody's."""

from django.db.models import Q, QuerySet

from commonbeat.act.policies.models import (
    Completion,
    CompletionQuerySet,
    Course,
    CourseQuerySet,
    CurriculumTopicQuerySet,
    FirstMeeting,
    SignUp,
    TrainingRequirement,
    TrainingRequirementQuerySet,
    TrainingSession,
)
from commonbeat.act.policies.models.courses import CurriculumTopic
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff, StaffQuerySet
from commonbeat.ground.roles import Actor, Permission


def own(actor: Actor, agency: Agency) -> Staff | None:
    """Whoever asks, as somebody on the staff of this agency; None where they are not."""
    if actor.pk is None or not actor.may(Permission.READ_POLICIES, agency):
        return None
    return Staff.objects.working().filter(agency=agency, user_id=actor.pk).first()


def people(actor: Actor, agency: Agency) -> StaffQuerySet:
    """Those who work here and whose training this person may see, themselves apart. One query more for supervisors."""
    rows = Staff.objects.working().filter(agency=agency)
    if actor.may(Permission.MANAGE_TRAINING, agency):
        return rows
    if actor.pk is None or not actor.may(Permission.SEE_READING, agency):
        return rows.none()
    return rows.filter(pk__in=_span(actor.pk, agency))


def _span(user: int, agency: Agency) -> set[int]:
    """Everybody who works below this account's person, at any depth; a circle of supervisors ends where it closes."""
    below: dict[int, list[int]] = {}
    start = []
    staff = Staff.objects.working().filter(agency=agency)
    for pk, supervisor, account in staff.values_list("pk", "supervisor_id", "user_id"):
        if supervisor is not None:
            below.setdefault(supervisor, []).append(pk)
        if account == user:
            start.append(pk)
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        under = [pk for pk in below.get(waiting.pop(), ()) if pk not in found]
        found.update(under)
        waiting += under
    return found - set(start)


def person(actor: Actor, agency: Agency, pk: int) -> Staff | None:
    """One of them, or themselves."""
    found = people(actor, agency).filter(pk=pk).select_related("unit", "squad").first()
    mine = own(actor, agency)
    return found or (mine if mine is not None and mine.pk == pk else None)


def courses(actor: Actor, agency: Agency) -> CourseQuerySet:
    """The courses of this agency, for those who work here."""
    rows = Course.objects.filter(agency=agency)
    return rows if actor.may(Permission.READ_POLICIES, agency) else rows.none()


def topics(actor: Actor, agency: Agency) -> CurriculumTopicQuerySet:
    """The topics that the curriculum has to cover today."""
    rows = CurriculumTopic.objects.filter(agency=agency).in_force(agency.day())
    return rows if actor.may(Permission.READ_POLICIES, agency) else rows.none()


def requirements(actor: Actor, agency: Agency) -> TrainingRequirementQuerySet:
    """Every row of every requirement, past and coming ones too."""
    rows = TrainingRequirement.objects.filter(agency=agency)
    return rows if actor.may(Permission.READ_POLICIES, agency) else rows.none()


def sessions(actor: Actor, agency: Agency) -> "QuerySet[TrainingSession]":
    """Sessions with who is signed up: for those who manage training."""
    rows = TrainingSession.objects.filter(agency=agency).select_related("version__course")
    return rows if actor.may(Permission.MANAGE_TRAINING, agency) else rows.none()


def completions(actor: Actor, agency: Agency) -> CompletionQuerySet:
    """Completions, to be corrected by those who manage training."""
    rows = Completion.objects.live().filter(agency=agency).select_related("course", "staff")
    return rows if actor.may(Permission.MANAGE_TRAINING, agency) else rows.none()


def meetings(actor: Actor, agency: Agency) -> "QuerySet[FirstMeeting]":
    """First meetings that this person logged, and those of the people whose training they may see."""
    rows = FirstMeeting.objects.filter(agency=agency).select_related("staff", "coach")
    mine = own(actor, agency)
    return rows.filter(Q(staff__in=people(actor, agency)) | Q(staff=mine.pk if mine else 0))


def to_sign(actor: Actor, agency: Agency) -> "QuerySet[FirstMeeting]":
    """First meetings that this person may sign as coach: of others, and not signed yet."""
    return (
        FirstMeeting.objects.filter(agency=agency, staff__in=people(actor, agency), signed_on__isnull=True)
        .exclude(staff__user_id=actor.pk or 0)
        .select_related("staff")
    )


def course(actor: Actor, agency: Agency, pk: int) -> Course | None:
    """One course by its number."""
    return courses(actor, agency).select_related("agency").filter(pk=pk).first()


def session(actor: Actor, agency: Agency, pk: int) -> TrainingSession | None:
    """One session by its number."""
    return sessions(actor, agency).select_related("agency").filter(pk=pk).first()


def sign_up(actor: Actor, agency: Agency, pk: int) -> SignUp | None:
    """One seat at a session that this person manages."""
    rows = SignUp.objects.filter(agency=agency, session__in=sessions(actor, agency))
    return rows.select_related("staff", "agency").filter(pk=pk).first()


def completion(actor: Actor, agency: Agency, pk: int) -> Completion | None:
    """One completion, to be corrected."""
    return completions(actor, agency).select_related("agency").filter(pk=pk).first()


def meeting_to_sign(actor: Actor, agency: Agency, pk: int) -> FirstMeeting | None:
    """One first meeting that this person may sign."""
    return to_sign(actor, agency).select_related("agency").filter(pk=pk).first()
