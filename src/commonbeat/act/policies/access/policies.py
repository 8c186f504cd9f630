"""Who reads which policy and version: everybody what is public and in force, staff what they work by and on."""

from commonbeat.act.policies.models import (
    ConsultationComment,
    ConsultationTheme,
    Policy,
    PolicyConsultation,
    PolicyQuerySet,
    PolicyVersion,
    PolicyVersionQuerySet,
)
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.versions import IN_PUBLIC, WITHIN
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor, AgencyLike, Permission


class Commenter:
    """Somebody who comments on a draft, as an actor: nobody knows who, and nobody needs to."""

    pk: int | None = None
    label = "a resident"

    def may(self, permission: str, agency: AgencyLike | None) -> bool:
        """A resident has no rights over the agency."""
        return False


def works_on(actor: Actor | None, agency: Agency) -> bool:
    """Whether they write or approve policies: then they see drafts."""
    return actor is not None and (
        actor.may(Permission.WRITE_POLICIES, agency) or actor.may(Permission.APPROVE_POLICIES, agency)
    )


def visible(actor: Actor | None, agency: Agency) -> PolicyQuerySet:
    """Policies that this person may know of; `None` is the public."""
    rows = Policy.objects.filter(agency=agency)
    if works_on(actor, agency):
        return rows
    if actor is not None and actor.may(Permission.READ_POLICIES, agency):
        return rows.filter(versions__state__in=WITHIN).distinct()
    return rows.filter(versions__state__in=IN_PUBLIC).distinct().public()


def policy(actor: Actor | None, agency: Agency, slug: str) -> Policy | None:
    """One of them by its short name; None where it is not there or not theirs."""
    return visible(actor, agency).select_related("owner", "agency").filter(slug=slug).first()


def versions(actor: Actor | None, row: Policy) -> PolicyVersionQuerySet:
    """Its versions that this person may read, the newest first."""
    rows = PolicyVersion.objects.filter(policy=row).select_related("policy__owner", "policy__agency", "agency")
    if works_on(actor, row.agency):
        return rows
    if actor is not None and actor.may(Permission.READ_POLICIES, row.agency):
        return rows.filter(state__in=WITHIN)
    return rows.published()


def given(actor: Actor, agency: Agency) -> list[PolicyVersion]:
    """Versions that the staff may read before they hold: given to them to read, or approved. One query."""
    if not actor.may(Permission.READ_POLICIES, agency):
        return []
    rows = PolicyVersion.objects.filter(agency=agency, state__in=(VersionState.INTERNAL, VersionState.APPROVED))
    return list(rows.select_related("policy").order_by("policy__number", "number"))


def version(actor: Actor | None, agency: Agency, slug: str, number: int) -> PolicyVersion | None:
    """One version by its number; None where it is not there or not theirs."""
    row = policy(actor, agency, slug)
    return versions(actor, row).filter(number=number).first() if row else None


def consultations(agency: Agency) -> "list[PolicyConsultation]":
    """Every consultation that has begun, the newest first: public, and it stays so."""
    rows = PolicyConsultation.objects.filter(agency=agency, version__policy__public=True, starts_on__lte=agency.day())
    return list(rows.select_related("version__policy"))


def consultation(actor: Actor | None, agency: Agency, pk: int) -> PolicyConsultation | None:
    """One of them; those to come and those on policies that are not public only for whoever works on policies."""
    rows = PolicyConsultation.objects.filter(agency=agency, pk=pk).select_related("version__policy__agency", "agency")
    if not works_on(actor, agency):
        rows = rows.filter(version__policy__public=True, starts_on__lte=agency.day())
    return rows.first()


def theme(agency: Agency, pk: int) -> ConsultationTheme | None:
    """One theme, for whoever answers it."""
    rows = ConsultationTheme.objects.filter(agency=agency, pk=pk)
    return rows.select_related("consultation__version__policy").first()


def comment(agency: Agency, pk: int) -> ConsultationComment | None:
    """One comment, for whoever reads it first."""
    rows = ConsultationComment.objects.filter(agency=agency, pk=pk)
    return rows.select_related("consultation__version__policy", "theme").first()
