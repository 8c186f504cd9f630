"""What a process of the web server reads before it is asked, so that its first search is as quick as any."""

import logging
from threading import Thread

from django.db import DatabaseError, connections

from commonbeat.ground.library.queries import search

log = logging.getLogger(__name__)


def begin() -> Thread:
    """Read it beside the first requests; what is missing when somebody asks is read then."""
    thread = Thread(target=read, name="warming", daemon=True)
    thread.start()
    return thread


def read() -> None:
    """The shelves of the library. Where the database cannot be asked yet, each is read when it is needed."""
    try:
        search.warm()
    except DatabaseError as problem:
        log.warning("The library's shelves are read when they are needed: %s", type(problem).__name__)
    finally:
        connections.close_all()
