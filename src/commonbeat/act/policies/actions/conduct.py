"""Writing down where a policy was not kept, deciding, answering; and the corrective action that may follow."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.policies.access import conduct as access
from commonbeat.act.policies.actions.rounds import checked
from commonbeat.act.policies.models import ActionKind, CorrectiveAction, DeviationRecord, Policy
from commonbeat.act.policies.queries import conduct as queries
from commonbeat.act.policies.rules import conduct as rules
from commonbeat.act.policies.rules.conduct import ActionState, Kind, Outcome, Proof, State
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor


@transaction.atomic
def note_deviation(
    *,
    actor: Actor,
    agency: Agency,
    policy: Policy,
    staff: Staff,
    event_day: date,
    section: str,
    words: str,
    no_names: bool = False,
    synthetic: bool = False,
) -> DeviationRecord:
    """Write down that a policy was not kept, or seemed not to be; the version is the one in force on that day."""
    if not access.people(actor, agency).filter(pk=staff.pk).exists():
        raise ValidationError({"staff": _("Choose somebody whom you supervise.")})
    checked(rules.event_problem(event_day, agency.day()), "event_day")
    version = queries.version_on(policy, event_day)
    if version is None:
        raise ValidationError({"event_day": _("No version of this policy was in force on that day.")})
    if rules.looks_personal(words) and not no_names:
        raise ValidationError(
            {
                "words": _(
                    "This seems to hold a name, an address or a number of somebody. Take it out, or check the box."
                )
            }
        )
    row = DeviationRecord.objects.create(
        agency=agency,
        version=version,
        staff=staff,
        event_day=event_day,
        section=section.strip(),
        words=words.strip(),
        noted_by=actor.label[:150],
        noted_on=agency.day(),
        synthetic=synthetic,
    )
    details = {"version": version.pk, "day": event_day.isoformat()}
    audit.record(agency=agency, actor=actor, verb="policies.note_deviation", subject=row, details=details)
    return row


def _held(actor: Actor, row: DeviationRecord) -> DeviationRecord:
    """The row, held, if this person may decide about it."""
    if access.one(actor, row.agency, row.pk) is None:
        raise ValidationError(_("Only a supervisor of this person, internal affairs or the chief can do this."))
    return DeviationRecord.objects.select_for_update(of=("self",)).select_related("agency").get(pk=row.pk)


@transaction.atomic
def decide(*, actor: Actor, deviation: DeviationRecord, outcome: str, reason: str) -> DeviationRecord:
    """Say what came of it, and why."""
    row = _held(actor, deviation)
    if not rules.may_move(row.state, State.DECIDED):
        raise ValidationError(_("This was decided or taken back already."))
    row.state, row.outcome, row.reason = State.DECIDED, Outcome(outcome), reason.strip()
    row.decided_by, row.decided_on = actor.label[:150], row.agency.day()
    row.save()
    details = {"decided": outcome}
    audit.record(agency=row.agency, actor=actor, verb="policies.decide_deviation", subject=row, details=details)
    return row


@transaction.atomic
def withdraw(*, actor: Actor, deviation: DeviationRecord, reason: str) -> DeviationRecord:
    """It was wrongly written down: say so, and why; a proposed action is dropped with it."""
    row = _held(actor, deviation)
    if not rules.may_move(row.state, State.WITHDRAWN):
        raise ValidationError(_("This was taken back already."))
    action = queries.action_of(row)
    if action is not None and action.state == ActionState.TAKEN:
        raise ValidationError(_("An action was taken because of it: that cannot be taken back here."))
    if action is not None and action.state == ActionState.PROPOSED:
        drop_action(actor=actor, action=action, reason=reason)
    row.state, row.reason = State.WITHDRAWN, reason.strip()
    row.save(update_fields=["state", "reason"])
    audit.record(agency=row.agency, actor=actor, verb="policies.withdraw_deviation", subject=row)
    return row


@transaction.atomic
def answer_deviation(*, actor: Actor, deviation: DeviationRecord, words: str) -> DeviationRecord:
    """What the person concerned says; it stands beside the note, as long as that stands."""
    row = access.own_one(actor, deviation.agency, deviation.pk)
    if row is None or row.state == State.WITHDRAWN:
        raise ValidationError(_("Only the person concerned answers, as long as the note stands."))
    row.answer, row.answered_on = words.strip(), row.agency.day()
    row.save(update_fields=["answer", "answered_on"])
    audit.record(agency=row.agency, actor=actor, verb="policies.answer_deviation", subject=row)
    return row


@transaction.atomic
def propose_action(*, actor: Actor, deviation: DeviationRecord, kind: str, words: str) -> CorrectiveAction:
    """Propose what follows; the record says whether the version in force was signed."""
    row = _held(actor, deviation)
    if row.state != State.DECIDED:
        raise ValidationError(_("Decide about the deviation first; then propose what follows."))
    if queries.action_of(row) is not None:
        raise ValidationError(_("An action is proposed for this already."))
    own = queries.own_kind(row.agency, kind, row.agency.day())
    found = queries.proof(row)
    action = CorrectiveAction.objects.create(
        agency=row.agency,
        deviation=row,
        kind=Kind.OTHER if own else Kind(kind),
        own_kind=own,
        words=words.strip(),
        proof=found.proof,
        reading=found.reading,
        signed_on=found.reading.attested_on if found.reading else None,
        proposed_by=actor.label[:150],
        proposed_on=row.agency.day(),
    )
    details = {"deviation": row.pk, "kind": action.kind, "proof": found.proof.value}
    audit.record(agency=row.agency, actor=actor, verb="policies.propose_action", subject=action, details=details)
    return action


@transaction.atomic
def take_action(*, actor: Actor, action: CorrectiveAction, reason: str = "") -> CorrectiveAction:
    """It is done. Where the signature does not justify it, the reason says what else does."""
    _held(actor, action.deviation)
    row = CorrectiveAction.objects.select_for_update(of=("self",)).select_related("agency").get(pk=action.pk)
    checked(rules.take_problem(row.state, row.proof, reason), "reason")
    row.state, row.reason, row.ended_on = ActionState.TAKEN, reason.strip(), row.agency.day()
    row.save(update_fields=["state", "reason", "ended_on"])
    details = {"proof": Proof(row.proof).value}
    audit.record(agency=row.agency, actor=actor, verb="policies.take_action", subject=row, details=details)
    return row


@transaction.atomic
def drop_action(*, actor: Actor, action: CorrectiveAction, reason: str) -> CorrectiveAction:
    """It does not follow after all, and why."""
    _held(actor, action.deviation)
    row = CorrectiveAction.objects.select_for_update(of=("self",)).select_related("agency").get(pk=action.pk)
    if not rules.may_act(row.state, ActionState.DROPPED):
        raise ValidationError(_("This was taken or dropped already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is dropped.")})
    row.state, row.reason, row.ended_on = ActionState.DROPPED, reason.strip(), row.agency.day()
    row.save(update_fields=["state", "reason", "ended_on"])
    audit.record(agency=row.agency, actor=actor, verb="policies.drop_action", subject=row)
    return row


@transaction.atomic
def add_kind(*, actor: Actor, agency: Agency, name: str, effective_from: date, citation: str) -> ActionKind:
    """One more kind of corrective action, from a day on, with the rule or agreement behind it."""
    if ActionKind.objects.filter(agency=agency, name__iexact=name.strip()).exists():
        raise ValidationError({"name": _("There is a kind of this name already.")})
    row = ActionKind.objects.create(
        agency=agency, name=name.strip(), effective_from=effective_from, citation=citation.strip()
    )
    details = {"since": effective_from.isoformat()}
    audit.record(agency=agency, actor=actor, verb="policies.add_kind", subject=row, details=details)
    return row
