"""Reads of proofs: what can prove something, and what waits for whom."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.models import Proof
from commonbeat.act.standards.models.mandates import RequirementQuerySet
from commonbeat.act.standards.rules.mandates import RequirementState
from commonbeat.act.standards.rules.proofs import WANTED, ProofState
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.tasks import Waiting
from commonbeat.kit.words import Words
from commonbeat.measure.findings.models import DatasetRelease, Finding, Run


def versions(agency: Agency) -> list[tuple[int, Words]]:
    """Every version of a policy in force today. One query."""
    rows = PolicyVersion.objects.filter(agency=agency).in_force(agency.day()).select_related("policy")
    return [(row.pk, str(row)) for row in rows]


def version(agency: Agency, number: str) -> PolicyVersion | None:
    """One version of a policy by number."""
    return PolicyVersion.objects.filter(agency=agency, pk=number).first() if number else None


def figures(agency: Agency) -> list[tuple[str, Words]]:
    """Key and title of every measure that is published now."""
    language = get_language() or "en"
    runs = Run.objects.current().filter(agency=agency).order_by("study")
    return [(measure, run.said(measure, "title", language)) for run in runs for measure in run.measures]


def finding(agency: Agency, measure: str) -> Finding | None:
    """The published figure of a measure for the whole agency; None where no measure is named or none is there."""
    runs = Run.objects.current().filter(agency=agency)
    rows = Finding.objects.filter(agency=agency, measure=measure, run__in=runs).of_all()
    return rows.order_by("position", "pk").first() if measure else None


def datasets(agency: Agency) -> list[tuple[int, Words]]:
    """Every file that can be downloaded now."""
    language = get_language() or "en"
    rows = DatasetRelease.objects.current().filter(agency=agency)
    return [(row.pk, f"{row.said('title', language)} ({row.version})") for row in rows]


def dataset(agency: Agency, number: str) -> DatasetRelease | None:
    """One of them by number."""
    return DatasetRelease.objects.current().filter(agency=agency, pk=number).first() if number else None


def holding(agency: Agency) -> list[tuple[int, Words]]:
    """Every proof that was checked and holds, to be evidence elsewhere."""
    rows = Proof.objects.filter(agency=agency).in_state(ProofState.VERIFIED).select_related("standard")
    return [(row.pk, f"{row.standard.number}: {row.request}") for row in rows]


def held_proof(agency: Agency, number: str) -> Proof | None:
    """One of them by number."""
    rows = Proof.objects.filter(agency=agency).in_state(ProofState.VERIFIED)
    return rows.filter(pk=number).first() if number else None


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """Proofs that this person is asked for, those that they may check, and the demands that they keep."""
    found = []
    if actor.may(Permission.GIVE_PROOF, agency):
        rows = access.proofs(actor, agency).asked_of(actor.pk).in_state(*WANTED).order_by("due", "pk")
        found += [_line(row, "proof_give", _("Hand in the proof")) for row in rows]
    if actor.may(Permission.MANAGE_STANDARDS, agency):
        rows = access.proofs(actor, agency).in_state(ProofState.SUBMITTED).order_by("submitted_on", "pk")
        step = _("Check whether it holds")
        found += [_line(row, "proof", step) for row in rows if access.may_check(actor, row)]
    sees = actor.may(Permission.SEE_STANDARDS, agency)
    return found + _demands(access.kept(actor, agency), "mandate" if sees else "mandate_kept")


def _line(row: Proof, address: str, step: Words) -> Waiting:
    title = f"{row.standard.number}: {row.request}"
    due = row.due if row.state in WANTED else None
    return Waiting(title=title, address=address, arguments=(row.pk,), next_step=step, due=due)


def _demands(rows: RequirementQuerySet, address: str) -> list[Waiting]:
    """What this person keeps and has not handed in."""
    open_rows = rows.filter(state__in=(RequirementState.NOT_STARTED, RequirementState.IN_PROGRESS))
    return [
        Waiting(
            title=row.title,
            address=address,
            arguments=(row.pk,),
            next_step=_("Add evidence and hand it in"),
            due=row.due,
        )
        for row in open_rows.order_by("due", "pk")
    ]
