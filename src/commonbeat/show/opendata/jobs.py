"""What the timetable runs for this app: files follow published figures."""

from typing import Any, Protocol

from django.core.exceptions import ValidationError

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import System
from commonbeat.show.opendata import actions


class Progress(Protocol):
    """What the release needs of the job it runs in."""

    def progress(self, done: int, total: int | None = None, words: str = "") -> None: ...


class NotReleased(RuntimeError):
    """Some file would have given something away: the job fails, and the jobs page shows which."""


def release_new(context: Progress) -> dict[str, Any]:
    """Release a file for every published measure that has none yet, agency by agency."""
    agencies = list(Agency.objects.order_by("pk"))
    released: list[str] = []
    refused: list[str] = []
    for done, agency in enumerate(agencies):
        context.progress(done, len(agencies))
        try:
            released += [str(one) for one in actions.release_new(actor=System("release of files"), agency=agency)]
        except ValidationError as problem:
            refused.append(f"{agency.slug}: {' '.join(problem.messages)}")
    if refused:
        raise NotReleased("; ".join(refused))
    return {"released": released}
