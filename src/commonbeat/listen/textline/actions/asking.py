"""Sending what has waited: surveys whose hour has come, updates that a pause held; each is judged anew."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import queries as messaging
from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.roles import Actor
from commonbeat.listen.surveys import queries as surveys
from commonbeat.listen.surveys.models import Campaign
from commonbeat.listen.textline import queries
from commonbeat.listen.textline.actions.judging import SLICE, judge, let_go
from commonbeat.listen.textline.actions.sending import send_survey, send_update
from commonbeat.listen.textline.models import Decision, DecisionQuerySet
from commonbeat.listen.textline.queries import Terms

CONTACTS = "contacts to text"
FIELDS = ("outcome", "reason", "rule", "message", "decided_on")


def ask(*, actor: Actor, agency: Agency, now: datetime | None = None) -> Counter[str]:
    """Send what is due, slice by slice; how many were sent, by programme. Nothing is looked at during a pause."""
    done: Counter[str] = Counter()
    if messaging.pause_in_force(agency) is not None:
        return done
    last = 0
    while True:
        last, sent = _ask_some(actor, agency, now, last)
        done += sent
        if not last:
            return done


@transaction.atomic
def _ask_some(actor: Actor, agency: Agency, now: datetime | None, after: int) -> tuple[int, Counter[str]]:
    """The next slice of what waits; the number of its last row, 0 where there was none."""
    terms = queries.terms(agency, now)
    rows = list(_due(agency, terms).filter(pk__gt=after)[:SLICE])
    if not rows:
        return 0, Counter()
    campaign = surveys.current_campaign(agency, terms.today)
    for row in rows:
        _look_again(actor, row, terms, campaign)
    Decision.objects.bulk_update(rows, FIELDS)
    let_go(actor, agency, [row.contact for row in rows])
    sent = Counter(row.programme for row in rows if row.message)
    details = {
        "updates": sent[Programme.UPDATES],
        "surveys": sent[Programme.SURVEYS],
        "refused": len(rows) - sent.total(),
    }
    audit.record(agency=agency, actor=actor, verb="textline.ask", subject=CONTACTS, details=details)
    return rows[-1].pk, sent


def _due(agency: Agency, terms: Terms) -> DecisionQuerySet:
    """What may go now, locked, in the order of its contacts."""
    ready = Q(programme=Programme.UPDATES) | Q(due_on__lt=terms.today)
    if terms.due(terms.today):
        ready |= Q(due_on=terms.today)
    rows = Decision.objects.waiting().filter(ready, agency=agency)
    tied = rows.select_related("contact__agency", "contact__neighborhood", "contact__staff")
    return tied.select_for_update(of=("self",)).order_by("pk")


def _look_again(actor: Actor, row: Decision, terms: Terms, campaign: Campaign | None) -> None:
    """Judge a contact by what is known of it now, and send or refuse."""
    programme, contact = Programme(row.programme), row.contact
    found = judge(programme, contact, terms, paused=False, asking=campaign is not None)
    row.outcome, row.reason, row.decided_on = found.verdict.outcome, found.verdict.reason, terms.today
    row.rule_id = found.rule.pk if found.rule else None
    if not found.sends:
        return
    if programme == Programme.SURVEYS and campaign is not None:
        row.message = send_survey(actor, contact, found.number, campaign, terms.today)
    else:
        row.message = send_update(actor, contact, found.number, terms.today)
