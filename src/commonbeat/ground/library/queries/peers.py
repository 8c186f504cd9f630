"""The directory of peers, their practices and ours, the file that goes out, and what a file that comes in would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.access import peers as access
from commonbeat.ground.library.models import Network, PeerSite, Practice, TopicTag
from commonbeat.ground.library.rules import practice_file
from commonbeat.ground.library.rules.practice_file import PracticeFile, Problem

NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One practice of a file that came in, and what would become of it here: new, changed or the same."""

    given: Mapping[str, Any]
    fate: str
    here: Practice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What taking a file in would do; with a problem it does nothing. Notes say what would be left out."""

    file: PracticeFile
    lines: tuple[Coming, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def directory(agency: Agency) -> list[PeerSite]:
    """Every public peer with its networks and its public practices. Three queries."""
    return list(access.peers(None, agency).prefetch_related("networks", "practices"))


def ours(agency: Agency) -> list[Practice]:
    """What this agency does itself and has published. One query."""
    return list(access.practices(None, agency).ours())


def practices_of(peer: PeerSite) -> list[Practice]:
    """What the public may read of one peer's practices. One query."""
    return list(access.practices(None, peer.agency).filter(peer=peer))


def networks(agency: Agency, *, ended: bool = False) -> QuerySet[Network]:
    """The networks in use, or all of them."""
    rows = Network.objects.filter(agency=agency)
    return rows if ended else rows.filter(ended_on__isnull=True)


def chosen_networks(agency: Agency, chosen: Sequence[str]) -> list[Network]:
    """Those chosen by their numbers."""
    return list(networks(agency, ended=True).filter(pk__in=[int(one) for one in chosen]))


def topics(agency: Agency, language: str) -> list[tuple[str, str]]:
    """Every topic of the library: its number and its name."""
    return [(str(row.pk), row.name(language)) for row in TopicTag.objects.filter(agency=agency)]


def chosen_topics(agency: Agency, chosen: Sequence[str]) -> list[TopicTag]:
    """Those chosen by their numbers."""
    return list(TopicTag.objects.filter(agency=agency, pk__in=[int(one) for one in chosen]))


def names_of(practice: Practice, language: str) -> list[str]:
    """The topics of a practice, in the reader's language."""
    return [topic.name(language) for topic in practice.topics.all()]


def profile(agency: Agency) -> PeerSite | None:
    """How the agency tells of itself, if it does."""
    return PeerSite.objects.filter(agency=agency, ours=True).first()


def document(agency: Agency) -> dict[str, Any] | None:
    """The file of every practice that the agency has published; None where it has published none."""
    rows = list(access.practices(None, agency).ours().prefetch_related("topics").order_by("reference"))
    own = profile(agency)
    if own is None or not rows:
        return None
    site = {
        **{name: getattr(own, name) for name in ("place", "size", "measured", "office", "contact")},
        "agency": agency.name,
        "networks": sorted(own.networks.values_list("name", flat=True)),
    }
    return practice_file.built(site, [_given(row) for row in rows], agency.day())


def _given(row: Practice) -> dict[str, Any]:
    plain = ("version", "language", "title", "what", "why", "needed", "measured", "grade")
    return {
        "reference": str(row.reference),
        "changed_on": row.changed_on.isoformat(),
        **{name: getattr(row, name) for name in plain},
        "topics": sorted(topic.slug for topic in row.topics.all()),
    }


def preview(agency: Agency, content: bytes) -> Preview:
    """Read a file and say what taking it in would do. Two queries; nothing is kept."""
    file = practice_file.read(content)
    if file.problems:
        return Preview(file=file, problems=file.problems)
    references = [one["reference"].lower() for one in file.practices]
    here = {
        str(row.reference): row
        for row in Practice.objects.filter(agency=agency, reference__in=references).select_related("peer")
    }
    lines = tuple(_coming(one, here.get(one["reference"].lower())) for one in file.practices)
    problems = [
        Problem(f"practices[{place}]", problem)
        for place, line in enumerate(lines, start=1)
        if (problem := _clash(line, file.site["agency"]))
    ]
    if file.site["agency"].strip().casefold() == agency.name.casefold():
        problems.insert(0, Problem("from.agency", _("This file is our own: it tells us nothing new.")))
    wanted = {topic for one in file.practices for topic in one["topics"]}
    unknown = wanted - set(TopicTag.objects.filter(agency=agency, slug__in=wanted).values_list("slug", flat=True))
    notes = [_("Topics that are not known here are left out: %(topics)s.") % {"topics": ", ".join(sorted(unknown))}]
    return Preview(file=file, lines=lines, problems=tuple(problems), notes=tuple(notes if unknown else ()))


def _coming(given: Mapping[str, Any], here: Practice | None) -> Coming:
    if here is None:
        return Coming(given=given, fate=NEW)
    return Coming(given=given, fate=SAME if here.version == given["version"] else CHANGED, here=here)


def _clash(line: Coming, sender: str) -> str:
    """Why a practice of the file cannot take the place of what is here; "" where it can."""
    if line.here is None:
        return ""
    if line.here.peer is None:
        return _("This practice is our own; a file cannot change it.")
    if line.here.source != sender:
        return _("This practice came from %(source)s; another agency cannot change it.") % {"source": line.here.source}
    if line.here.version > line.given["version"]:
        return _("Version %(version)s is here already, and it is newer.") % {"version": line.here.version}
    return ""
