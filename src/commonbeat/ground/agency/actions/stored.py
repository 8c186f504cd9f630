"""The files of a batch on disk: the upload, the rows that were refused, the changes that wait; and their end."""

from commonbeat.ground.agency.imports import kinds
from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.agency.queries import media_folder, problems_path
from commonbeat.ground.agency.rules import ENDED


def delete_files(batch: ImportBatch) -> None:
    """Delete all that lies on disk of a batch."""
    delete_upload(batch)
    problems_path(batch).unlink(missing_ok=True)
    ImportBatch.objects.filter(pk=batch.pk).update(stored="")
    batch.stored = ""


def delete_upload(batch: ImportBatch) -> bool:
    """Delete the file as it came; the list of refused rows stays. Whether there was one."""
    if not batch.stored:
        return False
    path = media_folder() / batch.stored
    there = path.is_file()
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.changes").unlink(missing_ok=True)
    return there


def is_private(batch: ImportBatch) -> bool:
    """Whether its rows have private fields: then the file itself goes as soon as its rows are in or given up."""
    kind = kinds().get(batch.kind)
    return kind is not None and kind.rows.private


def delete_private_upload(batch: ImportBatch) -> bool:
    """Delete the file of an ended batch whose rows have private fields. Whether there was one."""
    return batch.state in ENDED and is_private(batch) and delete_upload(batch)
