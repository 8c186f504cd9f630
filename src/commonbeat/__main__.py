"""The console command `commonbeat`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one of the commands of `web/management/commands`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonbeat.web.settings")
    execute_from_command_line(["commonbeat", *sys.argv[1:]])


if __name__ == "__main__":
    main()
