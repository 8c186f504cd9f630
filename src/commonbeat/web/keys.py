"""The installation's keys: one file each, in a folder of their own outside database and backups."""

import hashlib
import os
import secrets
from pathlib import Path

NAMES = ("django", "fields")
"""`django` signs sessions and links; `fields` seals contact details and gateway passwords in the database."""


_lent: dict[str, str] = {}


class KeyMissing(RuntimeError):
    """A key file is not there; says what to do."""


def read(folder: Path, name: str) -> str:
    """The key of that name, as text.

    Raises KeyMissing where the file is not there: an installation never makes up a key by itself, or what was sealed
    with the lost one would silently become unreadable.
    """
    if value := os.environ.get(f"COMMONBEAT_KEY_{name.upper()}"):
        return value
    try:
        return (folder / f"{name}.key").read_text().strip()
    except FileNotFoundError:
        raise KeyMissing(
            f"The key file {folder / f'{name}.key'} is missing. For a new installation run `commonbeat init`; "
            f"for a moved one, bring the keys folder along or set COMMONBEAT_KEYS to where it is."
        ) from None


def former(folder: Path, name: str) -> list[str]:
    """The keys of that name that held before, newest first: files such as `django.2026.key`. They still verify."""
    return [path.read_text().strip() for path in sorted(folder.glob(f"{name}.*.key"), reverse=True)]


def lend(folder: Path) -> None:
    """Let this one process run without key files, on keys that only `create` keeps: for `init`, which first asks."""
    for name in NAMES:
        if f"COMMONBEAT_KEY_{name.upper()}" not in os.environ and not (folder / f"{name}.key").exists():
            os.environ[f"COMMONBEAT_KEY_{name.upper()}"] = _lent[name] = secrets.token_urlsafe(48)


def create(folder: Path) -> list[Path]:
    """Make the keys that are not there yet, readable by the owner alone; returns the new files. Lent keys are kept."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = []
    for name in NAMES:
        path = folder / f"{name}.key"
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(_lent.get(name, secrets.token_urlsafe(48)) + "\n")
            new.append(path)
    return new


def fingerprints(folder: Path) -> dict[str, str]:
    """What tells each key apart without giving it away: half a SHA-256 of 48 random bytes cannot be turned back."""
    return {name: hashlib.sha256(f"commonbeat {name} {read(folder, name)}".encode()).hexdigest()[:32] for name in NAMES}
