"""Who reads praise: the officer it is for, and whoever supervises them; and who reads comments before that.

Nobody else does: there is no door to the praise of all officers, so that none can be laid beside another.
"""

from django.db.models import Q

from commonbeat.act.recognition.models import Praise, PraiseQuerySet
from commonbeat.act.recognition.rules import JUDGES, Keeping
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Membership, Staff, StaffQuerySet
from commonbeat.ground.roles import Actor, Permission


def _account(actor: Actor) -> int:
    """The number of whoever asks; one that nobody has, for the public and the machine."""
    return actor.pk if actor.pk is not None else 0


def own_staff(actor: Actor, agency: Agency) -> Staff | None:
    """The actor's own row on the staff, if they have one and still work here."""
    return Staff.objects.working().filter(agency=agency, user_id=_account(actor)).first()


def own(actor: Actor, agency: Agency) -> PraiseQuerySet:
    """What was passed on to this very person, hidden or not."""
    return _passed_on(actor, agency).filter(staff__user_id=_account(actor))


def people(actor: Actor, agency: Agency) -> PraiseQuerySet:
    """What was passed on to those whom this person supervises now, without what they hid."""
    mine = _passed_on(actor, agency).filter(staff__supervisor__user_id=_account(actor))
    return mine.filter(staff__ended__isnull=True).not_hidden()


def supervised(actor: Actor, agency: Agency) -> StaffQuerySet:
    """Those who work here and have this person as supervisor."""
    return Staff.objects.working().filter(agency=agency, supervisor__user_id=_account(actor))


def visible(actor: Actor, agency: Agency) -> PraiseQuerySet:
    """All praise that this person may read."""
    theirs = Q(staff__supervisor__user_id=_account(actor), staff__ended__isnull=True) & ~Q(keeping=Keeping.HIDDEN)
    return _passed_on(actor, agency).filter(Q(staff__user_id=_account(actor)) | theirs)


def one(actor: Actor, agency: Agency, pk: int) -> Praise | None:
    """One of them by its row; None for what is not there or not theirs to read."""
    return visible(actor, agency).filter(pk=pk).first()


def reads_first(actor: Actor, agency: Agency) -> bool:
    """Whether this person reads comments first: by a role of theirs, and without another that supervises or judges."""
    if not actor.may(Permission.REDACT_PRAISE, agency):
        return False
    roles = Membership.objects.current().filter(agency=agency, user_id=_account(actor))
    return not roles.filter(role__in=JUDGES).exists()


def waiting(actor: Actor, agency: Agency) -> PraiseQuerySet:
    """What waits to be read, for those who read it first."""
    rows = Praise.objects.filter(agency=agency).waiting()
    return rows if reads_first(actor, agency) else rows.none()


def one_waiting(actor: Actor, agency: Agency, pk: int) -> Praise | None:
    """One of those that wait; None for what is not there, was decided, or is not theirs to read."""
    return waiting(actor, agency).select_related("agency").filter(pk=pk).first()


def _passed_on(actor: Actor, agency: Agency) -> PraiseQuerySet:
    rows = Praise.objects.filter(agency=agency).passed_on().select_related("staff")
    return rows if actor.may(Permission.SEE_OWN_PRAISE, agency) else rows.none()
