"""The file by which practices travel between installations: its fields, its schema, its hash, and every error in it."""

import hashlib
import json
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from commonbeat.ground.agency.rules import Language
from commonbeat.ground.library.rules.peers import SizeBand, contact_problem
from commonbeat.ground.library.rules.vocabulary import Grade

FORMAT = "commonbeat-practices"
VERSION = 1
LARGEST = 1_000_000
"""Bytes of the largest file that is read."""
MOST = 200
"""Practices in one file at most."""


@dataclass(frozen=True, slots=True)
class Part:
    """One field of the file: how long it may be, or which words it may hold, or that it is a day, a number, a list."""

    name: str
    most: int = 0
    choices: tuple[str, ...] = ()
    kind: str = "text"
    needed: bool = True


SITE = (
    Part("agency", 200),
    Part("place", 200),
    Part("size", choices=tuple(SizeBand.values)),
    Part("measured", 4000, needed=False),
    Part("office", 120),
    Part("contact", 200, kind="contact"),
    Part("networks", 120, kind="list"),
)
"""Who sends the practices."""

PRACTICE = (
    Part("reference", kind="uuid"),
    Part("version", kind="number"),
    Part("changed_on", kind="day"),
    Part("language", choices=tuple(Language.values)),
    Part("title", 160),
    Part("what", 4000),
    Part("why", 4000),
    Part("needed", 4000),
    Part("measured", 4000),
    Part("grade", choices=tuple(Grade.values)),
    Part("topics", 60, kind="list"),
)
"""One practice; topics are short names."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field: where it stands ("practices[2].title") and what to do."""

    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}: {self.words}" if self.where else self.words


@dataclass(frozen=True, slots=True)
class PracticeFile:
    """A file as it was read: who sends it, its practices, its fingerprint, and everything that is wrong with it."""

    site: Mapping[str, Any] = field(default_factory=dict)
    practices: Sequence[Mapping[str, Any]] = ()
    exported_on: str = ""
    sha256: str = ""
    problems: tuple[Problem, ...] = ()


_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
"""What a database does not take as text."""


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of the file's content without the hash itself: JSON, keys sorted, no spaces, UTF-8."""
    content = {name: value for name, value in document.items() if name != "sha256"}
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def built(site: Mapping[str, Any], practices: Sequence[Mapping[str, Any]], day: date) -> dict[str, Any]:
    """The file as it goes out, with its hash."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "format_version": VERSION,
        "exported_on": day.isoformat(),
        "from": dict(site),
        "practices": [dict(practice) for practice in practices],
    }
    return {**document, "sha256": digest(document)}


def schema() -> dict[str, Any]:
    """The file's JSON Schema (draft 2020-12), drawn from the same list of fields by which it is checked."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "type": "object",
        "required": ["format", "format_version", "exported_on", "from", "practices", "sha256"],
        "properties": {
            "format": {"const": FORMAT},
            "format_version": {"const": VERSION},
            "exported_on": {"type": "string", "format": "date"},
            "from": _object(SITE),
            "practices": {"type": "array", "minItems": 1, "maxItems": MOST, "items": _object(PRACTICE)},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        },
        "additionalProperties": False,
    }


def _object(parts: Sequence[Part]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [part.name for part in parts if part.needed],
        "properties": {part.name: _shape(part) for part in parts},
        "additionalProperties": False,
    }


def _shape(part: Part) -> dict[str, Any]:
    """What the schema says of one field."""
    if part.choices:
        return {"enum": list(part.choices)}
    shapes: dict[str, dict[str, Any]] = {
        "text": {"type": "string", "minLength": int(part.needed), "maxLength": part.most},
        "contact": {"type": "string", "minLength": 1, "maxLength": part.most},
        "uuid": {"type": "string", "format": "uuid"},
        "number": {"type": "integer", "minimum": 1, "maximum": 32767},
        "day": {"type": "string", "format": "date"},
        "list": {"type": "array", "maxItems": 50, "items": {"type": "string", "minLength": 1, "maxLength": part.most}},
    }
    return shapes[part.kind]


def read(content: bytes) -> PracticeFile:
    """Read a file and find everything that is wrong with it; nothing is raised and nothing is kept."""
    if len(content) > LARGEST:
        return _refused("", _("This file is too large. A file of practices has at most 1 MB."))
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError):
        return _refused("", _("This is not a JSON file. Choose the file as it was downloaded."))
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return _refused("format", _("This is not a file of practices of Commonbeat."))
    if document.get("format_version") != VERSION:
        return _refused("format_version", _("This version of the file is not known here. Update Commonbeat first."))
    problems = list(_whole(document))
    if not problems and document.get("sha256") != digest(document):
        words = _("The content does not fit its hash: the file was changed after it was made.")
        problems.append(Problem("sha256", words))
    site, practices = document.get("from"), document.get("practices")
    known = isinstance(site, dict) and isinstance(practices, list)
    return PracticeFile(
        site=site if isinstance(site, dict) else {},
        practices=[one for one in practices if isinstance(one, dict)] if known and isinstance(practices, list) else (),
        exported_on=str(document.get("exported_on", "")),
        sha256=str(document.get("sha256", "")),
        problems=tuple(problems),
    )


def _no_constant(_name: str) -> Any:
    """NaN and Infinity are no JSON."""
    raise ValueError


def _refused(where: str, words: str) -> PracticeFile:
    return PracticeFile(problems=(Problem(where, words),))


def _whole(document: Mapping[str, Any]) -> Iterator[Problem]:
    known = {"format", "format_version", "exported_on", "from", "practices", "sha256"}
    yield from (Problem(str(name), _unknown()) for name in document if name not in known)
    if not _is_day(document.get("exported_on")):
        yield Problem("exported_on", _day())
    yield from _checked(document.get("from"), SITE, "from")
    practices = document.get("practices")
    if not isinstance(practices, list) or not 1 <= len(practices) <= MOST:
        yield Problem("practices", _("There must be from 1 to %(most)s practices.") % {"most": MOST})
        return
    for place, practice in enumerate(practices, start=1):
        yield from _checked(practice, PRACTICE, f"practices[{place}]")
    references = [str(one.get("reference")).lower() for one in practices if isinstance(one, dict)]
    if len(set(references)) < len(references):
        yield Problem("practices", _("The same practice stands there twice."))


def _checked(given: Any, parts: Sequence[Part], where: str) -> Iterator[Problem]:
    if not isinstance(given, dict):
        yield Problem(where, _("This must be an object with named fields."))
        return
    names = {part.name for part in parts}
    yield from (Problem(f"{where}.{name}", _unknown()) for name in given if name not in names)
    for part in parts:
        if part.name not in given:
            if part.needed:
                yield Problem(f"{where}.{part.name}", _("This field is missing."))
        elif problem := _problem(part, given[part.name]):
            yield Problem(f"{where}.{part.name}", problem)


def _problem(part: Part, value: Any) -> str:
    """What is wrong with one value; "" where nothing is."""
    if part.choices:
        fits = isinstance(value, str) and value in part.choices
        return "" if fits else _("Use one of these: %(choices)s.") % {"choices": ", ".join(part.choices)}
    if part.kind == "number":
        fits = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 32767
        return "" if fits else _("Use a whole number from 1.")
    if part.kind == "day":
        return "" if _is_day(value) else _day()
    if part.kind == "uuid":
        return "" if _is_uuid(value) else _("This must be a UUID.")
    if part.kind == "list":
        fits = isinstance(value, list) and len(value) <= 50
        return next((why for one in value if (why := _text(one, part))), "") if fits else _("This must be a list.")
    return _text(value, part) or (contact_problem(value) if part.kind == "contact" else "")


def _text(value: Any, part: Part) -> str:
    if not isinstance(value, str) or _UNREADABLE.search(value):
        return _("This must be text.")
    if part.needed and not value.strip():
        return _("Write something here.")
    return _("Shorten this to %(most)s characters.") % {"most": part.most} if len(value) > part.most else ""


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_uuid(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False


def _unknown() -> str:
    return _("This field is not known.")


def _day() -> str:
    return _("Write the date like this: 2026-11-21")
