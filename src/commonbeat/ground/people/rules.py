"""What an account needs before it may do anything, and how long an invitation holds."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.retention import Retention

RETENTION = {
    "User": Retention.ACCOUNT,
    "Membership": Retention.ACCOUNT,
    "Staff": Retention.RECORDS,
    "Invitation": Retention.OPERATIONAL,
}

INVITATION_HOLDS = timedelta(days=7)
"""An invitation link opens once, within this time."""


class Rank(TextChoices):
    """Ranks as most agencies order them; an agency's own titles go into `Staff.title`."""

    CIVILIAN = "civilian", _("Civilian")
    OFFICER = "officer", _("Officer")
    SERGEANT = "sergeant", _("Sergeant")
    LIEUTENANT = "lieutenant", _("Lieutenant")
    COMMANDER = "commander", _("Commander")
    CHIEF = "chief", _("Chief")
