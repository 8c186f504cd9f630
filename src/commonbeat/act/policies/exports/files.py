"""The list of policies as CSV and JSON, one version as JSON and as plain text."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.policies.queries import Listed
from commonbeat.act.policies.rules.text import Section, parse
from commonbeat.kit.tabular.cells import escaped

COLUMNS = {
    "number": _("The policy's number, as the agency counts."),
    "title": _("Its title."),
    "title_es": _("Its title in Spanish, where there is one."),
    "required": _("Which required policy it is; empty for none."),
    "version": _("The number of the version."),
    "in_force_from": _("The first day on which it is in force."),
    "in_force_until": _("The day on which it no longer is; empty while it is."),
    "next_review": _("When it is looked at again."),
    "summary": _("What it says, in plain words."),
    "summary_es": _("The same in Spanish."),
    "address": _("Where it can be read."),
    "notice": _("What must be known wherever the file goes."),
}
"""What each column of the list holds, in its order."""


def _row(one: Listed, address: str, notice: str) -> dict[str, str | int | None]:
    policy, version = one.policy, one.version
    return {
        "number": policy.number,
        "title": policy.title,
        "title_es": policy.title_es,
        "required": policy.required,
        "version": version.number,
        "in_force_from": str(version.effective_from or ""),
        "in_force_until": str(version.effective_until or ""),
        "next_review": str(policy.next_review or ""),
        "summary": version.summary,
        "summary_es": version.summary_es,
        "address": address,
        "notice": notice,
    }


def list_csv(rows: Iterable[tuple[Listed, str]], *, notice: str = "") -> str:
    """One row a policy, each with its address; no cell that a spreadsheet would run."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for one, address in rows:
        writer.writerow([escaped(str(cell)) for cell in _row(one, address, notice).values()])
    return written.getvalue()


def list_json(rows: Iterable[tuple[Listed, str]], *, notice: str = "") -> str:
    """The same as JSON, with what each column means."""
    found = {
        "columns": {name: str(words) for name, words in COLUMNS.items()},
        "rows": [_row(one, address, notice) for one, address in rows],
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def version_json(version: PolicyVersion, *, address: str, notice: str = "") -> str:
    """One version with its text as a tree, in both languages."""
    texts = {"en": version.text, "es": version.text_es}
    found = {
        "policy": version.policy.number,
        "title": {"en": version.policy.title, "es": version.policy.title_es},
        "version": version.number,
        "state": version.state,
        "in_force_from": str(version.effective_from or ""),
        "in_force_until": str(version.effective_until or ""),
        "approved_by": version.approved_by,
        "approved_on": str(version.approved_on or ""),
        "summary": {"en": version.summary, "es": version.summary_es},
        "sections": {
            code: [_section(section) for section in parse(text).sections] for code, text in texts.items() if text
        },
        "address": address,
        "notice": notice,
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "blocks": [
            {"kind": str(block.kind), **({"term": block.name} if block.name else {}), "items": block.items}
            for block in section.blocks
        ],
        "sections": [_section(child) for child in section.children],
    }


def version_text(version: PolicyVersion, language: str, *, head: str) -> str:
    """One version in the plain-text form in which it was written, under a head that says what it is."""
    return f"{head}\n\n{version.said('text', language)[0].rstrip()}\n"
