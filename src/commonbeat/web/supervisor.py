"""One command that keeps several programs alive: starts them, restarts what dies, ends them all together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from commonbeat.web import lifeline

WAITS = (1, 2, 4, 8, 16, 30)
"""Seconds before each restart in a row; the last one holds for all later ones."""

STEADY = 60.0
"""Whoever lived this many seconds starts again from the first wait."""

FAREWELL = 15.0
"""Seconds that a program has to end by itself before it is killed."""


ENDING = threading.Event()
"""Set by the first Ctrl-C of a program that called `heed_interrupts`."""


def heed_interrupts() -> None:
    """Remember Ctrl-C besides raising it: a callback may swallow a KeyboardInterrupt, and the start would go on."""

    def note(_number: int, _frame: FrameType | None) -> None:
        ENDING.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, note)


@dataclass
class Child:
    """One program to keep alive, or, with `once`, to run to its end."""

    name: str
    command: Sequence[str]
    once: bool = False
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    deaths: int = 0
    ended: bool = False

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None


def python(*arguments: str) -> list[str]:
    """A command line that runs this very Python."""
    return [sys.executable, *arguments]


def print_line(words: str) -> None:
    """One line, at once, so that a log shows it when it happens."""
    print(words, flush=True)


@dataclass
class Supervisor:
    """Runs its children until a signal or until one of them cannot be started at all."""

    children: Sequence[Child]
    environment: Mapping[str, str] = field(default_factory=dict)
    say: Callable[[str], object] = print_line
    tick: Callable[[], object] = lambda: None
    """Called about five times a second, for instance to see whether the site answers yet."""

    hopeless: int = 5
    """Deaths in a row, none having lived for `STEADY` seconds, after which there is no point in going on."""

    def __post_init__(self) -> None:
        self._asked = 0
        self._wake = threading.Event()
        self._read, self._write = os.pipe()

    def run(self) -> int:
        """Start all, watch, end all; 0 after a signal, 1 where a program cannot be kept alive."""
        before = {number: signal.signal(number, self._on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
        code = 0
        try:
            while not self._asked and not ENDING.is_set():
                if not self._look():
                    code = 1
                    break
                self.tick()
                self._wake.wait(0.2)
            self._end_all()
        finally:
            os.close(self._write)
            os.close(self._read)
            for number, handler in before.items():
                signal.signal(number, handler)
        return code

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._asked += 1
        self._wake.set()

    def _look(self) -> bool:
        """Start what is due, notice what died; False where one died too often to go on."""
        now = time.monotonic()
        for child in self.children:
            if child.ended or child.running:
                continue
            if child.process is not None:
                self._note_death(child, now)
                if child.deaths >= self.hopeless:
                    self.say(f"The {child.name} ended {child.deaths} times in a row. Giving up: see its lines above.")
                    return False
            if not child.ended and now >= child.due:
                self._start(child)
        return True

    def _note_death(self, child: Child, now: float) -> None:
        process, child.process = child.process, None
        code = process.returncode if process else 0
        self._kill_group(process)
        if child.once:
            child.ended = True
            if code:
                self.say(f"The {child.name} stopped early (exit code {code}). Start again to go on where it was.")
            return
        child.deaths = 1 if now - child.started >= STEADY else child.deaths + 1
        wait = WAITS[min(child.deaths, len(WAITS)) - 1]
        child.due = now + wait
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        self.say(f"The {child.name} {how}; starting it again in {wait} s.")

    def _start(self, child: Child) -> None:
        """A group of its own, so that Ctrl-C reaches the supervisor alone and every grandchild can be found."""
        surroundings = {**os.environ, **self.environment, lifeline.VARIABLE: str(self._read)}
        child.process = subprocess.Popen(
            child.command, env=surroundings, pass_fds=(self._read,), stdin=subprocess.DEVNULL, start_new_session=True
        )
        child.started = time.monotonic()

    def _kill_group(self, process: subprocess.Popen[bytes] | None) -> None:
        """Whatever a dead program left behind in its group goes with it."""
        if process is not None:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return

    def _end_all(self) -> None:
        """Ask everybody to end, wait, and kill who does not; a second signal does not wait."""
        alive = [child.process for child in self.children if child.process is not None and child.running]
        for process in alive:
            process.terminate()
        asked, until = self._asked, time.monotonic() + FAREWELL
        while time.monotonic() < until and self._asked == asked and any(process.poll() is None for process in alive):
            time.sleep(0.05)
        for process in alive:
            self._kill_group(process)
            process.wait()
