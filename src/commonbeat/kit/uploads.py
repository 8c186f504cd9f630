"""A file comes in: streamed to a place of its own, hashed on the way, never opened by the name it came with."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from commonbeat.kit.tabular.problems import FileReason, FileRefused

LIMIT = 512 * 1024 * 1024
"""How many bytes a file may have unless the caller says otherwise."""
BLOCK = 1 << 20
PASSING = "passing"
"""The room of files that are deleted as soon as they are read, and that no backup keeps: they hold phone numbers."""


@dataclass(frozen=True)
class Stored:
    """A file as it was received: where (relative to the folder of all uploads), its SHA-256 in hex, its bytes."""

    name: str
    sha256: str
    size: int


def receive(blocks: Iterable[bytes], folder: Path, room: str, *, limit: int = LIMIT) -> Stored:
    """Write what arrives to `folder`/`room`/<random>, readable by the owner alone.

    Raises FileRefused where it is empty or larger than `limit`; nothing is left behind then.
    """
    name = f"{room}/{secrets.token_hex(16)}"
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for block in blocks:
                size += len(block)
                if size > limit:
                    raise FileRefused(FileReason.TOO_BIG, most=f"{limit // (1024 * 1024)} MB")
                digest.update(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if not size:
            raise FileRefused(FileReason.EMPTY)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Stored(name, digest.hexdigest(), size)


def blocks_of(path: Path) -> Iterator[bytes]:
    """A file on this machine, in blocks. Raises FileRefused where there is none."""
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block
    except (FileNotFoundError, IsADirectoryError):
        raise FileRefused(FileReason.MISSING) from None


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def plain_name(name: str, longest: int = 150) -> str:
    """The name that a file came with, fit to be shown: no folders, no control characters, not longer than a line."""
    last = re.split(r"[\\/]", name)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip() or "file"
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"
