"""`make check`: format, lint, types, imports, templates, migrations and generated documents, each timed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PLACES = [name for name in ("src", "tests", "scripts", "bench") if (ROOT / name).exists()]

CHECKS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", *PLACES],
    "lint": [str(BIN / "ruff"), "check", "--quiet", *PLACES],
    "who imports whom": [str(BIN / "lint-imports")],
    "templates": [str(BIN / "djlint"), "src", "--lint", "--quiet"],
    "migrations": [sys.executable, "-m", "commonbeat", "makemigrations", "--check", "--dry-run"],
    "generated documents": [sys.executable, "-m", "commonbeat", "document", "--check"],
    "types": [
        str(BIN / "mypy"),
        "-p",
        "commonbeat",
        "--no-error-summary",
        "--cache-dir",
        ".mypy_cache/check",
        "-n",
        "auto",
    ],
}
"""Quickest first, so that a slip shows at once."""


def surroundings(home: str) -> dict[str, str]:
    """A data folder and keys that nobody else uses."""
    keys = {
        "COMMONBEAT_KEY_DJANGO": "only-for-checks-" + "k" * 40,
        "COMMONBEAT_KEY_FIELDS": "only-for-checks-" + "f" * 40,
    }
    paths = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"}
    return {**os.environ, **paths, "COMMONBEAT_DATA": f"{home}/data", "COMMONBEAT_KEYS": f"{home}/keys", **keys}


def main() -> int:
    """Run all, show what failed, say how long each took; 1 if any failed."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="commonbeat-check-") as home:
        for name, command in CHECKS.items():
            start = time.monotonic()
            done = subprocess.run(
                command, cwd=ROOT, env=surroundings(home), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
            )
            word = "good" if done.returncode == 0 else "FAILED"
            print(f"check: {name:<20} {word:<7} {time.monotonic() - start:5.1f} s", flush=True)
            if done.returncode:
                failed.append(name)
                sys.stdout.write(done.stdout.decode(errors="replace")[-12000:] + "\n")
    if failed:
        print(f"make check: {', '.join(failed)} failed; see above.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
