"""Two names, then for good: the facilitator signs, the chief signs and closes; and with whom it is shared."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.act.standards.actions.self_review import counting, entering, printing
from commonbeat.act.standards.models import (
    SelfReview,
    SelfReviewEvidence,
    SelfReviewNote,
    SelfReviewShare,
    SelfReviewSnapshot,
)
from commonbeat.act.standards.queries import self_review_snapshot as snapshots
from commonbeat.act.standards.rules.self_review import Audience, Stage
from commonbeat.act.standards.rules.self_review_snapshot import GENESIS, canonical, content_hash, hash_of
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor, Permission


@transaction.atomic
def sign_review(*, actor: Actor, review: SelfReview, on: date | None = None) -> SelfReview:
    """Whoever led it gives their name to exactly this content; any change takes the name back."""
    row = entering.take(actor, review, Stage.NEXT_STEPS)
    if actor.pk != row.facilitator_id:
        raise ValidationError(_("Only whoever led this review signs here."))
    row.signed_hash, row.signed_name = content_hash(snapshots.content_of(row)), actor.label
    row.signed_on = on or row.agency.day()
    row.save(update_fields=["signed_hash", "signed_name", "signed_on"])
    details = {"review": row.number, "content": row.signed_hash}
    audit.record(agency=row.agency, actor=actor, verb="standards.sign_review", subject=row, details=details)
    return row


@transaction.atomic
def close_review(*, actor: Actor, review: SelfReview, on: date | None = None) -> SelfReviewSnapshot:
    """The chief gives the second name: the snapshot is written for good, its PDFs are ordered, notes are destroyed."""
    row = entering.take(actor, review, Stage.NEXT_STEPS, permission=Permission.SHARE_SELF_REVIEW)
    content = snapshots.content_of(row)
    if actor.pk == row.facilitator_id:
        raise ValidationError(
            _("Two people sign. You led this self-review: hand it over to somebody who signs for leading it.")
        )
    if not row.signed_hash or row.signed_on is None:
        raise ValidationError(_("Whoever led this review signs first."))
    if row.signed_hash != content_hash(content):
        raise ValidationError(_("Something changed since it was signed. Whoever led it signs again first."))
    today = on or row.agency.day()
    content |= {
        "closed_on": today.isoformat(),
        "signed": {
            "facilitator": {"name": row.signed_name, "on": row.signed_on.isoformat()},
            "chief": {"name": actor.label, "on": today.isoformat()},
        },
    }
    before, text = snapshots.newest(row.agency), canonical(content)
    previous = before.hash if before else GENESIS
    snapshot = SelfReviewSnapshot.objects.create(
        agency=row.agency,
        review=row,
        sequence=before.sequence + 1 if before else 1,
        content=text,
        previous=previous,
        hash=hash_of(previous, text),
    )
    row.closed_on = today
    entering.move(row, Stage.CLOSED)
    SelfReviewNote.objects.filter(review=row).delete()
    SelfReviewEvidence.objects.filter(review=row, adopted=False).delete()
    counting.forget(row)
    details = {
        "review": row.number,
        "sha256": snapshot.hash,
        "facilitator": row.signed_name,
        "chief": actor.label,
        "evidence": SelfReviewEvidence.objects.filter(review=row).count(),
    }
    audit.record(agency=row.agency, actor=actor, verb="standards.close_review", subject=snapshot, details=details)
    printing.order_papers(snapshot=snapshot)
    return snapshot


@transaction.atomic
def share_review(*, actor: Actor, review: SelfReview, audience: str) -> SelfReviewShare:
    """Show a closed review to one audience, from this moment on."""
    row = entering.take(actor, review, Stage.CLOSED, permission=Permission.SHARE_SELF_REVIEW)
    if audience not in Audience.values:
        raise ValidationError(_("Choose one of the answers in the list."))
    share, made = SelfReviewShare.objects.get_or_create(
        agency=row.agency, review=row, audience=audience, until=None, defaults={"since": timezone.now()}
    )
    if made:
        details = {"review": row.number, "audience": audience}
        audit.record(agency=row.agency, actor=actor, verb="standards.share_review", subject=row, details=details)
        agencies.touch_public(row.agency)
        printing.order_again(snapshot=row.snapshot)
    return share


@transaction.atomic
def unshare_review(*, actor: Actor, review: SelfReview, audience: str) -> int:
    """Show it to that audience no more, from this moment on; 0 where it was not shared with them."""
    row = entering.take(actor, review, Stage.CLOSED, permission=Permission.SHARE_SELF_REVIEW)
    ended = row.shares.filter(audience=audience, until__isnull=True).update(until=timezone.now())
    if ended:
        details = {"review": row.number, "audience": audience}
        audit.record(agency=row.agency, actor=actor, verb="standards.unshare_review", subject=row, details=details)
        agencies.touch_public(row.agency)
        printing.order_again(snapshot=row.snapshot)
    return ended
