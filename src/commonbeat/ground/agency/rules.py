"""What an agency is called and set to, and what the words of an import mean."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.retention import Retention

RETENTION = {
    "Agency": Retention.PERMANENT,
    "Unit": Retention.CONFIGURATION,
    "Squad": Retention.CONFIGURATION,
    "Setting": Retention.CONFIGURATION,
    "SavedMapping": Retention.CONFIGURATION,
    "ImportBatch": Retention.RECORDS,
}


class Language(TextChoices):
    """A language that the whole interface speaks."""

    ENGLISH = "en", "English"
    SPANISH = "es", "Español"


class UnitKind(TextChoices):
    """What a unit is there for (reference/model.md: Unit.kind)."""

    PATROL = "patrol", _("Patrol")
    COMMUNITY_POLICING = "community_policing", _("Community policing")
    INVESTIGATIONS = "investigations", _("Investigations")
    ADMINISTRATION = "administration", _("Administration")
    OTHER = "other", _("Other")


class SettingKey(TextChoices):
    """A dated setting: each has a value from a day on, with the reason or law behind it."""

    THRESHOLDS = "thresholds", _("From which count figures are shown")
    RETENTION_DAYS = "retention_days", _("How long each class of rows is kept")
    SESSION_MINUTES = "session_minutes", _("After how many idle minutes staff are signed out")


DEFAULTS: dict[str, dict[str, int]] = {
    SettingKey.THRESHOLDS: {"people": 5, "count": 5, "rate": 30, "score": 10, "area": 30, "officer": 75},
    SettingKey.RETENTION_DAYS: {"operational": 90, "account": 365, "thread": 90},
    SettingKey.SESSION_MINUTES: {"minutes": 30},
}
"""What holds until an agency sets its own, each value citing the house rule it comes from."""
