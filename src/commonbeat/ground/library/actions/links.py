"""Trying the links of the library, a few at a time and each site once a run, outside any transaction."""

from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.library import gateways
from commonbeat.ground.library.models import Citation
from commonbeat.ground.library.queries.waiting import clocks, links_due
from commonbeat.ground.library.rules import LinkState
from commonbeat.ground.library.rules.keeping import after_try
from commonbeat.ground.roles import Actor

LOOKED_AT = 200
"""Due links that one run looks at to find different sites."""
A_RUN = 10
"""Links that one run tries: a slow site holds a worker for seconds."""


def check_links(*, actor: Actor, agency: Agency, may: gateways.Rule = gateways.usual) -> dict[str, int]:
    """Try what is due, one link a site; returns how many were tried and how many opened."""
    chosen: dict[str, Citation] = {}
    for row in links_due(agency, most=LOOKED_AT):
        chosen.setdefault(urlsplit(row.url).netloc.lower(), row)
    answers = [(row, gateways.try_link(row.url, may=may)) for row in list(chosen.values())[:A_RUN]]
    found = {"tried": len(answers), "opened": sum(answer.opened for _row, answer in answers)}
    if answers:
        _keep(actor, agency, answers, found)
    return found


@transaction.atomic
def _keep(actor: Actor, agency: Agency, answers: list[tuple[Citation, gateways.Answer]], found: dict[str, int]) -> None:
    """Write down what was found; a link that was changed meanwhile is left as it is."""
    dead_after = clocks(agency)["dead_after"]
    told = False
    for row, answer in answers:
        now = Citation.objects.select_for_update().filter(pk=row.pk, url=row.url).first()
        if now is None:
            continue
        state, failures = after_try(answer.opened, now.failures, dead_after)
        told = told or LinkState.DEAD in (state, now.link_state)
        now.link_state, now.failures, now.said, now.checked_at = state, failures, answer.said[:60], timezone.now()
        now.save(update_fields=["link_state", "failures", "said", "checked_at"])
    audit.record(agency=agency, actor=actor, verb="library.check_links", subject=agency, details=found)
    if told:
        agencies.touch_public(agency)
