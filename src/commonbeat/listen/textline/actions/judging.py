"""From a contact to a verdict: what the file says first, then what the phone's owner wishes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging import queries as messaging
from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.records import actions as records
from commonbeat.ground.records.models import ContactEvent
from commonbeat.ground.records.rules import NumberState
from commonbeat.ground.roles import Actor
from commonbeat.kit.sealing import Unreadable
from commonbeat.listen.textline import queries
from commonbeat.listen.textline.models import Decision
from commonbeat.listen.textline.queries import Terms
from commonbeat.listen.textline.rules import Facts, Listed, Outcome, Reason, Verdict, judged

SLICE = 100
"""How many contacts are dealt with in one transaction."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict, the rule behind it, and the number where it says that a text goes out."""

    verdict: Verdict
    rule: Listed | None
    number: str = ""

    @property
    def sends(self) -> bool:
        return self.verdict.outcome == Outcome.SENT


def judge(
    programme: Programme, contact: ContactEvent, terms: Terms, *, paused: bool, due: bool = True, asking: bool = True
) -> Judged:
    """Judge one contact for one kind of text. The number is opened only where everything else lets the text through."""
    rule = terms.rule_for(contact.call_type)
    facts = Facts(
        role=contact.person_role,
        minor=contact.minor,
        flags=contact.flags,
        number=contact.number_state,
        allowed=rule is not None and (rule.survey if programme == Programme.SURVEYS else rule.update),
        age=terms.now - contact.at,
        today=terms.today,
        asking=asking,
        paused=paused,
        due=due,
    )
    allowing = rule if facts.allowed else None
    verdict = judged(programme, facts, terms.limits)
    if verdict.outcome != Outcome.SENT:
        return Judged(verdict, allowing)
    try:
        number = records.number_of(contact)
    except Unreadable:
        return Judged(Verdict(Outcome.REFUSED, Reason.UNREADABLE), allowing)
    line = queries.line_of(contact.agency, number)
    wishes = replace(
        facts,
        opted_out=not messaging.may_text(contact.agency, number, programme),
        asked=line.asked_on if line else None,
    )
    return Judged(judged(programme, wishes, terms.limits), allowing, number)


def let_go(actor: Actor, agency: Agency, contacts: Iterable[ContactEvent]) -> None:
    """Delete the numbers of those contacts that nothing waits for any more."""
    held = {contact.pk for contact in contacts if contact.number_state == NumberState.HELD}
    needed = Decision.objects.waiting().filter(contact_id__in=held).values_list("contact_id", flat=True)
    if spare := held - set(needed):
        records.forget_numbers_of(actor=actor, agency=agency, contacts=spare)
