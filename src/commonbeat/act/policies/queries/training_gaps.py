"""Who lacks what in training: asked by the Monday list and by whoever warns about it from above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from commonbeat.act.policies.access import training as access
from commonbeat.act.policies.models import Completion, CurriculumCoverage, MeasureResult, TrainingSession
from commonbeat.act.policies.queries.reading import left_behind
from commonbeat.act.policies.queries.training import asked, grace, standings
from commonbeat.act.policies.rules.standing import spaced
from commonbeat.act.policies.rules.training import Part, Purpose
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.tasks import Waiting


def without_community_training(agency: Agency, day: date) -> list[Staff] | None:
    """Sworn staff without a current completion of what community policing asks for; None where nothing asks for it."""
    wanted = [one for one in asked(agency, day) if one.row.purpose == Purpose.COMMUNITY]
    if not wanted:
        return None
    officers = list(Staff.objects.working().filter(agency=agency, sworn=True))
    found = standings(agency, officers, wanted, day)
    return [
        who
        for who in officers
        if any((where := found.get((who.pk, one.key))) is not None and not where.current for one in wanted)
    ]


@dataclass(frozen=True, slots=True)
class BiasGap:
    """What somebody's training on bias lacked."""

    staff: Staff
    single: bool
    no_practice: bool
    no_measure: bool


def bias_gaps(agency: Agency, day: date) -> list[BiasGap]:
    """Sworn staff whose training on bias was a single session, or without practice, or without scores before and after.

    Who had none at all is not here: the requirement itself says so of them.
    """
    wanted = [one for one in asked(agency, day) if one.row.purpose == Purpose.BIAS]
    courses = {course for one in wanted for course in one.courses}
    apart = max((one.row.days_apart for one in wanted), default=1)
    rows = Completion.objects.counted().filter(agency=agency, course__in=courses, day__lte=day)
    measured = set(MeasureResult.objects.filter(agency=agency).values_list("session_id", flat=True))
    by_staff: dict[int, list[Completion]] = {}
    for row in rows.filter(staff__sworn=True, staff__ended__isnull=True).select_related("staff"):
        by_staff.setdefault(row.staff_id, []).append(row)
    found = []
    for done in by_staff.values():
        gap = BiasGap(
            staff=done[0].staff,
            single=spaced([one.day for one in done], apart) < 2,
            no_practice=not any(one.practised for one in done),
            no_measure=not any(one.session_id in measured for one in done),
        )
        if gap.single or gap.no_practice or gap.no_measure:
            found.append(gap)
    return sorted(found, key=lambda gap: gap.staff.name)


def to_record(agency: Agency, day: date) -> Sequence[TrainingSession]:
    """Sessions that have passed and of which nobody has recorded who completed them."""
    rows = TrainingSession.objects.filter(agency=agency, day__lt=day, completions__isnull=True)
    return list(rows.filter(sign_ups__off=False).select_related("version__course").distinct().order_by("day"))


def curriculum(agency: Agency) -> dict[tuple[int, int], list[Part]]:
    """By topic and version, how it is covered. One query."""
    found: dict[tuple[int, int], list[Part]] = {}
    rows = CurriculumCoverage.objects.filter(agency=agency).order_by("pk")
    for topic, version, part in rows.values_list("topic_id", "version_id", "part"):
        found.setdefault((topic, version), []).append(Part(part))
    return found


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """For the Monday list: one's own training that is due, sessions to record, first meetings to sign."""
    today = agency.day()
    mine = access.own(actor, agency)
    found: list[Waiting] = []
    if mine is not None:
        wanted = asked(agency, today)
        where = standings(agency, [mine], wanted, today)
        soon = grace(agency, today).soon
        found += [
            Waiting(title=one.row.title, address="training_own", next_step=_("See what is missing"), due=stand.due)
            for one in wanted
            if (stand := where.get((mine.pk, one.key))) is not None
            and stand.due is not None
            and (stand.due - today).days <= soon
        ]
    if actor.may(Permission.MANAGE_TRAINING, agency):
        found += [
            Waiting(
                title=one.asked.row.title,
                address="requirement_detail",
                arguments=(one.asked.key,),
                next_step=_("Its policy has a new version: say whether the training still fits"),
            )
            for one in left_behind(agency, today, asked(agency, today))
        ]
        found += [
            Waiting(
                title=str(row.version.course),
                address="training_session",
                arguments=(row.pk,),
                next_step=_("Record who completed it"),
                due=row.day,
            )
            for row in to_record(agency, today)
        ]
    if actor.may(Permission.SEE_READING, agency) and (count := access.to_sign(actor, agency).count()):
        words = ngettext_lazy("%(count)s first meeting to sign", "%(count)s first meetings to sign", count)
        title = words % {"count": count}
        found.append(Waiting(title=title, address="meeting_list", next_step=_("Read it and sign as coach")))
    return found
