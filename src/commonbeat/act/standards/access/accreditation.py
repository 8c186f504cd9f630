"""Who sees standards, proofs, assessments and demands: whoever may see standards; a proof also who is asked for it."""

from django.db.models import QuerySet
from django.utils.translation import gettext

from commonbeat.act.standards.models import (
    Assessment,
    Award,
    ComplianceRequirement,
    Program,
    Proof,
    PublicComment,
    Standard,
    StandardLink,
    StandardSet,
)
from commonbeat.act.standards.models.mandates import RequirementQuerySet
from commonbeat.act.standards.models.programs import ProgramQuerySet, StandardQuerySet
from commonbeat.act.standards.models.proofs import ProofQuerySet
from commonbeat.act.standards.rules.mandates import KEEPER_MOVES
from commonbeat.act.standards.rules.proofs import checker_problem
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


def check_problem(actor: Actor, row: Proof) -> str:
    """Why they may not check it, in words: who keeps the standards may, never who made it; "" where they may."""
    if not actor.may(Permission.MANAGE_STANDARDS, row.agency):
        return gettext("Only who keeps the standards can check a proof.")
    return checker_problem((row.submitted_by_id, row.asked.user_id), actor.pk)


def may_check(actor: Actor, row: Proof) -> bool:
    """Whether they may check it."""
    return not check_problem(actor, row)


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
    if not _sees(actor, agency):
        return None
    return requirements(actor, agency).select_related("agency", "owner").filter(pk=pk).first()


def kept(actor: Actor, agency: Agency) -> RequirementQuerySet:
    """The demands that somebody keeps themselves, whatever their role."""
    rows = ComplianceRequirement.objects.filter(agency=agency).select_related("agency", "owner")
    if actor.pk is None or not actor.may(Permission.GIVE_PROOF, agency):
        return rows.none()
    return rows.filter(owner__user_id=actor.pk)


def kept_one(actor: Actor, agency: Agency, pk: int) -> ComplianceRequirement | None:
    """One of them."""
    return kept(actor, agency).filter(pk=pk).first()


def workable(actor: Actor, agency: Agency, pk: int) -> ComplianceRequirement | None:
    """One that they may bring further: any, for who keeps the standards; their own, for who keeps that demand."""
    every = actor.may(Permission.MANAGE_STANDARDS, agency)
    return requirement(actor, agency, pk) if every else kept_one(actor, agency, pk)


def may_work(actor: Actor, row: ComplianceRequirement) -> bool:
    """Whether they may add evidence to it and hand it in."""
    if actor.may(Permission.MANAGE_STANDARDS, row.agency):
        return True
    own = actor.pk is not None and row.owner.user_id == actor.pk
    return own and actor.may(Permission.GIVE_PROOF, row.agency)


def move_problem(actor: Actor, row: ComplianceRequirement, to: str) -> str:
    """Why they may not bring a demand there, in words; "" where they may."""
    if actor.may(Permission.MANAGE_STANDARDS, row.agency) or (may_work(actor, row) and to in KEEPER_MOVES):
        return ""
    return gettext("Only who keeps the standards can say this of a demand.")


def comment(actor: Actor, agency: Agency, pk: int) -> PublicComment | None:
    """One comment on an assessment that they may see."""
    rows = PublicComment.objects.filter(agency=agency, assessment__in=assessments(actor, agency))
    return rows.select_related("assessment__edition__program", "agency").filter(pk=pk).first()


def public_program(agency: Agency, pk: int) -> Program | None:
    """One program whose status anybody may read."""
    return Program.objects.filter(agency=agency).public().filter(pk=pk).prefetch_related("awards").first()
