"""Destroying what was kept of people long enough: answered invitations, roles that ended, accounts without any role."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Invitation, Membership, Staff, User
from commonbeat.kit.retention import Retention


def destroy_due(*, agency: Agency, before: Mapping[str, datetime]) -> dict[str, int]:
    """Destroy invitations that were over, and roles that ended, before the moment given for their class; and accounts
    that have no role anywhere any more. The place on the staff stays: it is a record.
    """
    limit = before[Retention.OPERATIONAL]
    over = Q(accepted_at__lt=limit) | Q(withdrawn_at__lt=limit) | Q(expires_at__lt=limit)
    invitations = Invitation.objects.filter(over, agency=agency).delete()[0]
    ended = Membership.objects.filter(agency=agency, until__lt=before[Retention.ACCOUNT])
    people = set(ended.values_list("user_id", flat=True))
    roles = ended.delete()[0]
    accounts = User.objects.filter(pk__in=people, memberships=None)
    Staff.objects.filter(user__in=accounts).update(user=None)
    Invitation.objects.filter(invited_by__in=accounts).update(invited_by=None)
    gone = len(accounts)
    accounts.delete()
    return {"invitations": invitations, "roles": roles, "accounts": gone}
