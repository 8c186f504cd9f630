"""What the timetable runs for this app: the nightly check of every chain."""

import logging
from typing import Any, Protocol

from commonbeat.ground.audit import actions, queries
from commonbeat.ground.roles import System

log = logging.getLogger(__name__)


class Progress(Protocol):
    """What the check needs of the job it runs in (`work` stands above this app)."""

    def progress(self, done: int, total: int | None = None, words: str = "") -> None: ...


class TrailAltered(RuntimeError):
    """A chain was found altered: the job fails, loudly, and the jobs page shows it."""


def check(context: Progress) -> dict[str, Any]:
    """Check all chains and keep their roots. Raises TrailAltered after all were looked at, if any was altered."""
    numbers = queries.chains()
    roots, altered = {}, []
    for done, number in enumerate(numbers):
        context.progress(done, len(numbers))
        found = actions.check(number, actor=System("nightly check"))
        if found.problem is None:
            roots[str(number)] = str(found.root)
        else:
            altered.append(f"Trail {number}, from entry {found.at} on: {found.problem.label}.")
            log.critical("The audit trail was altered: %s", altered[-1])
    if altered:
        raise TrailAltered(" ".join(altered))
    return {"roots": roots}
