"""Next steps from agreed gaps, and how one becomes a public promise."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.promises import actions as promises
from commonbeat.act.standards.actions.self_review import entering
from commonbeat.act.standards.models import NextStep, SelfReview
from commonbeat.act.standards.queries import self_review as reads
from commonbeat.act.standards.rules.self_review import Stage
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, Permission


@transaction.atomic
def add_step(*, actor: Actor, review: SelfReview, question: str, title: str, owner: Staff, due: date) -> NextStep:
    """Write down who does what by when about an agreed gap; the very same step once."""
    row = entering.take(actor, review, Stage.NEXT_STEPS)
    if question not in {gap.question for gap in reads.gaps_of(row)}:
        raise ValidationError({"question": _("Choose one of the gaps.")})
    if owner.agency_id != row.agency_id or owner.ended is not None:
        raise ValidationError({"owner": _("Choose somebody who works here.")})
    if due <= row.agency.day():
        raise ValidationError({"due": _("Choose a day that lies ahead.")})
    told = {"question": question, "title": " ".join(title.split()), "owner": owner, "due": due}
    if twin := NextStep.objects.filter(review=row, **told).first():
        return twin
    step = NextStep(agency=row.agency, review=row, **told)
    step.full_clean()
    step.save(force_insert=True)
    entering.unsign(row)
    details = {"review": row.number, "question": question}
    audit.record(agency=row.agency, actor=actor, verb="standards.add_step", subject=step, details=details)
    return step


@transaction.atomic
def promise_step(*, actor: Actor, step: NextStep, promised_to: str, site: str = "") -> NextStep:
    """Make a next step a promise in the public ledger, by whoever may make promises; once."""
    review = entering.take(actor, step.review, Stage.NEXT_STEPS, Stage.CLOSED)
    row = NextStep.objects.select_related("owner", "agency").get(pk=step.pk)
    if not actor.may(Permission.MAKE_PROMISES, row.agency):
        raise ValidationError(_("Ask somebody who may make promises, such as the chief."))
    if row.promise_id is not None:
        raise ValidationError(_("It is a promise already."))
    if row.due < row.agency.day():
        raise ValidationError(_("The day of this step has passed. Make a new promise with a day that lies ahead."))
    try:
        row.promise, _key = promises.make(
            actor=actor,
            agency=row.agency,
            title=row.title,
            promised_to=promised_to,
            owner=row.owner,
            due=row.due,
            words=_("It follows from self-review %(number)s.") % {"number": review.number},
            site=site,
        )
    except ValidationError as problem:
        # What is wrong may be the day or the owner of the step, which whoever promises it is not asked for.
        raise ValidationError(problem.messages) from problem
    row.save(update_fields=["promise"])
    entering.unsign(review)
    details = {"review": review.number, "promise": row.promise.number}
    audit.record(agency=row.agency, actor=actor, verb="standards.promise_step", subject=row, details=details)
    return row
