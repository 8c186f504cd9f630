"""Who sees a self-review: who leads it, all but whose answer is whose; a rater their own; others what is shared."""

from django.db.models import QuerySet

from commonbeat.act.promises.models import Commitment
from commonbeat.act.standards.models import NextStep, SelfReview, SelfReviewRater
from commonbeat.act.standards.models.self_reviews import SelfReviewQuerySet
from commonbeat.act.standards.rules.self_review import Audience, Stage, audiences_of
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Membership
from commonbeat.ground.roles import Actor, Permission


def led(actor: Actor, agency: Agency) -> SelfReviewQuerySet:
    """Every review of this agency, for those who may lead one."""
    rows = SelfReview.objects.filter(agency=agency).select_related("agency", "facilitator")
    return rows if actor.may(Permission.RUN_SELF_REVIEW, agency) else rows.none()


def one_led(actor: Actor, agency: Agency, number: int) -> SelfReview | None:
    """One of them by its number."""
    return led(actor, agency).filter(number=number).first()


def audiences(actor: Actor | None, agency: Agency) -> frozenset[Audience]:
    """To which audiences they belong; whoever is not signed in to the public alone. One query."""
    if actor is None or actor.pk is None:
        return frozenset({Audience.PUBLIC})
    held = Membership.objects.current().filter(agency=agency, user_id=actor.pk)
    return audiences_of(list(held.values_list("role", flat=True)))


def visible(actor: Actor | None, agency: Agency) -> SelfReviewQuerySet:
    """Every closed review that they may read: shared with them, or theirs to lead."""
    closed = SelfReview.objects.at(Stage.CLOSED).filter(agency=agency).select_related("snapshot", "agency")
    if actor is not None and actor.may(Permission.RUN_SELF_REVIEW, agency):
        return closed
    shared = closed.filter(shares__audience__in=audiences(actor, agency), shares__until__isnull=True)
    return shared.distinct()


def one(actor: Actor | None, agency: Agency, number: int) -> SelfReview | None:
    """One closed review that they may read."""
    return visible(actor, agency).filter(number=number).first()


def public(agency: Agency, number: int) -> SelfReview | None:
    """One closed review that the chief shares with everybody."""
    return visible(None, agency).filter(number=number).first()


def step_of(actor: Actor | None, promise: Commitment) -> NextStep | None:
    """The next step from which a promise came, if its review is closed and theirs to read."""
    rows = NextStep.objects.filter(agency_id=promise.agency_id, promise=promise)
    return rows.filter(review__in=visible(actor, promise.agency)).select_related("review").first()


def asked(actor: Actor, agency: Agency) -> QuerySet[SelfReviewRater]:
    """Their own part in reviews that are being answered; nobody else's."""
    if actor.pk is None or not actor.may(Permission.RATE_SELF_REVIEW, agency):
        return SelfReviewRater.objects.none()
    rows = SelfReviewRater.objects.filter(
        agency=agency, user_id=actor.pk, review__stage__in=(Stage.OPENED, Stage.RATING)
    )
    return rows.select_related("review__agency").order_by("review__rate_by", "pk")


def own(actor: Actor, agency: Agency, number: int) -> SelfReviewRater | None:
    """Their own part in one review."""
    return asked(actor, agency).filter(review__number=number).first()
