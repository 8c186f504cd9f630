"""The web server as a child of the supervisor: granian with two processes and no access log."""

import os
import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from commonbeat.web import lifeline

THREADS = 16
"""Requests that one process answers at a time; more wait in the backlog, so slow readers do not stop the others."""


def main() -> None:
    """Serve until told to end. No access log: public pages keep no network address of anybody."""
    lifeline.hold()
    Server(
        "commonbeat.web.wsgi:application",
        address=os.environ["HOST"],
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("COMMONBEAT_WEB_PROCESSES", "2")),
        blocking_threads=THREADS,
        log_access=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=8,
    ).serve()
    sys.exit(0)


if __name__ == "__main__":
    main()
