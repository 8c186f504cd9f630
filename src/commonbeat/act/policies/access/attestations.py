"""Who sees whose reading: everybody their own; supervisors those under them; the chief and a few others everybody's."""

from django.db.models import Exists, OuterRef, Q

from commonbeat.act.policies.models import Attestation, AttestationQuerySet, AttestationRound, PolicyVersion
from commonbeat.act.policies.rules import VersionState
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff, StaffQuerySet
from commonbeat.ground.roles import Actor, Permission

SEE_EVERYBODY = (
    Permission.APPROVE_POLICIES,
    Permission.MANAGE_STANDARDS,
    Permission.MANAGE_TRAINING,
    Permission.SEE_INTERVENTIONS,
)
"""Whoever may see reading and holds one of these sees everybody's: chief, accreditation, training, internal affairs."""

LEVELS = 5
"""How many supervisors stand above one another at most: one a rank."""


def account(actor: Actor) -> int:
    """The number of whoever asks; one that nobody has, for the public and the machine."""
    return actor.pk if actor.pk is not None else 0


def own_staff(actor: Actor, agency: Agency) -> Staff | None:
    """The actor's own row on the staff, if they have one and still work here."""
    return Staff.objects.working().filter(agency=agency, user_id=account(actor)).first()


def under(actor: Actor, path: str = "") -> Q:
    """Those whom this person supervises, at whatever distance; `path` leads to the staff row ("staff__")."""
    found = Q()
    for distance in range(1, LEVELS + 1):
        found |= Q(**{f"{path}{'supervisor__' * distance}user_id": account(actor)})
    return found


def sees_everybody(actor: Actor, agency: Agency) -> bool:
    """Whether this person sees everybody's reading."""
    sees = actor.may(Permission.SEE_READING, agency)
    return sees and any(actor.may(one, agency) for one in SEE_EVERYBODY)


def people(actor: Actor, agency: Agency) -> StaffQuerySet:
    """Those who work here and whose reading this person may see."""
    rows = Staff.objects.working().filter(agency=agency)
    if sees_everybody(actor, agency):
        return rows
    return rows.filter(under(actor)) if actor.may(Permission.SEE_READING, agency) else rows.none()


def one_of_people(actor: Actor, agency: Agency, pk: int) -> Staff | None:
    """One of them; None for anybody else."""
    return people(actor, agency).select_related("agency").filter(pk=pk).first()


def readings(actor: Actor, agency: Agency) -> AttestationQuerySet:
    """The readings of those people."""
    rows = Attestation.objects.filter(agency=agency, staff__ended__isnull=True)
    if sees_everybody(actor, agency):
        return rows
    return rows.filter(staff__in=people(actor, agency).values("pk"))


def own(actor: Actor, agency: Agency) -> AttestationQuerySet:
    """This very person's readings, past ones too."""
    rows = Attestation.objects.filter(agency=agency, staff__user_id=account(actor), staff__ended__isnull=True)
    return rows if actor.may(Permission.READ_POLICIES, agency) else rows.none()


def own_one(actor: Actor, agency: Agency, pk: int) -> Attestation | None:
    """One of them; None for what is not there or not theirs."""
    return own(actor, agency).select_related("version__policy", "staff", "agency", "voided_by").filter(pk=pk).first()


def rounds(actor: Actor, agency: Agency) -> list[AttestationRound]:
    """The rounds that have not ended, for those who may see reading; the newest first."""
    if not actor.may(Permission.SEE_READING, agency):
        return []
    rows = AttestationRound.objects.filter(agency=agency, ended_on__isnull=True)
    return list(rows.select_related("version__policy"))


def version(actor: Actor, agency: Agency, pk: int) -> PolicyVersion | None:
    """A version that was put before people, for those who may see reading; one that never was is none."""
    if not actor.may(Permission.SEE_READING, agency):
        return None
    asked = Exists(AttestationRound.objects.filter(version=OuterRef("pk")))
    return PolicyVersion.objects.filter(asked, agency=agency, pk=pk).select_related("policy", "agency").first()


def to_ask(actor: Actor, agency: Agency, pk: int) -> PolicyVersion | None:
    """A version whose questions may be written and that may be put before people: approved, or in force."""
    if not actor.may(Permission.WRITE_POLICIES, agency):
        return None
    rows = PolicyVersion.objects.filter(agency=agency, state__in=(VersionState.APPROVED, VersionState.EFFECTIVE))
    return rows.select_related("policy", "agency").filter(pk=pk).first()
