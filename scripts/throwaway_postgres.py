"""A PostgreSQL cluster in a temporary folder, for as long as tests run; never as root, never on the network."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=50")
"""A cluster that is thrown away needs no safety against power cuts."""


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: Debian's newest, else that of the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return debian[-1].parent if debian else Path(on_path).parent if on_path else None


def other_user() -> str | None:
    """PostgreSQL refuses to run as root: the user to run it as, or None where we are not root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Cluster:
    """`with Cluster() as cluster:` has a database at `cluster.url`; afterward nothing is left."""

    def __init__(self) -> None:
        found = programs()
        if found is None:
            raise SystemExit("PostgreSQL is missing. On Debian: sudo apt-get install postgresql-15")
        self.programs = found
        self.folder = Path(tempfile.mkdtemp(prefix="commonbeat-postgres-"))
        self.port = free_port()
        self.url = f"postgresql://commonbeat@127.0.0.1:{self.port}/postgres"

    def _run(self, program: str, *arguments: str) -> None:
        user = other_user()
        before = ["runuser", "-u", user, "--"] if user else []
        done = subprocess.run(
            [*before, str(self.programs / program), *arguments],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout.decode(errors='replace')}")

    def __enter__(self) -> Cluster:
        if user := other_user():
            shutil.chown(self.folder, user)
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", "commonbeat", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = " ".join(f"-c {setting}" for setting in (*QUICK, f"port={self.port}", "listen_addresses=127.0.0.1"))
        socket_folder = f"-c unix_socket_directories={self.folder}"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", data, "-w", "-l", log, "-o", f"{options} {socket_folder}", "start")
        return self

    def __exit__(self, *_problem: object) -> None:
        with contextlib.suppress(RuntimeError):
            self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run a command with COMMONBEAT_TEST_DATABASE set: `python scripts/throwaway_postgres.py pytest tests/ground`."""
    with Cluster() as cluster:
        surroundings = {**os.environ, "COMMONBEAT_TEST_DATABASE": cluster.url}
        return subprocess.run(command, env=surroundings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
