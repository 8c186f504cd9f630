"""A file's way in: received, its columns named, checked whole, decided on by a person, loaded whole or not at all."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency.actions.agencies import touch_public
from commonbeat.ground.agency.actions.passes import CheckPass, LoadPass, Overtaken, Progress
from commonbeat.ground.agency.actions.stored import delete_files, delete_private_upload
from commonbeat.ground.agency.imports import ImportKind, kinds
from commonbeat.ground.agency.models import Agency, ImportBatch, SavedMapping
from commonbeat.ground.agency.queries import media_folder, same_file_loaded
from commonbeat.ground.agency.rules import ENDED, ImportState, RowCounts, may_load, may_move
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor, System
from commonbeat.ground.work import actions as work
from commonbeat.kit import uploads
from commonbeat.kit.retention import Retention
from commonbeat.kit.tabular import files
from commonbeat.kit.tabular.mapping import ColumnMapping, places
from commonbeat.kit.tabular.phones import without_numbers
from commonbeat.kit.tabular.problems import FileReason, FileRefused


class OnBehalf(System):
    """The machine, doing what a person decided; the trail names that person."""

    def __init__(self, pk: int | None, label: str) -> None:
        super().__init__(label)
        self.pk = pk


def receive(
    *, actor: Actor, agency: Agency, kind: str, name: str, blocks: Iterable[bytes], limit: int = uploads.LIMIT
) -> ImportBatch:
    """Keep an uploaded file and look at what it is. Raises ValidationError, in words, where it is no table.

    The names of columns are kept and shown, so a first line that holds a number instead of names is none.
    """
    _permitted(actor, agency, kinds()[kind])
    private = kinds()[kind].rows.private
    folder = media_folder()
    try:
        stored = uploads.receive(blocks, folder, uploads.PASSING if private else "imports", limit=limit)
        try:
            sheet = files.inspect(folder / stored.name)
            if private and any(without_numbers(header) != header for header in sheet.headers):
                raise FileRefused(FileReason.NO_HEADER)
        except FileRefused:
            (folder / stored.name).unlink()
            raise
    except FileRefused as refused:
        raise ValidationError(refused.words, code=refused.reason) from None
    return ImportBatch.objects.create(
        agency=agency,
        kind=kind,
        file_name=uploads.plain_name(name),
        stored=stored.name,
        sha256=stored.sha256,
        size=stored.size,
        sheet=sheet.as_json(),
        received_by=actor.label[:200],
    )


@transaction.atomic
def map_columns(
    *, actor: Actor, batch: ImportBatch, mapping: ColumnMapping, name: str = "", later: bool = True
) -> ImportBatch:
    """Say how the file is to be read and order its check (`later=False`: the caller checks it at once).

    Raises ValidationError where a column that must be there is not named.
    """
    kind = kinds()[batch.kind]
    _permitted(actor, batch.agency, kind)
    try:
        places(kind.rows, mapping, batch.sheet["headers"])
    except FileRefused as refused:
        words = kind.rows.refusal(refused.reason, refused.detail)
        raise ValidationError(words, code=refused.reason) from None
    _move(batch, ImportState.CHECKING)
    batch.mapping, batch.mapping_name, batch.failure, batch.done = mapping.as_json(), name[:100], {}, 0
    batch.summary = {}
    batch.count(RowCounts())
    batch.save()
    if later:
        work.enqueue("agency.check_import", payload={"batch": batch.pk}, key=str(batch.pk), agency=batch.agency)
    return batch


@transaction.atomic
def save_mapping(*, actor: Actor, agency: Agency, kind: str, name: str, mapping: ColumnMapping) -> SavedMapping:
    """Keep how files of one source are read, under a name; an earlier one of that name is replaced, and kept."""
    _permitted(actor, agency, kinds()[kind])
    row = SavedMapping.objects.select_for_update().filter(agency=agency, kind=kind, name=name).first()
    new = mapping.as_json()
    if row is not None and row.mapping == new:
        return row
    if row is None:
        row = SavedMapping(agency=agency, kind=kind, name=name, mapping=new)
        row.full_clean()
    else:
        audit.correct(agency=agency, subject=row, changes={"mapping": (row.mapping, new)}, reason="saved again")
        row.mapping = new
    row.save()
    details = {"kind": kind, "name": name}
    audit.record(agency=agency, actor=actor, verb="agency.save_mapping", subject=row, details=details)
    return row


def check(*, batch_id: int, progress: Progress | None = None) -> ImportBatch:
    """Read the whole file and say what loading it would do; nothing is loaded. Run again, it starts over."""
    batch = _start(batch_id, ImportState.CHECKING)
    if batch is not None:
        with suppress(Overtaken):
            _check(batch, progress)
            delete_private_upload(batch)
    return ImportBatch.objects.get(pk=batch_id)


def _check(batch: ImportBatch, progress: Progress | None) -> None:
    if same_file_loaded(batch) is not None:
        _end(batch, ImportState.KNOWN)
        return
    try:
        result = CheckPass(batch, kinds()[batch.kind], progress).run()
    except FileRefused as refused:
        batch.failure = {"reason": refused.reason.value, "detail": refused.detail}
        _end(batch, ImportState.REFUSED)
    else:
        batch.count(result)
        batch.summary = result.summary
        _end(batch, ImportState.CHECKED)


@transaction.atomic
def confirm(*, actor: Actor, batch: ImportBatch, leave_out_bad: bool, later: bool = True) -> ImportBatch:
    """Decide that the file is loaded: all of it, or its good rows. Raises ValidationError where that cannot be."""
    _permitted(actor, batch.agency, kinds()[batch.kind])
    if not may_load(good=batch.rows_good, bad=batch.rows_bad, leave_out_bad=leave_out_bad):
        raise ValidationError(_("Rows that cannot be taken are left out only if you say so."))
    _move(batch, ImportState.LOADING)
    batch.leave_out_bad, batch.done = leave_out_bad, 0
    batch.decided_by, batch.decided_by_id = actor.label[:200], actor.pk
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError:
        raise ValidationError(_("Another file of this kind is being loaded. Wait until it is done.")) from None
    if later:
        work.enqueue("agency.load_import", payload={"batch": batch.pk}, key=str(batch.pk), agency=batch.agency)
    return batch


def load(*, batch_id: int, progress: Progress | None = None) -> ImportBatch:
    """Load what was decided on: rows are staged in short transactions and appear, all at once, in the last one.

    Killed at any point, it leaves nothing that anybody sees; run again, it clears what was staged and starts over.
    """
    batch = _start(batch_id, ImportState.LOADING)
    if batch is not None:
        with suppress(Overtaken):
            _load(batch, LoadPass(batch, kinds()[batch.kind], progress))
            delete_private_upload(batch)
    return ImportBatch.objects.get(pk=batch_id)


def _load(batch: ImportBatch, load_pass: LoadPass) -> None:
    try:
        result = load_pass.run()
    except FileRefused as refused:
        load_pass.clear()
        batch.failure = {"reason": refused.reason.value, "detail": refused.detail}
        _end(batch, ImportState.REFUSED)
        return
    with transaction.atomic():
        load_pass.publish()
        batch.count(result)
        _end(batch, ImportState.LOADED)
        _record_load(batch)
        if then := kinds()[batch.kind].then:
            work.enqueue(then, key=then, agency=batch.agency)
        touch_public(batch.agency)


def discard(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Give a file up, also one that is under way: what was staged and the file itself are deleted."""
    _permitted(actor, batch.agency, kinds()[batch.kind])
    with transaction.atomic():
        _move(batch, ImportState.DISCARDED)
        batch.run += 1
        batch.decided_by, batch.decided_by_id = actor.label[:200], actor.pk
        batch.ended_at = timezone.now()
        batch.save()
        details = {"kind": batch.kind, "file": batch.file_name, "sha256": batch.sha256}
        audit.record(agency=batch.agency, actor=actor, verb="agency.discard_import", subject=batch, details=details)
    LoadPass(batch, kinds()[batch.kind], None).clear()
    delete_files(batch)
    return batch


def destroy_due(*, agency: Agency, before: Mapping[str, datetime]) -> dict[str, int]:
    """Delete the files of batches that ended before that moment; what was loaded stays."""
    old = ImportBatch.objects.filter(agency=agency, state__in=ENDED, ended_at__lt=before[Retention.OPERATIONAL])
    rows = list(old.exclude(stored=""))
    for batch in rows:
        delete_files(batch)
    return {"uploads": len(rows)}


def _permitted(actor: Actor, agency: Agency, kind: ImportKind) -> None:
    if not actor.may(kind.permission, agency):
        raise PermissionDenied


def _move(batch: ImportBatch, to: ImportState) -> None:
    """Take the row's lock and move it; raises ValidationError where somebody else moved it meanwhile."""
    now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if now.state != batch.state or not may_move(now.state, to):
        raise ValidationError(_("This file has moved on meanwhile. Look at it again."))
    batch.state, batch.run = to, now.run


@transaction.atomic
def _start(batch_id: int, state: ImportState) -> ImportBatch | None:
    """Begin an attempt: whoever began one before is overtaken. None where there is nothing to do any more."""
    batch = ImportBatch.objects.select_for_update().select_related("agency").get(pk=batch_id)
    if batch.state != state:
        return None
    batch.run += 1
    batch.done = 0
    batch.save(update_fields=["run", "done"])
    return batch


@transaction.atomic
def _end(batch: ImportBatch, state: ImportState) -> ImportBatch:
    """Write the outcome, unless overtaken."""
    if not ImportBatch.objects.held(batch).select_for_update().exists():
        raise Overtaken
    batch.state, batch.done = state, batch.size
    if state in ENDED:
        batch.ended_at = timezone.now()
    batch.save()
    return batch


def _record_load(batch: ImportBatch) -> None:
    """The one entry of the trail that tells of this file."""
    details = {
        "kind": batch.kind,
        "file": batch.file_name,
        "sha256": batch.sha256,
        "mapping": batch.mapping_name,
        "new": batch.rows_new,
        "same": batch.rows_same,
        "changed": batch.rows_changed,
        "left_out": batch.rows_bad,
    }
    actor = OnBehalf(batch.decided_by_id, batch.decided_by)
    audit.record(agency=batch.agency, actor=actor, verb="agency.load_import", subject=batch, details=details)
