"""Who sees standards, proofs, assessments and demands: whoever may see standards; a proof also who is asked for it."""

from django.db.models import QuerySet

from commonbeat.act.standards.models import (
    Assessment,
    Award,
    ComplianceRequirement,
    Program,
    Proof,
    Standard,
    StandardLink,
    StandardSet,
)
from commonbeat.act.standards.models.mandates import RequirementQuerySet
from commonbeat.act.standards.models.programs import ProgramQuerySet, StandardQuerySet
from commonbeat.act.standards.models.proofs import ProofQuerySet
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor, Permission


def _sees(actor: Actor, agency: Agency) -> bool:
    return actor.may(Permission.SEE_STANDARDS, agency)


def programs(actor: Actor, agency: Agency) -> ProgramQuerySet:
    """Every program of this agency."""
    return Program.objects.filter(agency=agency) if _sees(actor, agency) else Program.objects.none()


def program(actor: Actor, agency: Agency, pk: int) -> Program | None:
    """One of them; None where it is another agency's."""
    return programs(actor, agency).filter(pk=pk).first()


def edition(actor: Actor, agency: Agency, pk: int) -> StandardSet | None:
    """One edition of a program."""
    rows = StandardSet.objects.filter(agency=agency, program__in=programs(actor, agency))
    return rows.select_related("program").filter(pk=pk).first()


def standards(actor: Actor, agency: Agency) -> StandardQuerySet:
    """Every standard, with its chapter and who keeps it."""
    rows = Standard.objects.filter(agency=agency).select_related("chapter", "edition__program", "owner")
    return rows if _sees(actor, agency) else rows.none()


def standard(actor: Actor, agency: Agency, pk: int) -> Standard | None:
    """One of them; None where it is another agency's."""
    return standards(actor, agency).select_related("agency").filter(pk=pk).first()


def link(actor: Actor, agency: Agency, pk: int) -> StandardLink | None:
    """One tie of a standard."""
    rows = StandardLink.objects.filter(agency=agency, standard__in=standards(actor, agency))
    return rows.select_related("standard__agency", "policy", "version__policy").filter(pk=pk).first()


def proofs(actor: Actor, agency: Agency) -> ProofQuerySet:
    """All proofs for whoever may see standards; for everybody else those that they are asked for."""
    rows = Proof.objects.filter(agency=agency).select_related("standard__edition__program", "bullet", "asked", "agency")
    if _sees(actor, agency):
        return rows
    return rows.asked_of(actor.pk) if actor.may(Permission.GIVE_PROOF, agency) else rows.none()


def proof(actor: Actor, agency: Agency, pk: int) -> Proof | None:
    """One of them; None where it is not theirs to see."""
    rows = proofs(actor, agency).select_related("version__policy", "finding__run", "asked__user")
    return rows.filter(pk=pk).first()


def may_give(actor: Actor, row: Proof) -> bool:
    """Whether they may hand it in: who was asked; where that person has no account, whoever keeps the standards."""
    if row.asked.user_id is None:
        return actor.may(Permission.MANAGE_STANDARDS, row.agency)
    return row.asked.user_id == actor.pk and actor.may(Permission.GIVE_PROOF, row.agency)


def may_check(actor: Actor, row: Proof) -> bool:
    """Whether they may check it: whoever keeps the standards, but never who handed it in."""
    return actor.may(Permission.MANAGE_STANDARDS, row.agency) and (
        row.submitted_by_id is None or row.submitted_by_id != actor.pk
    )


def assessments(actor: Actor, agency: Agency) -> QuerySet[Assessment]:
    """Every assessment, with its edition and program."""
    rows = Assessment.objects.filter(agency=agency).select_related("edition__program", "agency")
    return rows if _sees(actor, agency) else rows.none()


def assessment(actor: Actor, agency: Agency, pk: int) -> Assessment | None:
    """One of them; None where it is another agency's."""
    return assessments(actor, agency).filter(pk=pk).first()


def open_to_public(agency: Agency, pk: int) -> Assessment | None:
    """One assessment of a public program about which people were or are asked; anybody may read of it."""
    rows = Assessment.objects.filter(agency=agency, edition__program__public=True, comments_from__isnull=False)
    return rows.select_related("edition__program", "agency").filter(pk=pk).first()


def award(actor: Actor, agency: Agency, pk: int) -> Award | None:
    """One accreditation that was given."""
    rows = Award.objects.filter(agency=agency, program__in=programs(actor, agency))
    return rows.select_related("program", "agency").filter(pk=pk).first()


def requirements(actor: Actor | None, agency: Agency) -> RequirementQuerySet:
    """All demands for whoever may see standards; for everybody else those that were chosen to be shown."""
    rows = ComplianceRequirement.objects.filter(agency=agency).select_related("owner")
    return rows if actor is not None and _sees(actor, agency) else rows.public()


def requirement(actor: Actor, agency: Agency, pk: int) -> ComplianceRequirement | None:
    """One of them; None where it is not theirs to see."""
    return requirements(actor, agency).select_related("agency").filter(pk=pk).first()
