"""Peers, a practice, a request for help."""

from collections.abc import Callable

from commonbeat.act.grants import actions as help_asked
from commonbeat.act.grants.models import AssistanceRequest
from commonbeat.act.grants.queries import Whom
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.actions import peers as library_peers
from commonbeat.ground.library.models import Network, PeerSite
from commonbeat.ground.roles import System


def _peer(agency) -> dict[str, object]:
    values = {"name": f"Peer of {agency.place}", "place": "Elsewhere", "size": "under_25", "office": "Front desk"}
    values["contact"] = "office@elsewhere.example"
    return {"slug": library_peers.set_peer(actor=System("sample"), agency=agency, values=values).slug}


def _practice(agency) -> dict[str, object]:
    """A practice of the agency's own, published with its profile."""
    actor = System("sample")
    profile = {"name": agency.name, "place": agency.place, "size": "under_25", "office": "Front desk"}
    own = PeerSite.objects.filter(agency=agency, ours=True).first()
    library_peers.set_peer(
        actor=actor, agency=agency, values={**profile, "contact": "us@town.example"}, ours=True, peer=own
    )
    words = dict.fromkeys(("title", "what", "why", "needed", "measured"), f"Walks in {agency.place}")
    row = library_peers.write_practice(
        actor=actor, agency=agency, values={**words, "language": "en", "grade": "not_rated"}
    )
    library_peers.publish_practice(actor=actor, practice=row, published=True)
    return {"slug": row.slug}


def _help(agency) -> AssistanceRequest:
    """What the agency asked of a network, so that its own people can write down the answer."""
    network, _made = Network.objects.get_or_create(agency=agency, name="River towns")
    return help_asked.ask(
        actor=System("sample"), agency=agency, whom=Whom(network=network), title="Surveys", words="How?"
    )


def _help_wanted(agency) -> dict[str, object]:
    """What an agency below this one asked of it."""
    below, _made = Agency.objects.get_or_create(
        slug=f"below-{agency.slug}", defaults={"name": f"Below {agency.name}", "place": "Below", "parent": agency}
    )
    row = help_asked.ask(
        actor=System("sample"), agency=below, whom=Whom(to_agency=agency), title="Surveys", words="How?"
    )
    return {"pk": row.pk}


SAMPLES: dict[str, Callable] = {
    **dict.fromkeys(("peer", "peer_change"), _peer),
    **dict.fromkeys(("practice", "practice_change", "practice_publish"), _practice),
    "network_change": lambda agency: {"pk": Network.objects.get_or_create(agency=agency, name="River towns")[0].pk},
    **dict.fromkeys(
        ("help_detail", "help_write", "help_write_down", "help_close", "help_withdraw"),
        lambda agency: {"number": _help(agency).number},
    ),
    **dict.fromkeys(("help_wanted", "help_accept", "help_answer", "help_decline"), _help_wanted),
}
