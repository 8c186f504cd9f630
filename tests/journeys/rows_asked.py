"""Rows of the walk that a demonstration alone does not have: another agency that asks for help, what was withdrawn."""

from functools import cache
from typing import Any

from commonbeat.act.grants import actions as grants
from commonbeat.act.grants.models import AssistanceRequest
from commonbeat.act.grants.queries import Whom
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import LibraryResource
from commonbeat.ground.roles import System

WALK = System("walk of every page")


@cache
def member(agency: Any) -> Agency:
    """A made-up town whose state the demonstration is; from now on the host's name tells which of the two is meant."""
    Agency.objects.filter(pk=agency.pk).update(hosts=["localhost"])
    return Agency.objects.create(
        name="Police of a made-up town", slug="made-up-town", place="A made-up town", parent=agency, demo=True
    )


def _asked(agency: Any, title: str, words: str) -> AssistanceRequest:
    return grants.ask(actor=WALK, agency=member(agency), whom=Whom(to_agency=agency), title=title, words=words)


@cache
def help_asked(agency: Any) -> dict[str, Any]:
    """A request that nobody has taken on."""
    words = "Made up: our officers would rather not text people after a call. How did others begin, and with whom?"
    return {"pk": _asked(agency, "How to begin with a survey after calls", words).pk}


@cache
def help_under_way(agency: Any) -> dict[str, Any]:
    """One that was taken on, with a question back and what they said to it."""
    row = _asked(agency, "A form for complaints in three languages", "Made up: ours is in English only. Who has more?")
    grants.accept(actor=WALK, request=row)
    grants.answer(actor=WALK, request=row, words="Made up: which languages do people speak at home?", answers=False)
    grants.add(actor=WALK, request=row, words="Made up: Spanish and Somali, and some Hmong.")
    return {"pk": row.pk}


def withdrawn_resource(agency: Any) -> dict[str, Any]:
    """A record that was taken out of the library."""
    return {"slug": LibraryResource.objects.filter(agency=agency, withdrawn_at__isnull=False).first().slug}
