"""Ends a program when the one that started it is gone, however it went: no web server or worker is left behind."""

import os
import signal
import threading

VARIABLE = "COMMONBEAT_LIFELINE"
"""Names the open end of a pipe whose other end the supervisor holds."""


def hold() -> None:
    """Watch the pipe, if there is one: when the supervisor dies it closes, and this program ends as if asked to."""
    number = os.environ.pop(VARIABLE, "")
    if number:
        threading.Thread(target=_wait, args=(int(number),), daemon=True, name="lifeline").start()


def _wait(descriptor: int) -> None:
    os.read(descriptor, 1)
    os.kill(os.getpid(), signal.SIGTERM)
