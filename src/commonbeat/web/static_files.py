"""Collects the files that pages link to, compressed and named by content; only when they changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

STAMP = ".made-from"


def made_from() -> str:
    """A fingerprint of every source file by name, size and time."""
    seen = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            seen.update(f"{name} {storage.size(name)} {storage.get_modified_time(name).timestamp()}\n".encode())
    return seen.hexdigest()


def collect() -> bool:
    """Whether anything had to be collected."""
    stamp = settings.STATIC_ROOT / STAMP
    wanted = made_from()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(wanted)
    return True
