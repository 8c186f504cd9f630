"""The ledger as a file that anybody can check: one row an entry, each carrying the hash of the row before it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from commonbeat.act.promises.models import CommitmentEvent
from commonbeat.act.promises.rules import CHAINED
from commonbeat.kit.tabular.cells import escaped

MEANINGS = {
    "sequence": _("The number of the entry; it counts up by one, whichever promise it is about."),
    "promise": _("The number of the promise, as in its address."),
    "day": _("The day that the entry is of."),
    "recorded_at": _("When it was written down, in universal time."),
    "event": _("What happened: made, accepted, declined, started, reported_kept, verified_kept and so on."),
    "by": _("Which side said so: the agency, or the person promised."),
    "state": _("Where the promise stood after it."),
    "title": _("What was promised."),
    "promised_to": _("To whom."),
    "owner": _("Who had to keep it then."),
    "made_on": _("The day of the promise."),
    "first_due": _("The first due date. It never changes."),
    "new_due": _("The later date that was agreed on, if any."),
    "words_hash": _("SHA-256 of salt, line break and words; empty where nothing was said."),
    "previous": _("The hash of the entry before; 64 zeros in the first."),
    "hash": _("SHA-256 of the hash before, a line break, and all columns up to words_hash as JSON."),
    "words": _("What was said, if it is public and was not taken out."),
    "salt": _("Random letters that keep hidden words from being guessed by their hash."),
    "notice": _("What must be known wherever the file goes."),
}
"""What each column holds, in its order."""


def ledger_csv(events: Iterable[CommitmentEvent], *, notice: str = "") -> Iterator[str]:
    """The chain line by line as CSV; `events` come in their order, each with its promise.

    Entries are text that no spreadsheet runs already, and stand here exactly as they were hashed.
    """
    yield _line(list(MEANINGS))
    for event in events:
        one = event.chained
        entry = [one.entry[name] for name in CHAINED]
        yield _line([*entry, one.previous, one.hash, escaped(one.words), one.salt, escaped(notice)])


def _line(cells: Sequence[str]) -> str:
    """One row of RFC 4180."""
    written = io.StringIO(newline="")
    csv.writer(written).writerow(cells)
    return written.getvalue()
