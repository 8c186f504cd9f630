"""Reads of assessments: marks, what two of them say beside each other, and what people said."""

from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext_lazy

from commonbeat.act.standards.models import Assessment, AssessmentMark, CommentAnswer, Program, PublicComment
from commonbeat.act.standards.rules import assessments as rules
from commonbeat.act.standards.rules.assessments import CommentState
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.tasks import Waiting
from commonbeat.kit.words import number


def marks(assessment: Assessment) -> list[AssessmentMark]:
    """Every mark in order. One query."""
    return list(assessment.marks.all())


def by_number(assessment: Assessment) -> dict[str, str]:
    """Number of each standard to its mark. One query."""
    return dict(assessment.marks.values_list("number", "mark"))


def titles(*of: Assessment) -> dict[str, str]:
    """Number of each standard to the title that it had in the last of these assessments. One query."""
    rows = AssessmentMark.objects.filter(assessment__in=of).order_by("assessment__starts_on", "assessment_id")
    return dict(rows.values_list("number", "title"))


def next_unmarked(assessment: Assessment, after: int = 0) -> AssessmentMark | None:
    """The next standard that nobody looked at, from a place on; from the first where none comes after it."""
    rows = assessment.marks.filter(mark=rules.Mark.NOT_LOOKED_AT)
    return rows.filter(place__gt=after).first() or rows.first()


def mark_of(assessment: Assessment, pk: int) -> AssessmentMark | None:
    """One mark of an assessment."""
    return assessment.marks.select_related("standard").filter(pk=pk).first()


def others(assessment: Assessment) -> list[Assessment]:
    """The other assessments of the same program, with which this one can be compared."""
    rows = Assessment.objects.filter(agency=assessment.agency, edition__program=assessment.edition.program_id)
    return list(rows.exclude(pk=assessment.pk).select_related("edition"))


def other(assessment: Assessment, number: str) -> Assessment | None:
    """One of them by number; the latest mock assessment where none is named."""
    rows = others(assessment)
    named = next((row for row in rows if str(row.pk) == number), None)
    return named or next((row for row in rows if row.kind == rules.AssessmentKind.MOCK), rows[0] if rows else None)


def comments(assessment: Assessment) -> list[PublicComment]:
    """What people said, newest first."""
    return list(assessment.comments.all())


def waiting_comments(assessment: Assessment) -> int:
    """How many comments nobody has read."""
    return assessment.comments.filter(state=CommentState.NEW).count()


def same_comment(assessment: Assessment, words: str) -> PublicComment | None:
    """The comment of these very words that came within the hour: a button pressed twice sends them twice."""
    since = timezone.now() - timedelta(hours=1)
    return assessment.comments.filter(words=words, received_at__gt=since).first()


def answers(assessment: Assessment) -> list[CommentAnswer]:
    """What the agency answered in public, the first first."""
    return list(assessment.answers.all())


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """Comments that nobody has read: one line for each assessment, for those who keep the standards."""
    if not actor.may(Permission.MANAGE_STANDARDS, agency):
        return []
    rows = PublicComment.objects.filter(agency=agency, state=CommentState.NEW).order_by()
    found = rows.values("assessment", "assessment__assessor").annotate(many=Count("pk"), first=Min("received_at"))
    return [
        Waiting(
            title=ngettext_lazy(
                "%(count)s comment for %(who)s waits to be read",
                "%(count)s comments for %(who)s wait to be read",
                one["many"],
            )
            % {"count": number(one["many"]), "who": one["assessment__assessor"]},
            address="assessment",
            arguments=(one["assessment"],),
            next_step=gettext_lazy("Read what people said"),
        )
        for one in found.order_by("first")
    ]


def comments_of_the_hour(agency: Agency) -> int:
    """How many comments came in the last hour, on whichever assessment."""
    since = timezone.now() - timedelta(hours=1)
    return PublicComment.objects.filter(agency=agency, received_at__gt=since).count()


def of_program(program: Program) -> list[Assessment]:
    """Every assessment of a program, the latest first."""
    rows = Assessment.objects.filter(agency=program.agency, edition__program=program)
    return list(rows.select_related("edition__program"))
