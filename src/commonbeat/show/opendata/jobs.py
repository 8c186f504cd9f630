"""What the timetable runs for this app: files follow published figures."""

from typing import Any, Protocol

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import System
from commonbeat.show.opendata import actions


class Context(Protocol):
    """What the job needs of the one that runs it."""

    @property
    def agency(self) -> Agency: ...


def release_new(context: Context) -> dict[str, Any]:
    """Release a file for every published measure that has none yet."""
    released = actions.release_new(actor=System("release of files"), agency=context.agency)
    return {"released": [str(release) for release in released]}
