"""Which links of our own pages are followed, and what counts as one that does not answer."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from django.utils.translation import gettext_lazy as _

from commonbeat.kit.retention import Retention

RETENTION = {"LinkWalk": Retention.CONFIGURATION, "BrokenLink": Retention.CONFIGURATION}
"""Each walk replaces the one before: only the newest is kept."""
VERBS = {"portal.order_walk": _("had the links of the public pages checked")}

MOST_PAGES = 1500
"""So many addresses are asked in one walk; the report says so where there are more."""


class _Links(HTMLParser):
    """Gathers the addresses that a page links to or loads."""

    WANTED = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action"}

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and (given.get("method") or "get").lower() == "post":
            return
        address = given.get(self.WANTED.get(tag, "")) or ""
        if address.strip():
            self.found.append(address.strip())


def links_of(html: str) -> list[str]:
    """Every address that a page links to, loads, or sends a form to by GET, in its order."""
    parser = _Links()
    parser.feed(html)
    parser.close()
    return parser.found


def own_paths(html: str, page: str, host: str) -> Iterator[str]:
    """The paths of our own site to which a page at path `page` leads: without query and fragment, each once."""
    seen = set()
    for address in links_of(html):
        try:
            parts = urlsplit(urljoin(f"//{host}{page}", address))
        except ValueError:
            continue
        if parts.scheme in ("", "http", "https") and parts.netloc == host:
            path = unquote(parts.path) or "/"
            if path not in seen:
                seen.add(path)
                yield path


def is_broken(status: int) -> bool:
    """Whether that answer leaves the reader with nothing. To be asked to sign in (401, 403) or to press a button
    (405) is an answer."""
    return status >= 400 and status not in (401, 403, 405)
