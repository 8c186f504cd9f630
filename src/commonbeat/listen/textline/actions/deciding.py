"""Looking at contacts that have come in, each once and in their order: an update at once, the survey for later."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import queries as messaging
from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.records import queries as records
from commonbeat.ground.records.models import ContactEvent
from commonbeat.ground.roles import Actor
from commonbeat.listen.textline import queries
from commonbeat.listen.textline.actions.asking import ask
from commonbeat.listen.textline.actions.judging import SLICE, judge, let_go
from commonbeat.listen.textline.actions.sending import send_update
from commonbeat.listen.textline.models import Decision
from commonbeat.listen.textline.queries import Terms
from commonbeat.listen.textline.rules import Outcome, survey_day

CONTACTS = "contacts to text"


def decide(*, actor: Actor, agency: Agency, now: datetime | None = None) -> Counter[str]:
    """Look at every contact that is new, then send what has waited for its hour. How many were sent, by programme."""
    done: Counter[str] = Counter()
    while found := look_at(actor=actor, agency=agency, now=now):
        done += found
    return done + ask(actor=actor, agency=agency, now=now)


@transaction.atomic
def look_at(*, actor: Actor, agency: Agency, now: datetime | None = None) -> Counter[str]:
    """Look at the next contacts: send each its update or say why not, and note when it may be asked or why it is not.

    Empty where none is new. Workers take turns, so that two never look at the same contact.
    """
    agencies.take_turns(agency, "textline.look_at")
    fresh = records.contacts_to_look_at(agency, queries.last_looked_at(agency), SLICE)
    contacts = list(fresh.select_related("agency", "neighborhood", "staff"))
    if not contacts:
        return Counter()
    terms = queries.terms(agency, now)
    paused = messaging.pause_in_force(agency) is not None
    made = [decision for contact in contacts for decision in _both(actor, contact, terms, paused)]
    Decision.objects.bulk_create(made)
    let_go(actor, agency, contacts)
    outcomes = Counter(decision.outcome for decision in made)
    sent = Counter(decision.programme for decision in made if decision.outcome == Outcome.SENT)
    details = {
        "looked_at": len(contacts),
        "updates": sent[Programme.UPDATES],
        "waiting": outcomes[Outcome.WAITING],
        "refused": outcomes[Outcome.REFUSED],
    }
    audit.record(agency=agency, actor=actor, verb="textline.decide", subject=CONTACTS, details=details)
    return Counter({"looked_at": len(contacts), **sent})


def _both(actor: Actor, contact: ContactEvent, terms: Terms, paused: bool) -> tuple[Decision, Decision]:
    """The decisions on the update and on the survey of one contact."""
    found = judge(Programme.UPDATES, contact, terms, paused=paused)
    message = send_update(actor, contact, found.number, terms.today) if found.sends else None
    day = survey_day(contact.local_date, terms.today if message else None, terms.days)
    later = judge(Programme.SURVEYS, contact, terms, paused=paused, due=False)
    common = {"agency_id": contact.agency_id, "contact": contact, "decided_on": terms.today}
    return (
        Decision(
            **common,
            programme=Programme.UPDATES,
            outcome=found.verdict.outcome,
            reason=found.verdict.reason,
            rule_id=found.rule.pk if found.rule else None,
            message=message,
        ),
        Decision(
            **common,
            programme=Programme.SURVEYS,
            outcome=later.verdict.outcome,
            reason=later.verdict.reason,
            rule_id=later.rule.pk if later.rule else None,
            due_on=day if later.verdict.outcome == Outcome.WAITING else None,
        ),
    )
