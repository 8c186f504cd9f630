"""What every step of a review begins with: the row held until the transaction ends, and who may take the step."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commonbeat.act.standards.models import SelfReview
from commonbeat.act.standards.rules.self_review import Stage, may_move
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor, Permission


def lock(agency: Agency) -> None:
    """Let one writer at a time count this agency's reviews and snapshots."""
    agencies.take_turns(agency, "standards.self_review")


def take(
    actor: Actor, review: SelfReview, *stages: Stage, permission: Permission = Permission.RUN_SELF_REVIEW
) -> SelfReview:
    """The review as it stands now, held until the transaction ends. ValidationError where it stands elsewhere.

    Its own row is held, too: whoever answers holds it while they finish or withdraw, so no count comes between.
    """
    lock(review.agency)
    held = SelfReview.objects.select_for_update(of=("self",), no_key=True)
    row = held.select_related("agency", "facilitator").get(pk=review.pk)
    if not actor.may(permission, row.agency):
        raise ValidationError(_("Ask whoever leads the self-review to do this."))
    if stages and row.stage not in stages:
        raise ValidationError(
            _("This cannot be done now. The self-review stands at: %(stage)s.") % {"stage": row.get_stage_display()}
        )
    return row


def move(row: SelfReview, to: Stage) -> None:
    """Let it go on to another stage."""
    if not may_move(row.stage, to):
        raise ValidationError(
            _("This cannot be done now. The self-review stands at: %(stage)s.") % {"stage": row.get_stage_display()}
        )
    row.stage = to
    row.save()


def unsign(row: SelfReview) -> None:
    """Whatever changes after the first name was given takes that name back; what is closed keeps both."""
    if row.signed_hash and row.stage == Stage.NEXT_STEPS:
        row.signed_hash, row.signed_name, row.signed_on = "", "", None
        row.save(update_fields=["signed_hash", "signed_name", "signed_on"])
