"""Where a review would be stuck: it is handed over to somebody else, or given up so that a new one can begin."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.standards.actions.self_review import counting, entering
from commonbeat.act.standards.models import SelfReview, SelfReviewEvidence, SelfReviewNote, SelfReviewRecheck
from commonbeat.act.standards.queries import self_review as reads
from commonbeat.act.standards.rules.self_review import OVER, Stage
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import User
from commonbeat.ground.roles import Actor, Permission

_UNDER_WAY = tuple(stage for stage in Stage if stage not in OVER)


@transaction.atomic
def hand_over_review(*, actor: Actor, review: SelfReview, to: User) -> SelfReview:
    """Let somebody else lead it from now on; a name given already is taken back. Raises ValidationError by field."""
    row = entering.take(actor, review, *_UNDER_WAY, permission=Permission.SHARE_SELF_REVIEW)
    if to not in reads.leaders(row.agency):
        raise ValidationError({"to": _("Choose somebody who may lead a self-review.")})
    if to.pk == row.facilitator_id:
        raise ValidationError({"to": _("They lead it already. Choose somebody else.")})
    entering.unsign(row)
    row.facilitator = to
    row.save(update_fields=["facilitator"])
    details = {"review": row.number, "facilitator": to.label}
    audit.record(agency=row.agency, actor=actor, verb="standards.hand_over_review", subject=row, details=details)
    return row


@transaction.atomic
def abandon_review(*, actor: Actor, review: SelfReview, why: str, on: date | None = None) -> SelfReview:
    """Give it up for good: answers and notes are destroyed, the reason is kept, and what it asked waits again.

    Whoever may lead reviews can, until the answers are counted; after that the chief. Raises ValidationError in words.
    """
    row = entering.take(actor, review, *_UNDER_WAY)
    if row.counted_on is not None and not actor.may(Permission.SHARE_SELF_REVIEW, row.agency):
        raise ValidationError(_("The answers are counted. Ask the chief, who alone may give it up now."))
    words = " ".join(why.split())
    if not words:
        raise ValidationError({"why": _("Say why, in a sentence or two.")})
    entering.unsign(row)
    row.abandoned_on, row.abandoned_why = on or row.agency.day(), words
    row.full_clean(exclude=["agency", "facilitator", "questions"], validate_unique=False)
    entering.move(row, Stage.DROPPED)
    counting.forget(row)
    SelfReviewNote.objects.filter(review=row).delete()
    SelfReviewEvidence.objects.filter(review=row, adopted=False).delete()
    SelfReviewRecheck.objects.filter(agency=row.agency, done_on=row.opened_on).update(done_on=None)
    details = {"review": row.number}
    audit.record(agency=row.agency, actor=actor, verb="standards.abandon_review", subject=row, details=details)
    return row
