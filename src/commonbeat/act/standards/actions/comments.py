"""What people say about an assessment: taking it, reading it, answering all of it in public."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from commonbeat.act.standards.actions.programs import check
from commonbeat.act.standards.models import Assessment, CommentAnswer, PublicComment
from commonbeat.act.standards.queries import assessments as queries
from commonbeat.act.standards.queries.programs import clocks
from commonbeat.act.standards.rules import assessments as rules
from commonbeat.act.standards.rules.assessments import CommentState
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor


@transaction.atomic
def take_comment(*, actor: Actor, assessment: Assessment, words: str, language: str) -> PublicComment:
    """Take what somebody says; nothing about who they are is asked, known or kept. Raises ValidationError in words.

    The very same words within the hour are taken once.
    """
    agency: Agency = assessment.agency
    agencies.take_turns(agency, "standards.take_comment")
    day = agency.day()
    window = rules.window_of(assessment.comments_from, assessment.comments_until, day)
    taken, ceiling = queries.comments_of_the_hour(agency), clocks(agency, day)["comments_hourly"]
    kept = words.strip()[: rules.LONGEST_COMMENT]
    if twin := queries.same_comment(assessment, kept):
        return twin
    check(rules.comment_problem(window, words, taken, ceiling))
    row = PublicComment.objects.create(
        agency=agency, assessment=assessment, words=kept, language=language, received_at=timezone.now()
    )
    audit.record(agency=agency, actor=actor, verb="standards.take_comment", subject=assessment)
    return row


@transaction.atomic
def sort_comment(
    *, actor: Actor, comment: PublicComment, to: str, aside: str = "", on: date | None = None
) -> PublicComment:
    """Say that it was read, or set it aside with a reason of the list; it can be sorted anew."""
    check(rules.sort_problem(to, aside), "aside")
    row = PublicComment.objects.select_for_update(of=("self",)).select_related("agency").get(pk=comment.pk)
    row.state, row.aside = to, aside if to == CommentState.ASIDE else ""
    row.read_on, row.read_by = on or row.agency.day(), actor.label[:200]
    row.save(update_fields=["state", "aside", "read_on", "read_by"])
    details = {"comment": to, **({"aside": row.aside} if row.aside else {})}
    audit.record(agency=row.agency, actor=actor, verb="standards.sort_comment", subject=row, details=details)
    agencies.touch_public(row.agency)
    return row


@transaction.atomic
def answer_comments(*, actor: Actor, assessment: Assessment, words: str, on: date | None = None) -> CommentAnswer:
    """Answer, in public, what people said: nobody left an address, so all are answered in one place."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("agency")
    held = rows.get(pk=assessment.pk)
    day = on or held.agency.day()
    window = rules.window_of(held.comments_from, held.comments_until, day)
    check(rules.answer_problem(window, words, queries.waiting_comments(held)))
    row = CommentAnswer.objects.create(
        agency=held.agency,
        assessment=held,
        words=words.strip()[: rules.LONGEST_ANSWER],
        day=day,
        by=actor.label[:200],
    )
    audit.record(agency=row.agency, actor=actor, verb="standards.answer_comments", subject=held)
    agencies.touch_public(held.agency)
    return row
