"""What the portal keeps: a common question, a tool, a page with an owner."""

from collections.abc import Callable
from datetime import date, timedelta

from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System
from commonbeat.show.portal import actions as portal

DAY = date(2026, 6, 1)


def _keeper(agency) -> Staff:
    row, _made = Staff.objects.get_or_create(agency=agency, name=f"Kim of {agency.place}", badge="F-1")
    return row


def _question(agency) -> dict[str, object]:
    """A common question that is public."""
    words = {f"{what}_{language}": "Why?" for what in ("question", "answer") for language in ("en", "es")}
    later = agency.day() + timedelta(days=90)
    row = portal.answer_question(
        actor=System("sample"), agency=agency, words=words, owner=_keeper(agency), review_by=later, published=True
    )
    return {"pk": row.pk}


def _tool(agency) -> dict[str, object]:
    """A tool on the list of technology in use."""
    row = portal.list_technology(
        actor=System("sample"),
        agency=agency,
        words={"name": "Plate reader", "maker": "Example", **dict.fromkeys(portal.TEXTS, "It reads plates.")},
        owner=_keeper(agency),
        since=DAY,
        next_review=agency.day() + timedelta(days=90),
    )
    return {"pk": row.pk}


def _kept_page(agency) -> dict[str, object]:
    """A public page that somebody keeps."""
    later = agency.day() + timedelta(days=90)
    owner = _keeper(agency)
    portal.keep_page(actor=System("sample"), agency=agency, name="about", owner=owner, review_by=later)
    return {"name": "about"}


SAMPLES: dict[str, Callable] = {
    **dict.fromkeys(("faq_answer", "faq_change"), _question),
    "technology_change": _tool,
    **dict.fromkeys(("page_keep", "page_review"), _kept_page),
}


def _becomes_keeper(agency, somebody) -> None:
    """Somebody keeps that page."""
    Staff.objects.filter(agency=agency, badge="F-1").update(user=somebody)


THEIR_OWN: dict[str, Callable] = {"page_review": _becomes_keeper}
