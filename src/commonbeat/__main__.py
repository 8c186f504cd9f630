"""The console command `commonbeat`."""

import sys

from commonbeat.web.console import run


def main() -> None:
    """Run one command and end with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
