"""Makes everything that Commonbeat runs on: .venv from the hash-locked requirements, front-end parts, compiled words.

`python3 scripts/set_up.py [base|demo|dev]` needs nothing but Python 3.11 with venv. A second run finds everything in
place and ends at once. COMMONBEAT_PIP=pip leaves uv out and lets plain pip do the same work more slowly.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
REQUIREMENTS = ROOT / "requirements"
KINDS = ("base", "demo", "dev")
"""What can be installed, each holding all before it."""

CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
STARTED = float(os.environ.setdefault("COMMONBEAT_STARTED", str(time.time())))


def say(words: str) -> None:
    """One line with the seconds since the start, for a terminal and a log alike."""
    print(f"[{time.time() - STARTED:5.1f} s] {words}", flush=True)


def environment() -> dict[str, str]:
    """The surroundings of installers: no questions, and the certificates that this machine itself trusts."""
    found = {**os.environ, "UV_SYSTEM_CERTS": "1", "UV_NO_PROGRESS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    found["VIRTUAL_ENV"] = str(VENV)
    if CERTIFICATES.exists():
        found.setdefault("NODE_EXTRA_CA_CERTS", str(CERTIFICATES))
    return found


class Step:
    """A program that runs beside this one; `finish` waits for it and says every few seconds that it still works."""

    def __init__(self, words: str, *command: str | Path) -> None:
        self.words = words
        self.output = tempfile.TemporaryFile()  # noqa: SIM115
        self.process = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env=environment(),
            stdout=self.output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )

    def finish(self) -> bool:
        """Whether it ended well; what it printed is shown where it did not."""
        while True:
            try:
                code = self.process.wait(timeout=5)
                break
            except subprocess.TimeoutExpired:
                say(f"       still at it: {self.words}")
        if code:
            self.output.seek(0)
            sys.stderr.write(self.output.read().decode(errors="replace")[-4000:])
        self.output.close()
        return code == 0


def run(words: str, *command: str | Path) -> None:
    """Run a program to its end; stop with words where it fails."""
    if not Step(words, *command).finish():
        raise SystemExit(f"{words} failed: see the lines above. Nothing else was changed; run the same command again.")


def lock_of(kind: str) -> str:
    """What an installation of that kind depends on: the locks, the package's own description and this Python."""
    parts = [REQUIREMENTS / "uv.txt", REQUIREMENTS / f"{kind}.txt", ROOT / "pyproject.toml"]
    text = b"".join(part.read_bytes() for part in parts) + sys.version.encode() + str(ROOT).encode()
    return hashlib.sha256(text).hexdigest()


def stamp(kind: str) -> Path:
    """Where it is noted what was installed."""
    return VENV / f".commonbeat-{kind}"


def installed(kind: str) -> bool:
    """Whether this kind, or one that holds it, is installed as the locks of today say."""
    holding = KINDS[KINDS.index(kind) :]
    return any(stamp(one).exists() and stamp(one).read_text() == lock_of(one) for one in holding)


def make_venv() -> None:
    """A fresh .venv, unless there is one whose Python still runs; pip is added to one that has none."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0:
        if subprocess.run([PYTHON, "-c", "import pip"], check=False, capture_output=True).returncode:
            run("Adding pip to .venv", PYTHON, "-m", "ensurepip")
        return
    shutil.rmtree(VENV, ignore_errors=True)
    run("Making .venv (on Debian this needs the package python3-venv)", sys.executable, "-m", "venv", VENV)


def bring_uv() -> bool:
    """Whether the pinned uv is at hand; pip brings it by its hashes."""
    if os.environ.get("COMMONBEAT_PIP") == "pip":
        return False
    wanted = (REQUIREMENTS / "uv.txt").read_text().split()[0].removeprefix("uv==")
    if UV.exists():
        version = subprocess.run([UV, "--version"], capture_output=True, text=True, check=False).stdout.split()
        if len(version) > 1 and version[1] == wanted:
            return True
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", REQUIREMENTS / "uv.txt")
    return Step("Bringing the installer uv", *pip).finish()


def install(kind: str) -> None:
    """The locked packages and Commonbeat itself, by uv or, where uv cannot, by pip."""
    packages = ("--require-hashes", "-r", REQUIREMENTS / f"{kind}.txt")
    itself = ("--no-deps", "--no-build-isolation", "-e", ".")
    uv = (UV, "pip", "install", "--quiet", "--python", PYTHON)
    pip = (PYTHON, "-m", "pip", "install", "--quiet")
    words = "Installing the packages"
    if not (
        bring_uv() and Step(words, *uv, *packages).finish() and Step("Installing Commonbeat", *uv, *itself).finish()
    ):
        if os.environ.get("COMMONBEAT_PIP") != "pip":
            say("       uv could not; pip does the same, more slowly")
        run(words, *pip, *packages)
        run("Installing Commonbeat", *pip, *itself)
    stamp(kind).write_text(lock_of(kind))


def front_end() -> Step:
    """npm's part, started beside the rest where Node is on the PATH already."""
    return Step("Bringing the front-end parts", PYTHON, ROOT / "scripts" / "front_end.py")


def main(arguments: list[str]) -> None:
    """Everything, in order; each step says what it does and how far things are."""
    kind = arguments[0] if arguments else "base"
    if kind not in KINDS:
        raise SystemExit(f"Say which: {', '.join(KINDS)}.")
    if sys.hexversion < 0x030B0000:
        raise SystemExit(f"Commonbeat needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    steps: list[tuple[str, Callable[[], object]]] = []
    early: list[Step] = []
    if not installed(kind):
        steps.append(("Python environment (.venv)", make_venv))
        if shutil.which("npm"):
            steps.append(("Front-end parts, beside the next step", lambda: early.append(front_end())))
        steps.append((f"Packages of requirements/{kind}.txt, each checked by its hash", lambda: install(kind)))
    steps.append(("Front-end parts", lambda: finish_front_end(early)))
    steps.append(("Words in English and Spanish", lambda: run("Compiling the words", PYTHON, *words_command())))
    for number, (words, action) in enumerate(steps, start=1):
        say(f"set-up {number} of {len(steps)}: {words}")
        action()


def finish_front_end(early: list[Step]) -> None:
    """Wait for npm's part, or do it now where Node came with the packages."""
    if not (early or [front_end()])[0].finish():
        raise SystemExit("The front-end parts could not be brought: see the lines above.")


def words_command() -> tuple[str, ...]:
    """How the .mo files are made from the .po files."""
    return ("-m", "commonbeat", "compile_words")


if __name__ == "__main__":
    main(sys.argv[1:])
