"""Writing down networks, peers and practices, publishing one's own, and taking in a peer's from a file."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.library.models import Network, PeerSite, Practice, TopicTag
from commonbeat.ground.library.queries import peers as queries
from commonbeat.ground.library.queries.peers import CHANGED, NEW, SAME, Coming, Preview
from commonbeat.ground.library.rules.peers import contact_problem
from commonbeat.ground.roles import Actor

RESERVED = {"new", "file"}
"""Short names that stand for pages of their own."""
TEXTS = ("language", "title", "what", "why", "needed", "measured", "grade")


@transaction.atomic
def set_network(*, actor: Actor, agency: Agency, values: Mapping[str, Any], network: Network | None = None) -> Network:
    """Name a network, or change it: `values` holds name, about, office, contact and ended_on."""
    row = network or Network(agency=agency)
    same = Network.objects.filter(agency=agency, name=values["name"]).exclude(pk=row.pk)
    if same.exists():
        raise ValidationError({"name": _("This network is on the list already.")})
    if values.get("contact") and (problem := contact_problem(values["contact"])):
        raise ValidationError({"contact": problem})
    for name in ("name", "about", "office", "contact", "ended_on"):
        setattr(row, name, values.get(name, getattr(row, name)))
    row.save()
    audit.record(agency=agency, actor=actor, verb="library.set_network", subject=row, details={"name": row.name})
    agencies.touch_public(agency)
    return row


@transaction.atomic
def set_peer(
    *,
    actor: Actor,
    agency: Agency,
    values: Mapping[str, Any],
    networks: Sequence[Network] = (),
    peer: PeerSite | None = None,
    ours: bool = False,
) -> PeerSite:
    """Write down a peer, or change it: `values` holds name, place, size, measured, office, contact and public.

    `ours`: the agency itself, as its own file of practices tells of it.
    """
    row = peer or PeerSite(agency=agency, slug=_free(PeerSite, agency, values["name"], 80), synthetic=agency.demo)
    if problem := contact_problem(values["contact"]):
        raise ValidationError({"contact": problem})
    if any(network.agency_id != agency.pk for network in networks):
        raise ValidationError({"networks": _("Choose networks of this agency.")})
    for name in ("name", "place", "size", "measured", "office", "contact", "public"):
        setattr(row, name, values.get(name, getattr(row, name)))
    row.checked_on, row.ours = agency.day(), ours
    row.save()
    row.networks.set(networks)
    audit.record(agency=agency, actor=actor, verb="library.set_peer", subject=row, details={"name": row.name})
    agencies.touch_public(agency)
    return row


@transaction.atomic
def write_practice(
    *,
    actor: Actor,
    agency: Agency,
    values: Mapping[str, Any],
    topics: Sequence[TopicTag] = (),
    practice: Practice | None = None,
) -> Practice:
    """Write down what we do, or change it: each change is a version of its own. A peer's practice is theirs."""
    row = practice or Practice(
        agency=agency, slug=_free(Practice, agency, values["title"], 120), version=0, synthetic=agency.demo
    )
    if row.source:
        raise ValidationError(_("This practice came from a file. Only its own agency can change it."))
    if any(topic.agency_id != agency.pk for topic in topics):
        raise ValidationError({"topics": _("Choose topics of this agency.")})
    _fill(row, values, agency.day(), version=row.version + 1)
    row.topics.set(topics)
    details = {"name": row.title, "version": row.version}
    audit.record(agency=agency, actor=actor, verb="library.write_practice", subject=row, details=details)
    agencies.touch_public(agency)
    return row


@transaction.atomic
def publish_practice(*, actor: Actor, practice: Practice, published: bool) -> Practice:
    """Show a practice to everybody, and put our own into the file for other agencies; or take it back."""
    if practice.peer is None and published and queries.profile(practice.agency) is None:
        raise ValidationError(_("Say first how large we are and which office to ask: whoever reads it will want to."))
    practice.published = published
    practice.save(update_fields=["published"])
    details = {"name": practice.title, "published": published}
    agency = practice.agency
    audit.record(agency=agency, actor=actor, verb="library.publish_practice", subject=practice, details=details)
    agencies.touch_public(agency)
    return practice


@transaction.atomic
def import_practices(*, actor: Actor, agency: Agency, content: bytes, public: bool = False) -> Preview:
    """Take in a peer's file, whole or not at all; each practice says from whom and on which day it came.

    Raises ValidationError with every problem, named by its field.
    """
    agencies.take_turns(agency, "library.import_practices")
    found = queries.preview(agency, content)
    if found.problems:
        raise ValidationError([str(problem) for problem in found.problems])
    peer = _sender(agency, found.file.site, public=public)
    for line in found.lines:
        if line.fate != SAME:
            _take(agency, peer, line, found.file.sha256, public=public)
    fates = [line.fate for line in found.lines]
    details = {"file": found.file.sha256, **{name: fates.count(fate) for name, fate in _FATES.items()}}
    audit.record(agency=agency, actor=actor, verb="library.import_practices", subject=peer, details=details)
    agencies.touch_public(agency)
    return found


_FATES = {"new": NEW, "changed": CHANGED, "same": SAME}


def _sender(agency: Agency, site: Mapping[str, Any], *, public: bool) -> PeerSite:
    """The peer that sent the file, as the file tells of it; one that is known keeps its address and its networks."""
    row = PeerSite.objects.filter(agency=agency, name=site["agency"]).first()
    if row is None:
        slug = _free(PeerSite, agency, site["agency"], 80)
        row = PeerSite(agency=agency, slug=slug, name=site["agency"], public=public, synthetic=agency.demo)
    for name in ("place", "size", "office", "contact"):
        setattr(row, name, site[name])
    row.measured = site.get("measured") or row.measured
    row.checked_on = agency.day()
    row.save()
    row.networks.add(*Network.objects.filter(agency=agency, name__in=site["networks"]))
    return row


def _take(agency: Agency, peer: PeerSite, line: Coming, sha256: str, *, public: bool) -> None:
    given = line.given
    row = line.here or Practice(
        agency=agency,
        reference=given["reference"],
        slug=_free(Practice, agency, given["title"], 120),
        published=public,
        synthetic=agency.demo,
    )
    row.peer, row.source, row.imported_on, row.file_sha256 = peer, peer.name, agency.day(), sha256
    _fill(row, given, date.fromisoformat(given["changed_on"]), version=given["version"])
    row.topics.set(TopicTag.objects.filter(agency=agency, slug__in=given["topics"]))


def _fill(row: Practice, values: Mapping[str, Any], day: date, *, version: int) -> None:
    """Write the words of a practice; those that it had stay among the corrections."""
    made = row.pk is None
    before = {name: getattr(row, name) for name in TEXTS}
    for name in TEXTS:
        setattr(row, name, values[name])
    row.version, row.changed_on = version, day
    row.save()
    changed = {name: (old, getattr(row, name)) for name, old in before.items() if old != getattr(row, name)}
    if changed and not made:
        reason = _("Version %(version)s") % {"version": version}
        audit.correct(agency=row.agency, subject=row, changes=changed, reason=reason, public=False)


def _free(model: type[PeerSite] | type[Practice], agency: Agency, name: str, most: int) -> str:
    """A short name that nothing else of this agency has."""
    start = slugify(name)[: most - 5].strip("-") or "x"
    taken = RESERVED | set(model.objects.filter(agency=agency, slug__startswith=start).values_list("slug", flat=True))
    return next(one for one in (start, *(f"{start}-{number}" for number in range(2, 9999))) if one not in taken)
