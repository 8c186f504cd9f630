"""Which agency a request is for, and which settings hold."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from commonbeat.ground.agency.models import Agency, Setting
from commonbeat.ground.agency.rules import DEFAULTS


def agency_for(host: str, first_segment: str) -> tuple[Agency | None, bool]:
    """Which agency a request is for, and whether its first path segment said so; one query.

    A host name given to an agency comes first, then a first segment that is an agency's short name, then the only
    agency of an installation that has one.
    """
    first_two = Agency.objects.order_by("pk").values("pk")[:2]
    rows = list(
        Agency.objects.filter(Q(slug=first_segment) | Q(hosts__icontains=f'"{host}"') | Q(pk__in=first_two)).order_by(
            "pk"
        )
    )
    by_host = next((agency for agency in rows if host in agency.hosts), None)
    by_slug = next((agency for agency in rows if agency.slug == first_segment), None)
    if by_host is not None:
        return by_host, by_slug == by_host
    if by_slug is not None:
        return by_slug, True
    return (rows[0] if len(rows) == 1 else None), False


def setting(agency: Agency, key: str, on: date) -> Mapping[str, int]:
    """What holds for this agency on that day: its own dated setting over the house's defaults."""
    row = Setting.objects.in_force(agency, key, on).first()
    return {**DEFAULTS[key], **(row.value if row else {})}
