"""Lines of progress that read well in a terminal and in a log."""

import os
import time


class Progress:
    """Each line says how long it has been since the start, which may lie in the set-up before this program."""

    def __init__(self) -> None:
        self.started = float(os.environ.get("COMMONBEAT_STARTED") or time.time())

    def say(self, words: str) -> None:
        """One line, at once."""
        print(f"[{time.time() - self.started:5.1f} s] {words}", flush=True)
