"""What the public pages show besides figures: the pictures, the changes, the thresholds, what is not known."""

from django.utils import timezone

from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.measure.findings.models import DatasetRelease
from commonbeat.plumb import Thresholds
from commonbeat.show.portal.models import Picture


def picture(agency: Agency, use: str) -> Picture | None:
    """The picture that stands in this place today. One query."""
    return Picture.objects.filter(agency=agency).of_use(use).current().first()


def thresholds(agency: Agency) -> Thresholds:
    """From how many on something is shown, as the agency has set it today. One query."""
    return Thresholds(**agencies.setting(agency, SettingKey.THRESHOLDS, timezone.localdate()))


def released(agency: Agency) -> frozenset[str]:
    """The measures whose file can be downloaded now. One query."""
    return frozenset(DatasetRelease.objects.current().filter(agency=agency).values_list("dataset", flat=True))
