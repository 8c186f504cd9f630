"""Tools in use and tools of the past, and which policies can govern them."""

from dataclasses import dataclass

from commonbeat.act.policies.models import Policy
from commonbeat.ground.agency.models import Agency
from commonbeat.show.portal import access
from commonbeat.show.portal.models import PageRecord, TechnologyRegister
from commonbeat.show.portal.rules.technology import in_use


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What is in use, what no longer is, and who last read the list and when, if anybody did."""

    now: tuple[TechnologyRegister, ...]
    before: tuple[TechnologyRegister, ...]
    page: PageRecord | None


def register(agency: Agency) -> Register:
    """The whole list on the agency's day. Two queries."""
    today = agency.day()
    rows = list(access.technology(None, agency))
    using = tuple(row for row in rows if in_use(row.since, row.until, today))
    page = PageRecord.objects.filter(agency=agency, name="technology").select_related("owner").first()
    return Register(now=using, before=tuple(row for row in rows if row not in using), page=page)


def policies(agency: Agency) -> list[tuple[int, str]]:
    """Every policy that may govern a tool. One query."""
    return [(row.pk, str(row)) for row in Policy.objects.filter(agency=agency)]


def policy(agency: Agency, chosen: str) -> Policy | None:
    """The one chosen from that list, if one was."""
    return Policy.objects.filter(agency=agency, pk=int(chosen)).first() if chosen else None
