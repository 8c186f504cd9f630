"""How far a consultation is: what came, what was shown, which themes have an answer, and whether a version is ready."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.db.models.functions import Length
from django.utils import timezone

from commonbeat.act.policies.models import ConsultationComment, ConsultationTheme, PolicyConsultation, PolicyVersion
from commonbeat.act.policies.rules import VersionState, text
from commonbeat.act.policies.rules.consultations import CommentState
from commonbeat.act.policies.rules.versions import Ready
from commonbeat.ground.agency.models import Agency

AROUND = 150
"""Letters that a page needs around a comment."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many comments came, and what became of them."""

    came: int
    held: int
    shown: int
    left_out: int
    loose: int


def counts(consultation: PolicyConsultation) -> Counts:
    """One query."""
    found = ConsultationComment.objects.filter(consultation=consultation).aggregate(
        came=Count("pk"),
        held=Count("pk", Q(state=CommentState.HELD)),
        shown=Count("pk", Q(state=CommentState.SHOWN)),
        left_out=Count("pk", Q(state=CommentState.LEFT_OUT)),
        loose=Count("pk", Q(state=CommentState.SHOWN, theme__isnull=True)),
    )
    return Counts(**found)


def themes(consultation: PolicyConsultation) -> list[ConsultationTheme]:
    """Its themes with how many comments each holds (`said_by`), most first."""
    rows = ConsultationTheme.objects.filter(consultation=consultation).annotate(said_by=Count("comments"))
    return list(rows.order_by("-said_by", "pk"))


def twin(consultation: PolicyConsultation, words: str) -> ConsultationComment | None:
    """The same words from the minute before, not read yet: a button pressed twice. One query."""
    since = timezone.now() - timedelta(minutes=1)
    rows = ConsultationComment.objects.filter(consultation=consultation, state=CommentState.HELD, original=words)
    return rows.filter(came_at__gte=since).first()


def shown_sizes(consultation: PolicyConsultation) -> list[tuple[int, int]]:
    """The comments that are shown, in their order: number and letters of each, with room for what stands around it."""
    rows = ConsultationComment.objects.filter(consultation=consultation, state=CommentState.SHOWN).order_by("pk")
    return [(pk, letters + AROUND) for pk, letters in rows.values_list("pk", Length("words"))]


def shown(numbers: Collection[int]) -> list[ConsultationComment]:
    """These comments, in their order."""
    return list(ConsultationComment.objects.filter(pk__in=numbers, state=CommentState.SHOWN).order_by("pk"))


def why_withdrawn(version: PolicyVersion) -> str:
    """Why a version was withdrawn before its day; "" for one that was not."""
    if version.state != VersionState.WITHDRAWN:
        return ""
    return version.steps.filter(state=VersionState.WITHDRAWN).values_list("reason", flat=True)[0]


def comments_of_the_hour(agency: Agency) -> int:
    """How many comments this site took in the last hour. Nobody's address is needed."""
    since = timezone.now() - timedelta(hours=1)
    return ConsultationComment.objects.filter(agency=agency, came_at__gte=since).count()


def ready(version: PolicyVersion, today: date) -> Ready:
    """What the approval of a version looks at."""
    asked = list(version.consultations.all())
    comments = ConsultationComment.objects.filter(consultation__in=asked)
    faults = sum(len(text.parse(words).faults) for words in (version.text, version.text_es) if words)
    return Ready(
        faults=faults if version.text.strip() else faults + 1,
        summary=bool(version.summary.strip()),
        summary_es=bool(version.summary_es.strip()),
        consultation_open=any(one.ended_on is None and one.ends_on >= today for one in asked),
        comments_held=comments.filter(state=CommentState.HELD).count(),
        comments_loose=comments.filter(state=CommentState.SHOWN, theme__isnull=True).count(),
        unanswered=ConsultationTheme.objects.filter(consultation__in=asked, answer="").count(),
    )
