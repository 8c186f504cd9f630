"""`commonbeat import KIND FILE`: load a file from the console, by the same steps as on the site."""

# ruff: noqa: N999 - the command is called "import"

import argparse
import time
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.management.base import BaseCommand, OutputWrapper

from commonbeat.ground.agency import actions, queries
from commonbeat.ground.agency.imports import ImportKind, kinds
from commonbeat.ground.agency.models import Agency, ImportBatch, SavedMapping
from commonbeat.ground.agency.rules import ImportState
from commonbeat.ground.roles import System
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
from commonbeat.kit.tabular.problems import FileRefused
from commonbeat.kit.uploads import blocks_of

LISTED = 20
"""How many refused rows are printed; all of them are listed on the site."""
NOT_LOADED = 1
"""Exit code where the file was not loaded; usage errors have Django's own."""


class Command(BaseCommand):
    help = (
        "Checks a file, lists every row that cannot be taken, and loads it whole or not at all. The same file twice "
        "adds nothing. Ends with code 0 when the rows are in, 1 when nothing was loaded. "
        "Example: commonbeat import stops stops-2017.csv --mapping 'stops of our CAD'"
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kind", help=f"what the rows hold: {', '.join(kinds())}")
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", metavar="SLUG", help="short name of the agency, where there are several")
        parser.add_argument("--mapping", metavar="NAME", help="saved columns; without it they are guessed from names")
        parser.add_argument("--leave-out-bad", action="store_true", help="load the good rows, leave out the others")
        parser.add_argument("--dry-run", action="store_true", help="only check; load nothing and keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = kinds().get(options["kind"])
        if kind is None:
            raise CommandError(f"There is no kind `{options['kind']}`. Choose one of: {', '.join(kinds())}.")
        actor = System("import at the console")
        try:
            batch = self._received(actor, _agency(options["agency"]), kind, options["file"])
            mapping = self._mapping(batch, kind, options["mapping"])
            try:
                name = options["mapping"] or ""
                actions.map_columns(actor=actor, batch=batch, mapping=mapping, name=name, later=False)
            except ValidationError:
                actions.discard(actor=actor, batch=batch)
                raise
            self._run(actor, batch, options)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages), returncode=NOT_LOADED) from None

    def _received(self, actor: System, agency: Agency, kind: ImportKind, path: Path) -> ImportBatch:
        try:
            blocks = blocks_of(path)
            return actions.receive(actor=actor, agency=agency, kind=kind.key, name=path.name, blocks=blocks)
        except FileRefused as refused:
            raise CommandError(f"{path}: {refused.words}", returncode=NOT_LOADED) from None

    def _mapping(self, batch: ImportBatch, kind: ImportKind, name: str | None) -> ColumnMapping:
        if name is None:
            guess = ColumnMapping(columns=suggest(kind.rows, batch.sheet["headers"]))
            self.stdout.write("Columns, guessed from their names:")
            for key, names in guess.columns.items():
                self.stdout.write(f"  {key:<20} {', '.join(names)}")
            return guess
        rows = SavedMapping.objects.filter(agency=batch.agency, kind=kind.key)
        saved = rows.filter(name=name).first()
        if saved is None:
            names = ", ".join(f"'{row.name}'" for row in rows) or "none yet: make one on the site"
            raise ValidationError(f"No columns are saved as '{name}'. Saved: {names}.")
        return ColumnMapping.from_json(saved.mapping)

    def _run(self, actor: System, batch: ImportBatch, options: dict[str, Any]) -> None:
        """Check, tell, decide, load."""
        batch = actions.check(batch_id=batch.pk, progress=Bar(self.stdout, "checked"))
        self._tell(batch)
        if batch.state == ImportState.KNOWN:
            return
        if batch.state == ImportState.REFUSED:
            self._give_up(actor, batch, _why(batch))
        if options["dry_run"]:
            actions.discard(actor=actor, batch=batch)
            self.stdout.write("Only checked: nothing was loaded, nothing was kept.")
            return
        if batch.rows_bad and not options["leave_out_bad"]:
            where = f"All of them: /staff/imports/{batch.pk}/refused/ on the site."
            raise CommandError(
                f"Nothing was loaded. Put the rows right, or load the others with --leave-out-bad. {where}",
                returncode=NOT_LOADED,
            )
        if not batch.rows_good:
            self._give_up(actor, batch, "No row can be taken.")
        actions.confirm(actor=actor, batch=batch, leave_out_bad=options["leave_out_bad"], later=False)
        batch = actions.load(batch_id=batch.pk, progress=Bar(self.stdout, "loaded "))
        if batch.state != ImportState.LOADED:
            raise CommandError(_why(batch), returncode=NOT_LOADED)
        self.stdout.write(
            f"Loaded: {batch.rows_new:,} new, {batch.rows_changed:,} corrected, {batch.rows_same:,} there already, "
            f"{batch.rows_bad:,} left out. SHA-256 {batch.sha256}"
        )

    def _give_up(self, actor: System, batch: ImportBatch, words: str) -> None:
        actions.discard(actor=actor, batch=batch)
        raise CommandError(f"{words} Nothing was loaded.", returncode=NOT_LOADED)

    def _tell(self, batch: ImportBatch) -> None:
        """What the check found, with the first rows that cannot be taken."""
        if batch.state == ImportState.KNOWN:
            self.stdout.write("This very file, read in this very way, is loaded already. Nothing to do.")
        if batch.state != ImportState.CHECKED:
            return
        self.stdout.write(
            f"{batch.rows_read:,} rows: {batch.rows_new:,} new, {batch.rows_changed:,} with other values, "
            f"{batch.rows_same:,} there already, {batch.rows_bad:,} that cannot be taken."
        )
        self._tell_unmatched(batch)
        kind = kinds()[batch.kind].rows
        for row in queries.refused_rows(batch, 0, LISTED):
            for problem in row.problems:
                what, remedy = kind.told(problem)
                self.stdout.write(f"  line {row.line}, {problem.column or 'whole line'}: {kind.seen(problem)}")
                self.stdout.write(f"      {what} {remedy}")

    def _tell_unmatched(self, batch: ImportBatch) -> None:
        """Names of the file that nothing on record has, what that means and what to do."""
        for key, found in batch.summary["unmatched"].items():
            told = kinds()[batch.kind].unmatched[key]
            self.stdout.write(f"{told.title}: {len(found['names']) + found['more']:,}, on {found['rows']:,} rows.")
            for name, count in found["names"][:LISTED]:
                self.stdout.write(f"  {name}: {count:,}")
            self.stdout.write(f"  {told.means} {told.remedy}")


def _agency(slug: str | None) -> Agency:
    if slug is None:
        first_two = list(Agency.objects.order_by("pk")[:2])
        if len(first_two) != 1:
            raise CommandError(f"Say which agency: --agency SLUG. There are: {', '.join(_slugs()) or 'none yet'}.")
        return first_two[0]
    agency = Agency.objects.filter(slug=slug).first()
    if agency is None:
        raise CommandError(f"There is no agency `{slug}`. There are: {', '.join(_slugs()) or 'none yet'}.")
    return agency


def _slugs() -> list[str]:
    return list(Agency.objects.values_list("slug", flat=True))


def _why(batch: ImportBatch) -> str:
    if not batch.failure:
        return "The file was taken over by somebody else meanwhile."
    return kinds()[batch.kind].rows.refusal(**batch.failure)


class Bar:
    """How far a file is: one line that grows in a terminal, a line every few seconds in a log."""

    EVERY = 5.0
    WIDTH = 30

    def __init__(self, out: OutputWrapper, words: str) -> None:
        self._out = out
        self._words = words
        self._told = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        share = done / total if total else 1.0
        if self._out.isatty():
            bar = "=" * round(share * self.WIDTH)
            self._out.write(
                f"\r  {self._words} [{bar:<{self.WIDTH}}] {share:4.0%}", ending="\n" if done >= total else ""
            )
            self._out.flush()
        elif time.monotonic() - self._told >= self.EVERY or done >= total:
            self._told = time.monotonic()
            self._out.write(f"  {self._words}: {share:.0%}")
