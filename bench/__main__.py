"""`python -m bench`, or `make bench`: every figure in turn, each as a Markdown table with machine, date and command."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
SCRIPTS = (
    "pages.py",
    "jobs.py",
    "outbox.py",
    "imports.py",
    "first_page.py",
    "disclosure.py",
    "areas.py",
    "disparity.py",
    "survey.py",
    "attestation.py",
    "cells.py",
    "policies.py",
)
"""In the order of how long each takes."""


def main() -> int:
    """Run each in a process of its own, so that none warms another up; 1 if any failed."""
    failed = []
    for name in SCRIPTS:
        print(f"\n## {name}\n", flush=True)
        if subprocess.run([sys.executable, str(FOLDER / name)], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
