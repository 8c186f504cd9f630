"""What keeps the catalogue true: slugs, when a record is stale, when a link is tried, what may be linked at all."""

import hashlib
import ipaddress
import itertools
import re
from collections.abc import Container, Mapping
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.library.rules.vocabulary import LinkState
from commonbeat.kit.words import Words

LONGEST_SLUG = 120
FIRST_YEAR, LAST_YEAR = 1800, 2100
LONGEST_WISH = 500
OPEN_PORTS = {"http": 80, "https": 443}
"""Links lead to the usual ports of the web, no others."""


def slug_for(title: str, year: int | None) -> str:
    """The first choice of an address for a resource; the same title and year give the same again.

    Where the title's letters do not fit or are none of the alphabet, a few letters of its hash tell it from others.
    """
    tail = f"-{year}" if year else ""
    head = slugify(title)
    if not head or len(head) + len(tail) > LONGEST_SLUG:
        tail = f"-{hashlib.sha256(title.encode()).hexdigest()[:8]}{tail}"
        head = head[: LONGEST_SLUG - 5 - len(tail)].rstrip("-") or "resource"
    return f"{head}{tail}"


def free_slug(wanted: str, taken: Container[str]) -> str:
    """This address, with the first free number behind it where another resource has it."""
    numbered = (f"{wanted[: LONGEST_SLUG - 5]}-{number}" for number in itertools.count(2))
    return next(slug for slug in itertools.chain([wanted], numbered) if slug not in taken)


def stale(review_by: date | None, today: date) -> bool:
    """Whether its day of review has passed. What has no such day was never promised to be reviewed: stale at once."""
    return review_by is None or review_by < today


def review_day(reviewed: date, months: int) -> date:
    """The day by which it is looked at again; the end of a short month stays in that month."""
    years, month = divmod(reviewed.month - 1 + months, 12)
    for day in range(reviewed.day, 27, -1):
        try:
            return date(reviewed.year + years, month + 1, day)
        except ValueError:
            continue
    return date(reviewed.year + years, month + 1, reviewed.day)


def link_due(checked: datetime | None, state: str, now: datetime, days: int) -> bool:
    """Whether a link is tried now: never tried, tried long ago, or failed and a day has passed."""
    if checked is None:
        return True
    wait = 1 if state == LinkState.FAILED else days
    return checked + timedelta(days=wait) <= now


def after_try(opened: bool, failures: int, dead_after: int) -> tuple[LinkState, int]:
    """What a link is after a try, and how many tries in a row failed: one failure is no death."""
    if opened:
        return LinkState.OPENS, 0
    failures += 1
    return (LinkState.DEAD if failures >= dead_after else LinkState.FAILED), failures


def is_public(address: str) -> bool:
    """Whether an IP address lies in the open internet: no private, local, shared, reserved or multicast range."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if inner is not None and not is_public(str(inner)):
        return False
    return found.is_global and not found.is_multicast and not (found.version == 6 and found in NAT64)


NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for any IPv4 address, private ones too (RFC 6052)."""


def link_problem(url: str) -> Words:
    """Why this cannot be a link to a resource, in words; "" where it can."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return _("Write the address like this: https://example.org")
    if parts.scheme not in OPEN_PORTS or not parts.hostname or re.search(r"[\s\x00-\x1f\\]", url):
        return _("Write the address like this: https://example.org")
    if parts.username is not None or parts.password is not None:
        return _("An address with a name or password in it cannot be published.")
    if port not in (None, OPEN_PORTS[parts.scheme]):
        return _("Leave the port out of the address.")
    return ""


def record_problems(*, title: str, year: int | None, types: object, topics: object, today: date) -> Mapping[str, Words]:
    """What is missing in a record, by field, in words that say what to do."""
    found: dict[str, Words] = {}
    if not title.strip():
        found["title"] = _("Write its title as it stands on its first page.")
    if year is not None and not FIRST_YEAR <= year <= today.year + 1:
        found["year"] = _("Write the year in which it came out, with four digits.")
    if not types:
        found["types"] = _("Choose at least one type.")
    if not topics:
        found["topics"] = _("Choose at least one topic, so that people find it.")
    return found


def link_problems(url: str, accessed: date | None, today: date) -> Mapping[str, Words]:
    """What is wrong with a citation's link and the day on which somebody opened it."""
    if not url:
        return {} if accessed is None else {"accessed_on": _("A day of opening needs an address that was opened.")}
    if problem := link_problem(url):
        return {"url": problem}
    if accessed is None:
        return {"accessed_on": _("Say on which day you opened it: an address is kept only once somebody did.")}
    return {"accessed_on": _("It cannot have been opened in the future.")} if accessed > today else {}


def flooded(taken: int, ceiling: int) -> bool:
    """Whether so many wishes came in the last hour that no more are taken; nobody's address is needed to know it."""
    return taken >= ceiling
