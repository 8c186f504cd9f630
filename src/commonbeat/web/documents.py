"""The documents that the code writes about itself: who may what, which tables, which moves, what runs by itself."""

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.db import models
from django.utils.translation import override

from commonbeat.ground.roles import GRANTS, Permission, Role
from commonbeat.web.timetable import TASKS

HEAD = "<!-- Written by `commonbeat document`; change the code, not this file. -->\n\n"


def _ours() -> Iterator[AppConfig]:
    return (config for config in apps.get_app_configs() if config.name.startswith("commonbeat."))


def _row(*cells: Any) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def permissions() -> str:
    """The table of roles and what each may do."""
    lines = [
        "# Who may do what\n",
        _row("may", *(role.label for role in Role)),
        _row("---", *("---" for _role in Role)),
    ]
    lines += [
        _row(permission.label, *("yes" if permission in GRANTS[role] else "" for role in Role))
        for permission in Permission
    ]
    return "\n".join(lines)


def _type_of(field: models.Field[Any, Any]) -> str:
    if isinstance(field, models.ForeignKey):
        return f"one {field.remote_field.model._meta.label}"
    length = f" of {field.max_length}" if getattr(field, "max_length", None) else ""
    return field.get_internal_type().removesuffix("Field").lower() + length


def tables() -> str:
    """The data dictionary: every table and column, with its retention class."""
    lines = ["# Data dictionary\n"]
    for config in _ours():
        kept = getattr(_rules_of(config), "RETENTION", {})
        for model in config.get_models():
            lines += [
                f"## {model._meta.label}\n",
                f"{(model.__doc__ or '').strip().splitlines()[0]} Kept as: {kept.get(model.__name__, 'not said')}.\n",
                _row("column", "type", "may be empty", "meaning"),
                _row("---", "---", "---", "---"),
            ]
            lines += [
                _row(field.column, _type_of(field), "yes" if field.null else "", field.help_text or field.verbose_name)
                for field in model._meta.concrete_fields
            ]
            lines.append("")
    return "\n".join(lines).rstrip()


def _rules_of(config: AppConfig) -> Any:
    try:
        return importlib.import_module(f"{config.name}.rules")
    except ModuleNotFoundError:
        return None


def moves() -> str:
    """A state diagram of every life-cycle: each `MOVES...` mapping of an app's rules."""
    lines = ["# Life-cycles\n"]
    for config in _ours():
        for name, mapping in sorted(vars(_rules_of(config) or object).items()):
            if name.endswith("MOVES") and isinstance(mapping, Mapping):
                lines += [f"## {config.label}: {name.lower().replace('_', ' ')}\n", "```mermaid", "stateDiagram-v2"]
                lines += [f"    {start} --> {end}" for start, ends in mapping.items() for end in sorted(ends)]
                lines += ["```\n"]
    return "\n".join(lines).rstrip()


def timetable() -> str:
    """What runs by itself, and when."""
    lines = ["# What runs by itself\n", _row("job", "when", "what it does"), _row("---", "---", "---")]
    lines += [_row(f"`{name}`", task.cadence or "when asked", task.words) for name, task in sorted(TASKS.items())]
    return "\n".join(lines)


DOCUMENTS = {
    "permissions.md": permissions,
    "tables.md": tables,
    "life-cycles.md": moves,
    "timetable.md": timetable,
}


def written() -> dict[str, str]:
    """Every document by file name, in English."""
    with override("en"):
        return {name: HEAD + make() + "\n" for name, make in DOCUMENTS.items()}


def write(folder: Path, *, check: bool) -> list[str]:
    """Write the documents, or with `check` only name those that no longer tell the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    stale = [name for name, text in written().items() if _read(folder / name) != text]
    if not check:
        for name in stale:
            (folder / name).write_text(written()[name])
    return stale


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""
