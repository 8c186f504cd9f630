"""Releasing files: built from a published run, read again as an outsider would, approved, published; or withdrawn."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor
from commonbeat.measure.findings import releases
from commonbeat.measure.findings.models import DatasetRelease, Run
from commonbeat.measure.findings.rules import LANGUAGES, Draft, LeakRule, RunState, leaks_of
from commonbeat.plumb import Thresholds, Withheld
from commonbeat.show.opendata import exports, queries, rules


@transaction.atomic
def build_release(*, actor: Actor, agency: Agency, run: Run, measure: str) -> DatasetRelease:
    """Release one measure of a published run as a file: built, checked, approved and published in one step.

    The run's own approval is the file's: it holds the same figures. Raises ValidationError where the run is not
    published, or where the finished file, read by itself, would give a small figure away.
    """
    if run.state != RunState.PUBLISHED:
        raise ValidationError(_("Only figures that are published can be released as a file."))
    cells = queries.cells(run, measure)
    notice = agency.demo_notice.get("en", "") if agency.demo else ""
    written = exports.write(cells, notice=notice)
    summary = _checked(written.content, run, measure, {cell.place or rules.EVERYWHERE: cell.area for cell in cells})
    package = releases.Package(
        dataset=measure,
        title={language: run.said(measure, "title", language) for language in LANGUAGES},
        content=written.content,
        rows=written.rows,
        dictionary=rules.dictionary(),
        method_note={language: queries.note(run, measure, language) for language in LANGUAGES},
    )
    release = releases.build_release(actor=actor, agency=agency, package=package, run=run)
    releases.check_release(actor=actor, release=release, summary=summary)
    releases.approve_release(actor=actor, release=release)
    return releases.publish_release(actor=actor, release=release)


def release_new(*, actor: Actor, agency: Agency) -> list[DatasetRelease]:
    """Release every measure whose published figures no current file holds; returns the new files, none if all are."""
    return [
        build_release(actor=actor, agency=agency, run=run, measure=measure)
        for run, measure in queries.measures_to_release(agency)
    ]


def withdraw(*, actor: Actor, release: DatasetRelease, notice: str) -> DatasetRelease:
    """Take a file back; its page says that there was one and why it went."""
    return releases.withdraw_release(actor=actor, release=release, notice=notice)


def _checked(content: bytes, run: Run, measure: str, areas: dict[str, int | None]) -> dict[str, object]:
    """What reading the finished file shows, with its first and last day.

    Raises ValidationError where something small can be worked out from it.
    """
    rows = exports.rows_of(content)
    drafts = [
        Draft(
            measure=measure,
            area=areas[row["place"]],
            code="" if row["line"] == rules.EVERYWHERE else row["line"],
            shown=exports.shown_of(row, as_of=run.as_of),
        )
        for row in rows
    ]
    found = leaks_of(drafts, Thresholds(**run.settings["thresholds"]), run.words["measures"])
    if found:
        words = [f"{leak.key}: {LeakRule(leak.rule).label}" for leak in found[:20]]
        raise ValidationError([_("This file must not be released as it stands:"), *words])
    hidden = Counter(draft.shown.reason.value for draft in drafts if isinstance(draft.shown, Withheld))
    windows = [draft.shown.window for draft in drafts]
    return {
        "figures": len(drafts),
        "hidden": dict(sorted(hidden.items())),
        "leaks": 0,
        "from": min(window.start for window in windows).isoformat(),
        "to": max(window.end for window in windows).isoformat(),
    }
