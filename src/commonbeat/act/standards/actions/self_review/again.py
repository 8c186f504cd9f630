"""What happens by itself: questions are marked to be looked at again, whoever leads reviews is told, old answers go."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.standards.actions.self_review import entering
from commonbeat.act.standards.models import (
    SelfReview,
    SelfReviewAnswers,
    SelfReviewEvidence,
    SelfReviewNote,
    SelfReviewRater,
    SelfReviewRecheck,
)
from commonbeat.act.standards.queries import self_review as reads
from commonbeat.act.standards.rules.instrument import QUESTIONS
from commonbeat.act.standards.rules.self_review import GAPS, RecheckReason, Stage, months_later
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import full_address, setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.roles import System
from commonbeat.kit.retention import Retention

BY_ITSELF = System("self-review")


@transaction.atomic
def mark_again(*, agency: Agency, on: date | None = None) -> int:
    """Mark what is due: all after a year, gaps after half of one, a question whose policy changed at once. Daily.

    It pulls: policies know nothing of reviews. Whoever leads reviews is written to. Returns how many marks are new.
    """
    entering.lock(agency)
    day = on or agency.day()
    if SelfReview.objects.under_way().filter(agency=agency).exists():
        return 0
    made = 0
    for review, key, reason in _due(agency, day):
        _row, new = SelfReviewRecheck.objects.get_or_create(
            agency=agency, review=review, question=key, reason=reason, defaults={"since": day}
        )
        if new:
            details = {"review": review.number, "question": key, "reason": reason.value}
            audit.record(agency=agency, actor=BY_ITSELF, verb="standards.mark_again", subject=review, details=details)
        made += new
    if made:
        _tell(agency, made)
    return made


def _due(agency: Agency, day: date) -> Iterator[tuple[SelfReview, str, RecheckReason]]:
    """What is due on that day, marked or not. A review of some questions does not make the others younger."""
    months = setting(agency, SettingKey.SELF_REVIEW, day)
    closed = SelfReview.objects.at(Stage.CLOSED).filter(agency=agency).order_by("number")
    newest = {key: one for one in closed for key in one.keys}
    asked = [one for key, one in newest.items() if key in QUESTIONS]
    oldest = min(asked, key=_closed_on, default=None)
    if oldest is not None and day >= months_later(_closed_on(oldest), months["again_months"]):
        yield oldest, "", RecheckReason.YEAR
    for key, review in newest.items():
        if day >= months_later(_closed_on(review), months["gap_months"]) and _is_gap(review, key):
            yield review, key, RecheckReason.GAP
        if _policy_changed(review, key, day):
            yield review, key, RecheckReason.POLICY


def _tell(agency: Agency, made: int) -> None:
    """Write to everybody who may lead a review, in their language: it waits on their desk."""
    for user in reads.leaders(agency):
        with override(user.language):
            body = _("New on the list of what to look at again: %(count)s. It says which questions, and why.")
            messaging.queue_mail(
                actor=BY_ITSELF,
                agency=agency,
                to=user.email,
                subject=_("It is time to look at the self-review again"),
                body=f"{body % {'count': made}}\n\n{full_address(agency, 'self_review_list')}\n",
                purpose="standards.mark_again",
                programme=Programme.STAFF,
                language=user.language,
            )


def _closed_on(review: SelfReview) -> date:
    return review.closed_on or review.opened_on


def _is_gap(review: SelfReview, key: str) -> bool:
    return review.results.filter(question=key, agreed__in=GAPS).exists()


def _policy_changed(review: SelfReview, key: str, day: date) -> bool:
    """Whether a policy whose version was named for this question has another version in force by now."""
    named = review.evidence.filter(question=key, policy_version__isnull=False)
    policies = dict(named.values_list("policy_version__policy_id", "policy_version_id"))
    now = PolicyVersion.objects.in_force(day).filter(policy__in=policies).values_list("policy_id", "pk", "number")
    numbers = dict(named.values_list("policy_version__policy_id", "policy_version__number"))
    return any(pk != policies[policy] and number > numbers[policy] for policy, pk, number in now)


@transaction.atomic
def destroy_due(*, agency: Agency, before: Mapping[str, datetime]) -> dict[str, int]:
    """Destroy answers, lists of raters and notes of reviews that nobody led on since the moment for such rows."""
    limit = agency.day(before[Retention.OPERATIONAL])
    old = SelfReview.objects.filter(agency=agency, rate_by__lt=limit)
    return {
        "self_review_answers": SelfReviewAnswers.objects.filter(rater__review__in=old).delete()[0],
        "self_review_raters": SelfReviewRater.objects.filter(review__in=old).delete()[0],
        "self_review_notes": SelfReviewNote.objects.filter(review__in=old).delete()[0],
        "self_review_evidence": SelfReviewEvidence.objects.filter(review__in=old, adopted=False).delete()[0],
    }
