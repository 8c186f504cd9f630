"""Whom an agency may ask, what was written, and what waits for people on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.grants import access
from commonbeat.act.grants.models import AssistanceMessage, AssistanceRequest
from commonbeat.act.grants.rules.help import ASKER, HelpState
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.access import peers as library
from commonbeat.ground.library.models import Network, PeerSite, TopicTag
from commonbeat.ground.library.queries import peers
from commonbeat.ground.roles import Actor
from commonbeat.kit.tasks import Waiting

STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Who can be asked: exactly one of the three."""

    to_agency: Agency | None = None
    network: Network | None = None
    peer: PeerSite | None = None


def choices(actor: Actor, agency: Agency) -> list[tuple[str, str]]:
    """Everybody whom this agency may ask: its state first, then networks, then peers. Two queries and the state's."""
    found = [(STATE, _("%(state)s (answers here)") % {"state": agency.parent.name})] if agency.parent else []
    found += [(f"network-{row.pk}", _("Network: %(name)s") % {"name": row.name}) for row in peers.networks(agency)]
    return found + [(f"peer-{row.slug}", row.name) for row in library.peers(actor, agency)]


def whom(actor: Actor, agency: Agency, chosen: str) -> Whom | None:
    """The one chosen from that list; None for anything else."""
    if chosen == STATE:
        return Whom(to_agency=agency.parent) if agency.parent else None
    kind, _dash, key = chosen.partition("-")
    if kind == "network" and key.isascii() and key.isdigit():
        network = peers.networks(agency).filter(pk=int(key)).first()
        return Whom(network=network) if network else None
    peer = library.peer(actor, agency, key) if kind == "peer" else None
    return Whom(peer=peer) if peer else None


def topics(agency: Agency, language: str) -> list[tuple[str, str]]:
    """Every topic that a request may be about."""
    return peers.topics(agency, language)


def topic(agency: Agency, chosen: str) -> TopicTag | None:
    """The one chosen from that list, if one was."""
    return TopicTag.objects.filter(agency=agency, pk=int(chosen)).first() if chosen else None


def thread(row: AssistanceRequest) -> Sequence[AssistanceMessage]:
    """Every message in its order. One query."""
    return list(AssistanceMessage.objects.filter(request=row))


def name_of(message: AssistanceMessage, row: AssistanceRequest, *, reader: bool) -> str:
    """Who wrote it, as this side may know: its own people by name, the other side by the agency's name alone."""
    if message.by_asker == reader and message.author:
        return message.author
    return row.agency.name if message.by_asker == ASKER else row.whom


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """What waits: for who asked, answers to read; for who was asked, requests to take on and to answer."""
    answered = access.asked_by(actor, agency).in_state(HelpState.ANSWERED)
    found = [_line(row, "help_detail", row.number, _READ) for row in answered.order_by("moved_on", "pk")]
    wanted = access.asked_of(actor, agency).in_state(HelpState.OPEN, HelpState.ACCEPTED)
    return found + [
        _line(row, "help_wanted", row.pk, _TAKE if row.state == HelpState.OPEN else _ANSWER)
        for row in wanted.order_by("moved_on", "pk")
    ]


_READ = gettext_lazy("Read the answer; close the request, or ask again")
_TAKE = gettext_lazy("Take it on, or say why not")
_ANSWER = gettext_lazy("Answer it")


def _line(row: AssistanceRequest, address: str, argument: int, step: object) -> Waiting:
    title = _("Request for help: %(title)s") % {"title": row.title}
    return Waiting(title=title, address=address, arguments=(argument,), next_step=str(step))
