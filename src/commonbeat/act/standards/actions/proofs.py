"""Asking for a proof, handing it in, checking it; and what happens by itself: it ages, is asked for again, reminded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions.programs import check, fall_back, keeper
from commonbeat.act.standards.models import Bullet, Proof, Standard
from commonbeat.act.standards.queries.programs import clocks
from commonbeat.act.standards.rules import proofs as rules
from commonbeat.act.standards.rules.proofs import WANTED, ProofKind, ProofState
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import full_address, media_folder
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.people.models import Staff, User
from commonbeat.ground.roles import Actor, System
from commonbeat.kit import uploads
from commonbeat.kit.tabular.problems import FileRefused
from commonbeat.kit.words import day as day_in_words
from commonbeat.measure.findings.models import Finding

BY_ITSELF = System("standards")
LIMIT = 25_000_000
"""Bytes of a proof: a scanned folder, not a film."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is handed in: one of a file, a version of a policy, a published figure or a record; for which days."""

    kind: ProofKind
    covers_from: date
    covers_to: date
    words: str = ""
    version: PolicyVersion | None = None
    finding: Finding | None = None
    file_name: str = ""
    blocks: Iterable[bytes] | None = None


@transaction.atomic
def ask(
    *,
    actor: Actor,
    standard: Standard,
    asked: Staff,
    request: str,
    due: date,
    bullet: Bullet | None = None,
    after: Proof | None = None,
    on: date | None = None,
) -> Proof:
    """Ask somebody for a proof of one part of a standard (of the whole where it has no parts), by a day."""
    keeper(standard.agency, asked)
    day = on or standard.agency.day()
    check(_("Choose a day that is still to come.") if due < day else "", "due")
    parts = standard.bullets.filter(ended=False)
    if bullet is None and parts.exists():
        raise ValidationError({"bullet": _("Say which part of the standard it is to prove.")})
    if bullet is not None and not parts.filter(pk=bullet.pk).exists():
        raise ValidationError({"bullet": _("This standard has no such part.")})
    row = Proof.objects.create(
        agency=standard.agency,
        standard=standard,
        bullet=bullet,
        after=after,
        request=request.strip(),
        asked=asked,
        asked_on=day,
        due=due,
    )
    details = {"number": standard.number, "asked": asked.pk, "due": due.isoformat()}
    audit.record(agency=row.agency, actor=actor, verb="standards.ask_proof", subject=row, details=details)
    return row


def _held(proof: Proof) -> Proof:
    rows = Proof.objects.select_for_update(of=("self",)).select_related("agency", "standard__agency", "asked")
    return rows.get(pk=proof.pk)


def _account(actor: Actor) -> User | None:
    """The account behind an actor; the machine has none."""
    return User.objects.filter(pk=actor.pk).first() if actor.pk is not None else None


@transaction.atomic
def give(*, actor: Actor, proof: Proof, evidence: Evidence, on: date | None = None) -> Proof:
    """Hand a proof in: only who was asked may, or whoever keeps the standards where that person has no account."""
    row = _held(proof)
    check("" if access.may_give(actor, row) else _("Only who was asked for this proof can hand it in."))
    check(rules.proof_move_problem(row.state, ProofState.SUBMITTED))
    day = on or row.agency.day()
    check(rules.period_problem(evidence.covers_from, evidence.covers_to, day), "covers_to")
    _take(row, evidence)
    row.kind, row.words = evidence.kind, evidence.words.strip()
    row.covers_from, row.covers_to = evidence.covers_from, evidence.covers_to
    row.state, row.reason, row.submitted_on = ProofState.SUBMITTED, "", day
    row.submitted_by, row.submitter = _account(actor), actor.label[:200]
    row.checked_by, row.checker, row.checked_on = None, "", None
    row.save()
    details = {"number": row.standard.number, "proof": row.kind, "file": row.file_name, "sha256": row.sha256}
    audit.record(agency=row.agency, actor=actor, verb="standards.give_proof", subject=row, details=details)
    return row


@transaction.atomic
def turn(*, actor: Actor, proof: Proof, asked: Staff, due: date) -> Proof:
    """Ask somebody else for it, by a new day: whoever was asked left, or does not have it."""
    row = _held(proof)
    check("" if row.state in WANTED else _("It has been handed in already."))
    keeper(row.agency, asked)
    check(_("Choose a day that is still to come.") if due < row.agency.day() else "", "due")
    row.asked, row.due, row.reminded_on = asked, due, None
    row.save(update_fields=["asked", "due", "reminded_on"])
    details = {"number": row.standard.number, "asked": asked.pk, "due": due.isoformat()}
    audit.record(agency=row.agency, actor=actor, verb="standards.turn_proof", subject=row, details=details)
    return row


def _forget(name: str) -> None:
    """Delete the file of an evidence that was sent back, once what takes its place is kept."""
    if name:
        transaction.on_commit(lambda: (media_folder() / name).unlink(missing_ok=True))


def _take(row: Proof, evidence: Evidence) -> None:
    """Keep what proves it; the file that was sent back before is deleted, its fingerprint stays in the trail."""
    for thing in (evidence.version, evidence.finding):
        check(_("Choose something of this agency.") if thing and thing.agency_id != row.agency_id else "")
    _forget(row.stored)
    row.version = row.finding = None
    row.file_name = row.stored = row.sha256 = ""
    row.size = 0
    if evidence.kind == ProofKind.POLICY:
        check("" if evidence.version else _("Choose the version of a policy."), "version")
        row.version = evidence.version
    elif evidence.kind == ProofKind.FINDING:
        check("" if evidence.finding else _("Choose the published figure."), "finding")
        row.finding = evidence.finding
    elif evidence.kind == ProofKind.RECORD:
        check("" if evidence.words.strip() else _("Name the record so that somebody can find it."), "words")
    else:
        check("" if evidence.blocks is not None else _("Choose the file."), "file")
        try:
            stored = uploads.receive(evidence.blocks or (), media_folder(), "proofs", limit=LIMIT)
        except FileRefused as refused:
            raise ValidationError({"file": refused.words}) from refused
        row.file_name = uploads.plain_name(evidence.file_name)
        row.stored, row.sha256, row.size = stored.name, stored.sha256, stored.size


def _may_check(actor: Actor, row: Proof) -> None:
    check(access.check_problem(actor, row))


@transaction.atomic
def verify(*, actor: Actor, proof: Proof, on: date | None = None) -> Proof:
    """Say that a proof holds; never who made it. A file must still be the one that was handed in."""
    row = _held(proof)
    _may_check(actor, row)
    check(rules.proof_move_problem(row.state, ProofState.VERIFIED))
    if row.stored:
        path = media_folder() / row.stored
        same = path.is_file() and uploads.hash_of(path) == row.sha256
        check("" if same else _("The file is not the one that was handed in any more: send the proof back."))
    return _checked(actor, row, ProofState.VERIFIED, "standards.verify_proof", on)


@transaction.atomic
def reject(*, actor: Actor, proof: Proof, reason: str, on: date | None = None) -> Proof:
    """Send a proof back and say why; who was asked can hand in another."""
    row = _held(proof)
    _may_check(actor, row)
    check(rules.proof_move_problem(row.state, ProofState.REJECTED))
    check("" if reason.strip() else _("Say what is missing: whoever was asked will read it."), "reason")
    row.reason, row.reminded_on = reason.strip(), None
    return _checked(actor, row, ProofState.REJECTED, "standards.reject_proof", on)


def _checked(actor: Actor, row: Proof, state: ProofState, verb: str, on: date | None) -> Proof:
    row.state, row.checked_on = state, on or row.agency.day()
    row.checked_by, row.checker = _account(actor), actor.label[:200]
    row.save()
    details = {"number": row.standard.number, "proof_state": str(state)}
    audit.record(agency=row.agency, actor=actor, verb=verb, subject=row, details=details)
    return row


def age_due(*, agency: Agency, on: date | None = None) -> int:
    """Mark proofs that are out of date, ask for new ones, take standards back; returns how many. Called daily."""
    day = on or agency.day()
    numbers = clocks(agency, day)
    aged = 0
    rows = Proof.objects.filter(agency=agency).in_state(ProofState.VERIFIED)
    for key, covers_to, own in list(rows.values_list("pk", "covers_to", "standard__proof_days")):
        if covers_to and day > rules.good_until(covers_to, own or numbers["proof_days"]):
            aged += _age(Proof.objects.get(pk=key), day, numbers["ask_days"])
    return aged


@transaction.atomic
def _age(proof: Proof, day: date, ask_days: int) -> bool:
    row = _held(proof)
    if row.state != ProofState.VERIFIED:
        return False
    row.state = ProofState.STALE
    row.save(update_fields=["state"])
    details = {"number": row.standard.number, "proof_state": row.state}
    audit.record(agency=row.agency, actor=BY_ITSELF, verb="standards.age_proof", subject=row, details=details)
    if _wanted_again(row):
        ask(
            actor=BY_ITSELF,
            standard=row.standard,
            asked=row.asked,
            request=row.request,
            due=day + timedelta(days=ask_days),
            bullet=row.bullet,
            after=row,
            on=day,
        )
    fall_back(BY_ITSELF, row.standard)
    return True


def _wanted_again(row: Proof) -> bool:
    """Whether the part is asked of the same person again: they work here, it is there, nothing else is under way."""
    if row.asked.ended is not None or (row.bullet is not None and row.bullet.ended):
        return False
    if row.bullet is None and row.standard.bullets.filter(ended=False).exists():
        return False
    rest = Proof.objects.filter(standard=row.standard, bullet=row.bullet).exclude(pk=row.pk)
    return not rest.in_state(*WANTED, ProofState.SUBMITTED, ProofState.VERIFIED).exists()


def remind_due(*, agency: Agency, on: date | None = None) -> int:
    """Write to whoever was asked when the day is near, and once when it has passed; returns how many. Called daily."""
    day = on or agency.day()
    days = clocks(agency, day)["proof_remind_days"]
    sent = 0
    for key in list(Proof.objects.filter(agency=agency).in_state(*WANTED).values_list("pk", flat=True)):
        with transaction.atomic():
            row = _held(Proof.objects.get(pk=key))
            if rules.reminder_due(row.state, row.due, row.reminded_on, day, days) and _remind(row):
                row.reminded_on = day
                row.save(update_fields=["reminded_on"])
                details = {"number": row.standard.number, "due": row.due.isoformat()}
                audit.record(
                    agency=agency, actor=BY_ITSELF, verb="standards.remind_proof", subject=row, details=details
                )
                sent += 1
    return sent


def _remind(row: Proof) -> bool:
    """Write the mail, in the language of whoever was asked; False where they have no address."""
    user = row.asked.user
    to = row.asked.email or (user.email if user else "")
    if not to:
        return False
    with override(user.language if user else "en"):
        told = {
            "number": row.standard.number,
            "request": row.request,
            "due": day_in_words(row.due),
            "link": full_address(row.agency, "proof_give", str(row.pk)),
        }
        messaging.queue_mail(
            actor=BY_ITSELF,
            agency=row.agency,
            to=to,
            subject=_("A proof is due on %(due)s") % told,
            body=_(
                "For standard %(number)s you were asked for this proof:\n\n%(request)s\n\nDue: %(due)s\n\n%(link)s\n"
            )
            % told,
            purpose="standards.remind_proof",
            programme=Programme.STAFF,
            language=user.language if user else "en",
        )
    return True
