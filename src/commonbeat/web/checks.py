"""What Django asks before the site starts: a demonstration must never stand in front of a real agency."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from commonbeat.ground.agency.models import Agency


@register(Tags.database)
def demo_mode_has_only_demo_agencies(databases: Any = None, **_options: Any) -> list[CheckMessage]:
    """Demo mode lets anybody sign in as anybody; with a real agency in the database the site must not start."""
    if not settings.DEMO or not databases:
        return []
    try:
        real = list(Agency.objects.filter(demo=False).values_list("name", flat=True)[:3])
    except DatabaseError:  # The tables are not there yet: there is no agency either.
        return []
    if not real:
        return []
    return [
        Error(
            f"Demo mode is on, and this database holds a real agency ({', '.join(real)}). "
            "Demo mode lets anybody sign in as anybody.",
            hint="Unset COMMONBEAT_DEMO, or point COMMONBEAT_DATA to another folder for the demonstration.",
            id="commonbeat.E001",
        )
    ]
