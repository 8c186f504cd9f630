"""Opening a review, and asking people to answer it."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonbeat.act.standards.actions.self_review import entering
from commonbeat.act.standards.models import SelfReview, SelfReviewRater, SelfReviewRecheck
from commonbeat.act.standards.queries import self_review as reads
from commonbeat.act.standards.rules.instrument import QUESTIONS, frozen
from commonbeat.act.standards.rules.self_review import Stage, period_problem
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import User
from commonbeat.ground.roles import Actor, Permission


@transaction.atomic
def open_review(
    *,
    actor: Actor,
    agency: Agency,
    title: str,
    rate_by: date,
    facilitator: User,
    marked_only: bool = False,
    on: date | None = None,
) -> SelfReview:
    """Open a review of all questions, or of those marked to be looked at again. One at a time.

    Raises ValidationError by field, and where one is open already or nothing is marked.
    """
    entering.lock(agency)
    if not actor.may(Permission.RUN_SELF_REVIEW, agency):
        raise ValidationError(_("Ask whoever leads the self-review to do this."))
    today = on or agency.day()
    if problem := period_problem(rate_by, today):
        raise ValidationError({"rate_by": str(problem)})
    if SelfReview.objects.under_way().filter(agency=agency).exists():
        raise ValidationError(_("One self-review is open already. Close it first."))
    keys = _marked(agency) if marked_only else frozenset()
    last = SelfReview.objects.filter(agency=agency).aggregate(last=Max("number"))["last"] or 0
    row = SelfReview(
        agency=agency,
        number=last + 1,
        title=" ".join(title.split()),
        opened_on=today,
        rate_by=rate_by,
        facilitator=facilitator,
        questions=frozen(keys),
        minimum=setting(agency, SettingKey.THRESHOLDS, today)["people"],
        synthetic=agency.demo,
    )
    row.full_clean()
    row.save(force_insert=True)
    asked = SelfReviewRecheck.objects.filter(agency=agency, done_on__isnull=True)
    (asked.filter(question__in=row.keys) if marked_only else asked).update(done_on=today)
    details = {"review": row.number, "questions": len(row.questions), "rate_by": rate_by.isoformat()}
    audit.record(agency=agency, actor=actor, verb="standards.open_review", subject=row, details=details)
    return row


def _marked(agency: Agency) -> frozenset[str]:
    """The questions that are marked and still asked; ValidationError where there are none."""
    found = frozenset(one.question for one in reads.rechecks(agency) if one.question in QUESTIONS)
    if not found:
        raise ValidationError({"marked_only": _("No question is marked. Open a review of all questions.")})
    return found


@transaction.atomic
def invite_raters(
    *, actor: Actor, review: SelfReview, kinds: Collection[str] = (), people: Collection[int] = ()
) -> int:
    """Ask everybody of these kinds, and these people by number; returns how many were not asked before."""
    row = entering.take(actor, review, Stage.OPENED, Stage.RATING)
    chosen = [one for one in reads.candidates(row) if one.kind in kinds or one.user.pk in people]
    if not chosen:
        raise ValidationError(_("Nobody new was chosen. Choose a group or a person who was not asked yet."))
    SelfReviewRater.objects.bulk_create(
        SelfReviewRater(agency=row.agency, review=row, user=one.user, kind=one.kind) for one in chosen
    )
    row.invited += len(chosen)
    row.save(update_fields=["invited"])
    details = {"review": row.number, "invited": len(chosen)}
    audit.record(agency=row.agency, actor=actor, verb="standards.invite_raters", subject=row, details=details)
    return len(chosen)


@transaction.atomic
def start_rating(*, actor: Actor, review: SelfReview) -> SelfReview:
    """From now on those invited can answer."""
    row = entering.take(actor, review, Stage.OPENED)
    if row.invited < row.minimum:
        raise ValidationError(
            _("Invite at least %(count)s people first: fewer could be told apart by their answers.")
            % {"count": row.minimum}
        )
    entering.move(row, Stage.RATING)
    details = {"review": row.number, "invited": row.invited}
    audit.record(agency=row.agency, actor=actor, verb="standards.start_rating", subject=row, details=details)
    return row
