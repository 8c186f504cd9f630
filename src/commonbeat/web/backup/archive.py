"""The one file: a zip of a manifest, each table as lines of JSON, and the uploads; every part with its SHA-256."""

import contextlib
import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

from commonbeat.kit.spaces import MAIN

FORMAT = 2
READABLE = (1, FORMAT)
"""Format 1 knew the main space alone."""
MANIFEST = "manifest.json"


class Broken(Exception):
    """The file is no backup, or not the whole of one; says what is wrong with it."""


class Writer:
    """Writes beside the wanted name and takes that name only when everything is on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(f".{path.name}.part")

    def __enter__(self) -> "Writer":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.file = os.fdopen(os.open(self.part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b")
        self.zip = zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        return self

    def rows(self, member: str, rows: Iterable[list[Any]]) -> tuple[int, str]:
        """Write a table; its number of rows and its hash."""
        count, digest = 0, hashlib.sha256()
        with self.zip.open(member, "w", force_zip64=True) as target:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                digest.update(line)
                target.write(line)
                count += 1
        return count, digest.hexdigest()

    def copy(self, member: str, source: Path) -> tuple[int, str]:
        """Write a file; its size and its hash."""
        size, digest = 0, hashlib.sha256()
        with source.open("rb") as file, self.zip.open(member, "w", force_zip64=True) as target:
            while block := file.read(1 << 20):
                digest.update(block)
                target.write(block)
                size += len(block)
        return size, digest.hexdigest()

    def finish(self, manifest: Mapping[str, Any]) -> None:
        """Write the manifest, make all of it durable, and only then take the name."""
        self.zip.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
        self.zip.close()
        self.file.flush()
        os.fsync(self.file.fileno())
        self.part.replace(self.path)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ValueError):  # A part was being written when something failed.
            self.zip.close()
        self.file.close()
        self.part.unlink(missing_ok=True)


class Reader:
    """Reads a backup that may be damaged, cut short, or no backup at all."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
            self.manifest: dict[str, Any] = json.loads(self.zip.read(MANIFEST))
        except FileNotFoundError:
            raise Broken(f"There is no file {path}.") from None
        except (zipfile.BadZipFile, KeyError, ValueError, OSError) as problem:
            raise Broken(f"{path} is not a whole Commonbeat backup ({problem}).") from None
        if self.manifest.get("format") not in READABLE:
            raise Broken(f"{path} is of format {self.manifest.get('format')}; this version reads format {FORMAT}.")

    def members(self) -> Iterator[tuple[str, str]]:
        """Name and hash of every part that the manifest names."""
        for space in self.spaces().values():
            for table in space["tables"].values():
                yield table["member"], table["sha256"]
        for name, file in self.manifest["media"].items():
            yield f"media/{name}", file["sha256"]

    def spaces(self) -> dict[str, dict[str, Any]]:
        """Each data space by its name: its migrations, its trail's heads and its tables."""
        own = {name: self.manifest[name] for name in ("migrations", "audit", "tables")}
        return {MAIN: own, **self.manifest.get("spaces", {})}

    def verify(self) -> int:
        """Read every part and compare its hash; how many there are. Raises Broken at the first that differs."""
        count = 0
        for member, wanted in self.members():
            digest = hashlib.sha256()
            try:
                with self.zip.open(member) as source:
                    while block := source.read(1 << 20):
                        digest.update(block)
            except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError) as problem:
                raise Broken(f"The part {member} of the backup cannot be read ({problem}).") from None
            if digest.hexdigest() != wanted:
                raise Broken(f"The part {member} of the backup is not what was written: its hash differs.")
            count += 1
        return count

    def rows(self, member: str) -> Iterator[list[Any]]:
        """The rows of a table, one at a time."""
        with self.zip.open(member) as source:
            for line in source:
                yield json.loads(line)

    def extract(self, folder: Path) -> int:
        """Put the uploads into a folder; how many. Refuses names that would lead out of it."""
        for name in self.manifest["media"]:
            place = PurePosixPath(name)
            if place.is_absolute() or ".." in place.parts:
                raise Broken(f"The backup names an upload outside its folder: {name}.")
            target = folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            with self.zip.open(f"media/{name}") as source, target.open("wb") as file:
                while block := source.read(1 << 20):
                    file.write(block)
        return len(self.manifest["media"])
