"""Which agency a request is for, and which settings hold."""

from collections.abc import Mapping
from datetime import date

from commonbeat.ground.agency.models import Agency, Setting
from commonbeat.ground.agency.rules import DEFAULTS


def agency_by_host(host: str) -> Agency | None:
    """The agency that this host name was given to, if any."""
    return next((agency for agency in Agency.objects.exclude(hosts=[]) if host in agency.hosts), None)


def agency_by_slug(slug: str) -> Agency | None:
    """The agency whose address begins with this word, if any."""
    return Agency.objects.filter(slug=slug).first()


def only_agency() -> Agency | None:
    """The agency of an installation that has one; None where there are none or several."""
    first_two = list(Agency.objects.order_by("pk")[:2])
    return first_two[0] if len(first_two) == 1 else None


def setting(agency: Agency, key: str, on: date) -> Mapping[str, int]:
    """What holds for this agency on that day: its own dated setting over the house's defaults."""
    row = Setting.objects.in_force(agency, key, on).first()
    return {**DEFAULTS[key], **(row.value if row else {})}
