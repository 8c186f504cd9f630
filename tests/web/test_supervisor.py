"""Programs are kept alive, and none is left behind, however the supervisor ends."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SUPERVISOR = """
import sys
from commonbeat.web import supervisor
supervisor.FAREWELL = 1.0
supervisor.WAITS = (0.1,)
folder, *bodies = sys.argv[1:]
children = [supervisor.Child(f"child {n}", [sys.executable, "-c", body, folder]) for n, body in enumerate(bodies)]
children[-1].once = "ONCE" in bodies[-1]
sys.exit(supervisor.Supervisor(children).run())
"""
STEADY = """
import os, signal, sys, time, pathlib
from commonbeat.web import lifeline
lifeline.hold()
pathlib.Path(sys.argv[1], f"alive-{os.getpid()}").touch()
time.sleep(600)
"""
STUBBORN = STEADY.replace("lifeline.hold()", "signal.signal(signal.SIGTERM, signal.SIG_IGN)")
ONCE = "import sys, pathlib; pathlib.Path(sys.argv[1], 'alive-once').touch()  # ONCE"
BROKEN = "raise SystemExit(3)"


@pytest.fixture
def start(tmp_path):
    """Start a supervisor over programs; whatever is left is killed when the test ends."""
    started = []

    def go(*bodies):
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISOR, str(tmp_path), *bodies], stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield go
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.wait()
        process.stdout.close()
    for number in numbers(tmp_path):
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


def numbers(folder: Path) -> set[int]:
    """The processes that have said that they live."""
    return {int(path.name[6:]) for path in folder.glob("alive-[0-9]*")}


def lives(number: int) -> bool:
    """Whether the process is there and is no zombie."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(condition, seconds=10.0):
    """Wait for something to become true; whether it did."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_a_program_that_is_killed_starts_again_and_it_says_so(start, tmp_path):
    supervisor = start(STEADY)
    assert until(lambda: len(numbers(tmp_path)) == 1)
    os.kill(numbers(tmp_path).pop(), signal.SIGKILL)
    assert until(lambda: len(numbers(tmp_path)) == 2)
    supervisor.terminate()
    assert "The child 0 was ended by signal 9; starting it again in 0.1 s." in supervisor.communicate(timeout=10)[0]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_all_programs_and_is_no_failure(start, tmp_path, number):
    supervisor = start(STEADY, STEADY)
    assert until(lambda: len(numbers(tmp_path)) == 2)
    supervisor.send_signal(number)
    assert supervisor.wait(10) == 0
    assert not any(lives(one) for one in numbers(tmp_path))


def test_a_program_that_does_not_listen_is_killed_after_the_farewell(start, tmp_path):
    supervisor = start(STUBBORN)
    assert until(lambda: len(numbers(tmp_path)) == 1)
    supervisor.terminate()
    assert supervisor.wait(10) == 0
    assert not any(lives(one) for one in numbers(tmp_path))


def test_when_the_supervisor_itself_is_killed_its_programs_end_too(start, tmp_path):
    supervisor = start(STEADY, STEADY)
    assert until(lambda: len(numbers(tmp_path)) == 2)
    supervisor.kill()
    assert until(lambda: not any(lives(one) for one in numbers(tmp_path)))


def test_a_program_that_does_not_hold_the_lifeline_would_be_left_behind(start, tmp_path):
    supervisor = start(STUBBORN)
    assert until(lambda: len(numbers(tmp_path)) == 1)
    supervisor.kill()
    supervisor.wait()
    time.sleep(0.5)
    assert all(lives(one) for one in numbers(tmp_path))


def test_a_program_that_cannot_start_at_all_ends_the_others_with_a_failure(start, tmp_path):
    supervisor = start(STEADY, BROKEN)
    words, _errors = supervisor.communicate(timeout=20)
    assert supervisor.returncode == 1
    assert "The child 1 ended 5 times in a row. Giving up" in words
    assert not any(lives(one) for one in numbers(tmp_path))


def test_what_runs_once_is_not_started_again(start, tmp_path):
    supervisor = start(STEADY, ONCE)
    assert until(lambda: (tmp_path / "alive-once").exists())
    (tmp_path / "alive-once").unlink()
    time.sleep(0.6)
    supervisor.terminate()
    assert supervisor.communicate(timeout=10)[0] == ""
    assert not (tmp_path / "alive-once").exists()
