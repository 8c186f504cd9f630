"""Who sees a promise: everybody. Who may move it: its owner, and those who may make promises."""

from commonbeat.act.promises.models import Commitment, CommitmentQuerySet, VerifierKey
from commonbeat.act.promises.rules import key_hash
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor, Permission


def visible(actor: Actor | None, agency: Agency) -> CommitmentQuerySet:
    """Every promise of this agency: the ledger is public, from the day on which a promise is written down."""
    return Commitment.objects.filter(agency=agency).select_related("owner", "neighborhood", "concern")


def promise(actor: Actor | None, agency: Agency, number: int) -> Commitment | None:
    """One of them by its number; None where it is another agency's or was never made."""
    return visible(actor, agency).select_related("finding__run", "agency").filter(number=number).first()


def may_keep(actor: Actor, commitment: Commitment) -> bool:
    """Whether they may move it on: whoever may make promises any, whoever keeps promises their own."""
    if actor.may(Permission.MAKE_PROMISES, commitment.agency):
        return True
    own = actor.pk is not None and commitment.owner.user_id == actor.pk
    return own and actor.may(Permission.KEEP_PROMISES, commitment.agency)


def may_hand_over(actor: Actor, commitment: Commitment) -> bool:
    """Whether they may give it to another owner: also whoever ends the work of its owner here."""
    return may_keep(actor, commitment) or actor.may(Permission.MANAGE_STAFF, commitment.agency)


def keepable(actor: Actor, agency: Agency) -> CommitmentQuerySet:
    """Every promise that they may move on."""
    rows = visible(actor, agency)
    if actor.may(Permission.MAKE_PROMISES, agency):
        return rows
    if actor.pk is None or not actor.may(Permission.KEEP_PROMISES, agency):
        return rows.none()
    return rows.filter(owner__user_id=actor.pk)


def promised_by(agency: Agency, key: str) -> Commitment | None:
    """The promise that this link of the person promised opens; None where it opens none, or no longer."""
    found = (
        VerifierKey.objects.filter(agency=agency, key_hash=key_hash(key), ended_at__isnull=True)
        .select_related("commitment__owner", "commitment__neighborhood", "commitment__agency")
        .first()
    )
    return found.commitment if found else None
