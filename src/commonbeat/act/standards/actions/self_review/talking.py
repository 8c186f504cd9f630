"""Talking it over: what those in the room agree on, what it made them think of, and what shows an answer."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.standards.actions.self_review import entering
from commonbeat.act.standards.models import SelfReview, SelfReviewEvidence, SelfReviewReflection, SelfReviewResult
from commonbeat.act.standards.queries import self_review as reads
from commonbeat.act.standards.rules.instrument import EvidenceKind
from commonbeat.act.standards.rules.self_review import Rating, Stage
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor
from commonbeat.measure.findings.models import Run

OPEN = (Stage.REFLECTION, Stage.NEXT_STEPS)


@transaction.atomic
def agree(*, actor: Actor, review: SelfReview, agreed: Mapping[str, tuple[str, str]]) -> int:
    """Write down the agreed answer and the words to it of these questions; returns how many changed."""
    row = entering.take(actor, review, Stage.REFLECTION)
    changed = []
    for result in SelfReviewResult.objects.filter(review=row, question__in=agreed):
        rating, words = agreed[result.question]
        words = " ".join(words.split())
        if rating and rating not in Rating.values:
            raise ValidationError(_("Choose one of the answers in the list."))
        if (result.agreed, result.words) != (rating, words):
            result.agreed, result.words = rating, words
            result.full_clean(exclude=["review", "agency", "groups"], validate_unique=False)
            changed.append(result)
    SelfReviewResult.objects.bulk_update(changed, ["agreed", "words"])
    if changed:
        details = {"review": row.number, "questions": [one.question for one in changed]}
        audit.record(agency=row.agency, actor=actor, verb="standards.agree", subject=row, details=details)
    return len(changed)


@transaction.atomic
def reflect(*, actor: Actor, review: SelfReview, area: str, words: str) -> SelfReviewReflection:
    """Write down what one area made those in the room think of."""
    row = entering.take(actor, review, *OPEN)
    if area not in row.areas:
        raise ValidationError(_("Open the page again: these questions are not asked here."))
    found, _made = SelfReviewReflection.objects.update_or_create(
        review=row, area=area, defaults={"agency": row.agency, "words": words.strip()}
    )
    entering.unsign(row)
    details = {"review": row.number, "area": area}
    audit.record(agency=row.agency, actor=actor, verb="standards.reflect", subject=row, details=details)
    return found


@transaction.atomic
def add_evidence(
    *,
    actor: Actor,
    review: SelfReview,
    question: str,
    kind: str,
    words: str = "",
    address: str = "",
    policy_version: PolicyVersion | None = None,
    run: Run | None = None,
) -> SelfReviewEvidence:
    """Name something that shows the answer: a version of a policy, published figures, or words with an address."""
    row = entering.take(actor, review, *OPEN)
    if question not in row.keys:
        raise ValidationError(_("Open the page again: these questions are not asked here."))
    if kind == EvidenceKind.POLICY and policy_version is not None:
        run, words = None, words or str(policy_version)
    elif kind == EvidenceKind.DATA and run is not None:
        policy_version, words = None, words or str(run)
    else:
        policy_version, run = None, None
    for tied in (policy_version, run):
        if tied is not None and tied.agency_id != row.agency_id:
            raise ValidationError(_("Choose evidence of this agency."))
    item = SelfReviewEvidence(
        agency=row.agency,
        review=row,
        question=question,
        kind=kind,
        words=" ".join(words.split())[:200],
        address=address,
        policy_version=policy_version,
        run=run,
    )
    if not item.words:
        raise ValidationError({"words": _("Say what it is, or choose one from the list.")})
    item.full_clean()
    item.save(force_insert=True)
    entering.unsign(row)
    details = {"review": row.number, "question": question}
    audit.record(agency=row.agency, actor=actor, verb="standards.add_evidence", subject=row, details=details)
    return item


@transaction.atomic
def adopt_evidence(*, actor: Actor, item: SelfReviewEvidence) -> SelfReviewEvidence:
    """Stand by what somebody who answered named: from now on it is in what is signed and shared."""
    row = entering.take(actor, item.review, *OPEN)
    held = SelfReviewEvidence.objects.filter(pk=item.pk).first()
    if held is None:
        raise ValidationError(_("It was taken out meanwhile. Open the page again."))
    if not held.adopted:
        held.adopted = True
        held.save(update_fields=["adopted"])
        entering.unsign(row)
        details = {"review": row.number, "question": held.question}
        audit.record(agency=row.agency, actor=actor, verb="standards.adopt_evidence", subject=row, details=details)
    return held


@transaction.atomic
def remove_evidence(*, actor: Actor, item: SelfReviewEvidence) -> None:
    """Take an item out, until the review is closed."""
    row = entering.take(actor, item.review, *OPEN)
    details = {"review": row.number, "question": item.question}
    SelfReviewEvidence.objects.filter(pk=item.pk).delete()
    entering.unsign(row)
    audit.record(agency=row.agency, actor=actor, verb="standards.remove_evidence", subject=row, details=details)


@transaction.atomic
def plan_steps(*, actor: Actor, review: SelfReview) -> SelfReview:
    """Go on to the next steps, once every question has an agreed answer."""
    row = entering.take(actor, review, Stage.REFLECTION)
    if left := reads.left_to_agree(row):
        raise ValidationError(_('Agree on %(count)s more first. "I do not know" is an answer too.') % {"count": left})
    entering.move(row, Stage.NEXT_STEPS)
    details = {"review": row.number}
    audit.record(agency=row.agency, actor=actor, verb="standards.plan_steps", subject=row, details=details)
    return row


@transaction.atomic
def back_to_talk(*, actor: Actor, review: SelfReview) -> SelfReview:
    """Change an agreed answer after all; a name given already is taken back."""
    row = entering.take(actor, review, Stage.NEXT_STEPS)
    entering.unsign(row)
    entering.move(row, Stage.REFLECTION)
    details = {"review": row.number}
    audit.record(agency=row.agency, actor=actor, verb="standards.back_to_talk", subject=row, details=details)
    return row
