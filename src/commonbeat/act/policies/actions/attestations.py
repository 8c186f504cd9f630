"""What one person does with a version put before them: open it, answer its questions, sign."""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.policies.access import attestations as access
from commonbeat.act.policies.actions.rounds import checked
from commonbeat.act.policies.models import Attestation, QuizItem
from commonbeat.act.policies.queries import attestations as queries
from commonbeat.act.policies.rules import attestations as rules
from commonbeat.act.policies.rules.attestations import State
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor


def _own(actor: Actor, reading: Attestation) -> Attestation:
    """The row, held, if it is this person's own and still asks something."""
    row = access.own(actor, reading.agency).select_for_update(of=("self",)).filter(pk=reading.pk).first()
    if row is None:
        raise ValidationError(_("Everybody reads and signs for themselves."))
    if row.state not in rules.OPEN:
        raise ValidationError(rules.sign_problem(row.state, row.passed_on))
    return row


@transaction.atomic
def open_reading(*, actor: Actor, reading: Attestation) -> Attestation:
    """Say that one has read it; where nobody wrote questions, that is all that stands before signing."""
    row = _own(actor, reading)
    if row.opened_on is None:
        row.opened_on = row.agency.day()
        if row.state == State.ASSIGNED:
            row.state = State.OPENED
        audit.record(agency=row.agency, actor=actor, verb="policies.open_reading", subject=row)
    if row.passed_on is None and not row.version.questions.exists():
        _pass(row)
    row.save(update_fields=["opened_on", "state", "passed_on"])
    return row


@transaction.atomic
def answer(*, actor: Actor, reading: Attestation, chosen: Mapping[int, Collection[int]]) -> list[QuizItem]:
    """Try the questions: `chosen` maps a question to the places of the answers chosen. Returns those to look at again.

    A try is counted; which answers were wrong, and how many, is kept nowhere.
    """
    row = _own(actor, reading)
    if row.opened_on is None:
        raise ValidationError(_("Read the policy first, then answer its questions."))
    if row.passed_on is not None:
        return []
    items = queries.questions(row.version)
    missed = set(rules.wrong({item.pk: item.right for item in items}, chosen))
    row.tries = min(row.tries + 1, 32_000)
    if not missed:
        _pass(row)
        audit.record(agency=row.agency, actor=actor, verb="policies.pass_questions", subject=row)
    row.save(update_fields=["tries", "passed_on", "state"])
    return [item for item in items if item.pk in missed]


def _pass(row: Attestation) -> None:
    row.passed_on = row.agency.day()
    if row.state == State.OPENED:
        row.state = State.PASSED


@transaction.atomic
def attest(*, actor: Actor, reading: Attestation, name: str) -> Attestation:
    """Sign "I have read and understood" with one's own name; day and fingerprint of the version stay with it."""
    row = _own(actor, reading)
    checked(rules.sign_problem(row.state, row.passed_on))
    if not rules.same_name(name, row.staff.name):
        raise ValidationError({"name": _("Sign with your name as it stands here: %(name)s") % {"name": row.staff.name}})
    row.state, row.attested_on, row.signed_name = State.ATTESTED, row.agency.day(), row.staff.name
    row.version_hash = queries.hash_of(row.version)
    row.receipt = rules.receipt_code(
        version=row.version_hash, staff=str(row.staff.reference), name=row.signed_name, day=row.attested_on
    )
    row.save(update_fields=["state", "attested_on", "signed_name", "version_hash", "receipt"])
    details = {"version": row.version_id, "hash": row.version_hash}
    audit.record(agency=row.agency, actor=actor, verb="policies.attest", subject=row, details=details)
    return row
