"""What pages on courses, requirements and sessions list and offer to choose from."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from commonbeat.act.policies.models import (
    Completion,
    Course,
    CourseVersion,
    PolicyVersion,
    SignUp,
    TrainingRequirement,
    TrainingSession,
)
from commonbeat.ground.agency.models import Agency, Unit
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.library.models import TopicTag
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, Permission


def newest(agency: Agency) -> list[CourseVersion]:
    """The newest version of every course that is held, by title. One query."""
    rows = CourseVersion.objects.filter(agency=agency, course__ended_on__isnull=True).select_related("course")
    found: dict[int, CourseVersion] = {}
    for row in rows.order_by("course__title", "course_id", "-number"):
        found.setdefault(row.course_id, row)
    return list(found.values())


def versions_of(course: Course) -> list[CourseVersion]:
    """Every version of a course with what it covers, the newest first. Three queries."""
    return list(course.versions.prefetch_related("coverage__topic"))


def counted(rows: QuerySet[Course]) -> QuerySet[Course]:
    """Courses with `people`: how many different people completed them."""
    live = Q(completions__batch__isnull=True) | Q(completions__batch__state="loaded")
    return rows.annotate(people=Count("completions__staff", filter=live, distinct=True))


def least_told(actor: Actor, agency: Agency) -> int:
    """From how many people on this reader is told a count: any for whoever may open each of them by name. One query."""
    if actor.may(Permission.MANAGE_TRAINING, agency):
        return 0
    return setting(agency, SettingKey.THRESHOLDS, agency.day())["people"]


def with_seats(rows: QuerySet[TrainingSession]) -> QuerySet[TrainingSession]:
    """Sessions with `signed`: how many are signed up, and `done`: how many completed it."""
    return rows.annotate(
        signed=Count("sign_ups", filter=Q(sign_ups__off=False), distinct=True), done=Count("completions", distinct=True)
    )


def coming(staff: Staff) -> list[TrainingSession]:
    """The sessions that somebody is signed up for and that are still to come. One query."""
    rows = TrainingSession.objects.filter(
        sign_ups__staff=staff, sign_ups__off=False, day__gte=staff.agency.day()
    ).select_related("version__course")
    return list(rows.order_by("day"))


def seats(session: TrainingSession) -> list[SignUp]:
    """Who is signed up for a session, by name. One query."""
    return list(session.sign_ups.filter(off=False).select_related("staff").order_by("staff__name"))


def completed(session: TrainingSession) -> list[Completion]:
    """Who completed it, by name. One query."""
    return list(session.completions.select_related("staff", "course").order_by("staff__name"))


def not_completed(session: TrainingSession) -> list[Staff]:
    """Who is signed up and has no completion of it yet."""
    rows = Staff.objects.filter(pk__in=session.sign_ups.filter(off=False).values("staff"))
    return list(rows.exclude(pk__in=session.completions.values("staff")).order_by("name"))


def by_badges(agency: Agency, badges: Sequence[str]) -> tuple[list[Staff], list[str]]:
    """Those who work here with these badges, and the badges that nobody here has. One query."""
    rows = {row.badge: row for row in Staff.objects.working().filter(agency=agency, badge__in=badges)}
    return [rows[badge] for badge in badges if badge in rows], [badge for badge in badges if badge not in rows]


def record_of(staff: Staff) -> list[Completion]:
    """Every completion of one person, the latest first. One query."""
    return list(Completion.objects.live().filter(staff=staff).select_related("course"))


def history(agency: Agency, key: str) -> list[TrainingRequirement]:
    """Every row of one requirement, the newest first. Four queries."""
    rows = TrainingRequirement.objects.filter(agency=agency, key=key).order_by("-effective_from")
    return list(rows.prefetch_related("units", "courses", "versions__policy"))


def units(agency: Agency) -> list[Unit]:
    """Units to choose from."""
    return list(Unit.objects.filter(agency=agency))


def tags(agency: Agency) -> list[TopicTag]:
    """Topics of the library to choose from."""
    return list(TopicTag.objects.filter(agency=agency))


def held(agency: Agency) -> list[Course]:
    """Courses to choose from."""
    return list(Course.objects.held().filter(agency=agency))


def policy_versions(agency: Agency) -> list[PolicyVersion]:
    """Versions in force to choose from."""
    rows = PolicyVersion.objects.in_force(agency.day()).filter(agency=agency).select_related("policy")
    return list(rows.order_by("policy__number"))
