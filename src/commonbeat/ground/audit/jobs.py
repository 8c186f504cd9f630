"""What the timetable runs for this app: the nightly check of every chain."""

import logging
from typing import Any, Protocol

from commonbeat.ground.audit import actions, queries
from commonbeat.ground.roles import System
from commonbeat.kit.spaces import MAIN, SPACES

log = logging.getLogger(__name__)


class Progress(Protocol):
    """What the check needs of the job it runs in (`work` stands above this app)."""

    def progress(self, done: int, total: int | None = None, words: str = "") -> None: ...


class TrailAltered(RuntimeError):
    """A chain was found altered: the job fails, loudly, and the jobs page shows it."""


def check(context: Progress) -> dict[str, Any]:
    """Check all chains and keep their roots. Raises TrailAltered after all were looked at, if any was altered."""
    there = [(space, number) for space in SPACES for number in queries.chains(using=space)]
    roots, altered = {}, []
    for done, (space, number) in enumerate(there):
        context.progress(done, len(there))
        found = actions.check(number, actor=System("nightly check"), using=space)
        if found.problem is None:
            roots[str(number) if space == MAIN else f"{space} {number}"] = str(found.root)
        else:
            altered.append(f"Trail {number}, from entry {found.at} on: {found.problem.label}.")
            log.critical("The audit trail was altered: %s", altered[-1])
    if altered:
        raise TrailAltered(" ".join(altered))
    return {"roots": roots}
