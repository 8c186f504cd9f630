"""Which agency a request is for, which settings hold, and what became of the files that came in."""

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency import access
from commonbeat.ground.agency.models import Agency, ImportBatch, SavedMapping, Setting
from commonbeat.ground.agency.rules import ANSWERS, DEFAULTS, PARTS, YES_NO, ImportState, SettingKey
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.tabular.files import Sheet
from commonbeat.kit.tabular.problems import FileReason, FileRefused, Problem
from commonbeat.kit.tasks import Waiting
from commonbeat.kit.words import Words


def agency_for(host: str, first_segment: str) -> tuple[Agency | None, bool]:
    """Which agency a request is for, and whether its first path segment said so; one query.

    A host name given to an agency comes first, then a first segment that is an agency's short name, then the only
    agency of an installation that has one.
    """
    first_two = Agency.objects.order_by("pk").values("pk")[:2]
    rows = list(
        Agency.objects.filter(Q(slug=first_segment) | Q(hosts__icontains=f'"{host}"') | Q(pk__in=first_two)).order_by(
            "pk"
        )
    )
    by_host = next((agency for agency in rows if host in agency.hosts), None)
    by_slug = next((agency for agency in rows if agency.slug == first_segment), None)
    if by_host is not None:
        return by_host, by_slug == by_host
    if by_slug is not None:
        return by_slug, True
    return (rows[0] if len(rows) == 1 else None), False


def setting(agency: Agency, key: str, on: date) -> Mapping[str, int]:
    """What holds for this agency on that day: its own dated setting over the house's defaults."""
    row = Setting.objects.in_force(agency, key, on).first()
    return {**DEFAULTS[key], **(row.value if row else {})}


def full_address(agency: Agency, name: str, *arguments: str) -> str:
    """A page of the agency's as it stands in a text or mail, in the language that is active; for what no request made.

    The agency's own host name comes first, then the installation's address, with the agency's short name where several
    share it.
    """
    path = reverse(name, args=arguments)[len(get_script_prefix()) :]
    if agency.hosts:
        return f"{'https' if settings.HTTPS else 'http'}://{agency.hosts[0]}/{path}"
    shared = Agency.objects.exclude(pk=agency.pk).exists()
    return f"{settings.ADDRESS}/{agency.slug}/{path}" if shared else f"{settings.ADDRESS}/{path}"


def media_folder() -> Path:
    """The folder of all uploads."""
    return Path(settings.MEDIA_ROOT)


def problems_path(batch: ImportBatch) -> Path:
    """Where the rows that a check refused are listed, one JSON object a line."""
    return media_folder() / f"{batch.stored}.problems"


def same_file_loaded(batch: ImportBatch) -> ImportBatch | None:
    """The batch that loaded this very file, read in this very way, if nothing has changed its rows since."""
    before = ImportBatch.objects.loaded().filter(agency_id=batch.agency_id, kind=batch.kind)
    same = before.filter(sha256=batch.sha256, mapping=batch.mapping).order_by("-pk").first()
    if same is None or before.filter(ended_at__gt=same.ended_at, rows_changed__gt=0).exists():
        return None
    return same


@dataclass(frozen=True)
class ListedRow:
    """A row of a file that cannot be taken, as the check wrote it down."""

    line: int
    cells: list[str]
    problems: list[Problem]


def refused_rows(batch: ImportBatch, start: int = 0, most: int | None = None) -> Iterator[ListedRow]:
    """The rows that the check refused, in the order of the file; none where the list is gone with the file."""
    path = problems_path(batch)
    if not batch.stored or not path.is_file():
        return
    with path.open(encoding="utf-8") as listed:
        for line in itertools.islice(listed, start, None if most is None else start + most):
            kept = json.loads(line)
            yield ListedRow(kept["line"], kept["cells"], [Problem(**problem) for problem in kept["problems"]])


def sheet_of(batch: ImportBatch) -> Sheet:
    """The batch's file, ready to be read. Raises FileRefused where it is not there any more."""
    path = media_folder() / batch.stored
    if not batch.stored or not path.is_file():
        raise FileRefused(FileReason.MISSING)
    return Sheet.from_json(path, batch.sheet)


def fitting_mapping(rows: "QuerySet[SavedMapping]", batch: ImportBatch) -> SavedMapping | None:
    """The mapping saved last whose columns the file has; one query."""
    headers = set(batch.sheet["headers"])
    for row in rows.filter(kind=batch.kind).order_by("-saved_at"):
        if {name for names in row.mapping["columns"].values() for name in names} <= headers:
            return row
    return None


@dataclass(frozen=True)
class DatedSetting:
    """One setting: what holds today, part by part, and every row that was ever set, newest first."""

    key: SettingKey
    parts: "list[tuple[Words, Words | int]]"
    rows: list[Setting]


def settings_through_time(agency: Agency, on: date) -> list[DatedSetting]:
    """Every setting as it holds that day, with its history; one query."""
    rows = list(Setting.objects.filter(agency=agency).order_by("-effective_from", "-pk"))
    found = []
    for key in SettingKey:
        mine = [row for row in rows if row.key == key]
        holding: dict[str, int] = next((row.value for row in mine if row.effective_from <= on), {})
        now = {**DEFAULTS[key], **holding}
        parts = [(PARTS[key][name], ANSWERS[value] if name in YES_NO else value) for name, value in now.items()]
        found.append(DatedSetting(key, parts, mine))
    return found


def on_hold(agency: Agency, on: date) -> bool:
    """Whether a legal hold stops destruction on that day."""
    return bool(setting(agency, SettingKey.LEGAL_HOLD, on)["hold"])


def fresh(agency: Agency) -> Agency:
    """The agency as the database has it now, to be changed without touching what the page shows."""
    return Agency.objects.get(pk=agency.pk)


_NEXT: Mapping[str, Words] = {
    ImportState.RECEIVED: _("Name its columns"),
    ImportState.CHECKED: _("Look at what was found in it, then load it or discard it"),
    ImportState.REFUSED: _("See why it cannot be loaded, then discard it"),
}


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """For the Monday list of those who load files: each that waits for a decision, the oldest first."""
    if not actor.may(Permission.BRING_FILES, agency):
        return []
    rows = access.visible_imports(actor, agency).filter(state__in=_NEXT).order_by("pk")
    return [
        Waiting(title=row.file_name, address="import_detail", arguments=(row.pk,), next_step=_NEXT[row.state])
        for row in rows.only("pk", "file_name", "state")
    ]
