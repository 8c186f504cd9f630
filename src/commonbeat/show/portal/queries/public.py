"""What public pages show besides figures: pictures, shapes, measures, thresholds, what is collected, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.places.models import Neighborhood
from commonbeat.kit.words import number
from commonbeat.measure.findings import facts
from commonbeat.measure.findings import queries as findings
from commonbeat.measure.findings.models import DatasetRelease, Run
from commonbeat.measure.findings.rules import ReleaseState, RunState
from commonbeat.plumb import Thresholds, Withheld
from commonbeat.show.portal.models import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure that is published now: its key, its name and what it answers."""

    key: str
    section: str
    heading: str
    title: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the public log: when something was published, replaced or withdrawn; `run` leads to its page."""

    at: datetime
    words: str
    small: str
    run: int | None = None
    dataset: str = ""


def picture(agency: Agency, use: str) -> Picture | None:
    """The picture that stands in this place today. One query."""
    return Picture.objects.filter(agency=agency).of_use(use).current().first()


def thresholds(agency: Agency) -> Thresholds:
    """From how many on something is shown, as the agency has set it today. One query."""
    return Thresholds(**agencies.setting(agency, SettingKey.THRESHOLDS, agency.day()))


def measures(agency: Agency, language: str) -> list[Measure]:
    """Every measure that is published now, in the order of its study. One query."""
    return [
        Measure(
            key=key,
            section=(section := str(run.words["measures"][key]["section"])),
            heading=run.label(f"section_{section}", language),
            title=run.said(key, "title", language),
            question=run.said(key, "question", language),
        )
        for run in findings.published_runs(agency)
        for key in run.measures
    ]


def left_out(agency: Agency) -> list[tuple[str, list[str]]]:
    """Why figures could not be worked out, and which ones, over all runs that are published now. One query."""
    return [line for run in findings.published_runs(agency) for line in facts.left_out(run)]


def uncounted(agency: Agency) -> list[str]:
    """Neighborhoods for which nobody counted residents, so that no rate can be given. Three queries."""
    names = dict(Neighborhood.objects.filter(agency=agency).values_list("pk", "name"))
    lines = findings.by_area(agency, "stops_rate")
    return sorted(names[line.neighborhood_id] for line in lines if isinstance(line.shown, Withheld))


def log(agency: Agency, language: str, *, most: int = 100) -> list[Entry]:
    """Every run and file that was ever public, newest first. Two queries."""
    found = [_run_entry(run) for run in Run.objects.public().filter(agency=agency)[:most]]
    together: dict[tuple[int | None, date, str], list[DatasetRelease]] = {}
    for release in findings.releases(agency):
        together.setdefault((release.run_id, agency.day(_at(release)), release.state), []).append(release)
    found += [_file_entry(releases, language) for releases in together.values()]
    return sorted(found, key=lambda entry: entry.at, reverse=True)[:most]


def _run_entry(run: Run) -> Entry:
    said = {
        RunState.PUBLISHED: _("Run %(number)s: figures published"),
        RunState.SUPERSEDED: _("Run %(number)s: figures published, since replaced by a later run"),
        RunState.WITHDRAWN: _("Run %(number)s: figures withdrawn"),
    }[RunState(run.state)]
    small = run.notice or _("%(figures)s figures, %(hidden)s of them hidden; approved by %(name)s") % {
        "figures": number(run.check_summary.get("figures", 0)),
        "hidden": number(sum(run.check_summary.get("hidden", {}).values())),
        "name": run.approved_by,
    }
    return Entry(at=run.published_at or run.ended_at, words=said % {"number": run.pk}, small=small, run=run.pk)


def _at(release: DatasetRelease) -> datetime:
    return release.published_at or timezone.now()


def _file_entry(releases: Sequence[DatasetRelease], language: str) -> Entry:
    """The files of one run that went the same way on the same day, as one line."""
    first = releases[0]
    said = {
        ReleaseState.PUBLISHED: _("Files released: %(count)s"),
        ReleaseState.CORRECTED: _("Files released, since replaced: %(count)s"),
        ReleaseState.WITHDRAWN: _("Files withdrawn: %(count)s"),
    }[ReleaseState(first.state)]
    titles = "; ".join(f"{one.said('title', language)} ({one.version})" for one in releases)
    notices = " ".join(dict.fromkeys(one.notice for one in releases if one.notice))
    return Entry(
        at=max(_at(one) for one in releases),
        words=said % {"count": number(len(releases))},
        small=f"{notices} {titles}".strip(),
        dataset=first.dataset if len(releases) == 1 else "",
    )
