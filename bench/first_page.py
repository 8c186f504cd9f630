"""How long a newcomer waits, from nothing but a clone to the first page, and to the last figure.

    python bench/first_page.py [--rounds 3] [--cold] [--pip]

Each round clones this checkout into a folder of its own and types `make demo` there, with nothing in the surroundings
but PATH and a home. Warm: uv and npm find their packages in the caches of an earlier round. Cold (`--cold`): each round
has an empty home, so that every package comes over the network. Prints Markdown.
"""

import argparse
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIMIT = 300
SETTINGS = ("PATH", "SSL_CERT_FILE", "PIP_CERT", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY")
"""What of the surroundings a machine needs to reach its packages at all."""


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def answers(port: int) -> bool:
    """Whether the home page is there."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def one_round(home: Path, pip: bool) -> tuple[float, float]:
    """Seconds from `make demo` to the first page, and to the last figure."""
    with tempfile.TemporaryDirectory(prefix="commonbeat-first-page-") as folder:
        clone, log = Path(folder) / "clone", Path(folder) / "log"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        port = free_port()
        kept = {name: os.environ[name] for name in SETTINGS if name in os.environ}
        surroundings = {**kept, "HOME": str(home), "PORT": str(port), **({"COMMONBEAT_PIP": "pip"} if pip else {})}
        start = time.monotonic()
        with log.open("w") as target:
            make = subprocess.Popen(
                ["make", "demo"], cwd=clone, env=surroundings, stdout=target, stderr=target, start_new_session=True
            )
            try:
                first = _until(lambda: answers(port), make, log, start)
                last = _until(lambda: "everything is loaded" in log.read_text(), make, log, start)
            finally:
                os.killpg(make.pid, signal.SIGINT)
                make.wait(30)
        return first, last


def _until(true, make, log: Path, start: float) -> float:
    while not true():
        if make.poll() is not None or time.monotonic() - start > LIMIT:
            raise SystemExit(log.read_text()[-3000:])
        time.sleep(0.05)
    return time.monotonic() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--pip", action="store_true", help="plain pip instead of uv")
    options = parser.parse_args()
    rounds = []
    with tempfile.TemporaryDirectory(prefix="commonbeat-home-") as shared:
        if not options.cold:
            one_round(Path(shared), options.pip)
        for _number in range(options.rounds):
            with tempfile.TemporaryDirectory(prefix="commonbeat-home-") as empty:
                rounds.append(one_round(Path(empty if options.cold else shared), options.pip))
    report(rounds, "cold" if options.cold else "warm", "pip" if options.pip else "uv")


def report(rounds: list[tuple[float, float]], caches: str, installer: str) -> None:
    first, last = zip(*rounds, strict=True)
    print(f"## From nothing to the first page ({caches}, {installer})\n")
    print(
        f"`{' '.join(['python', 'bench/first_page.py', *sys.argv[1:]])}`, {datetime.now(UTC):%Y-%m-%d}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}\n"
    )
    print("| until | median s | lowest | highest | rounds |\n|---|---:|---:|---:|---:|")
    for words, seconds in (("the first page", first), ("the last figure", last)):
        print(
            f"| {words} | {statistics.median(seconds):.1f} | {min(seconds):.1f} | {max(seconds):.1f} | {len(rounds)} |"
        )


if __name__ == "__main__":
    main()
