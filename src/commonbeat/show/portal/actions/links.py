"""Walking along the links of our own public pages, as a visitor without an account would, and noting what fails."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import Resolver404, get_script_prefix, resolve, reverse, set_script_prefix
from django.utils import translation

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor
from commonbeat.ground.work import actions as work
from commonbeat.show.portal.models import BrokenLink, LinkWalk
from commonbeat.show.portal.queries import keeping
from commonbeat.show.portal.rules.links import MOST_PAGES, is_broken, own_paths


@dataclass
class Found:
    """What a walk found: how many pages were read, how many addresses asked, and what did not answer and where."""

    pages: int = 0
    asked: int = 0
    complete: bool = True
    broken: dict[str, tuple[str, int]] = field(default_factory=dict)


@transaction.atomic
def order_walk(*, actor: Actor, agency: Agency) -> None:
    """Have the links checked now, in the background."""
    work.enqueue("portal.check_links", key="now", agency=agency)
    audit.record(agency=agency, actor=actor, verb="portal.order_walk", subject=agency)


def walk(*, agency: Agency, tell: Callable[[int], object] = lambda _done: None) -> LinkWalk:
    """Ask every address that our public pages lead to; keep what failed, since when, in place of the last walk's.

    Pages are drawn by the program itself, through all of its layers, so that no network and no open port is needed.
    """
    found = _found(agency, tell)
    with transaction.atomic():
        before = dict(BrokenLink.objects.filter(agency=agency).values_list("address", "since"))
        BrokenLink.objects.filter(agency=agency).delete()
        BrokenLink.objects.bulk_create(
            BrokenLink(
                agency=agency,
                address=address[:500],
                page=page[:500],
                status=status,
                since=before.get(address[:500], agency.day()),
            )
            for address, (page, status) in found.broken.items()
        )
        row, _made = LinkWalk.objects.update_or_create(
            agency=agency, defaults={"pages": found.pages, "links": found.asked, "complete": found.complete}
        )
    return row


def _found(agency: Agency, tell: Callable[[int], object]) -> Found:
    host, start = _door(agency)
    site, found = _Site(host, start), Found()
    waiting = deque((path, "") for path in _starts(agency, start))
    known = {path for path, _page in waiting}
    while waiting:
        if found.asked >= MOST_PAGES:
            found.complete = False
            break
        path, page = waiting.popleft()
        status, linked = site.ask(path, follow=path.startswith(f"{start}/"))
        found.asked += 1
        found.pages += bool(linked is not None)
        if is_broken(status):
            found.broken.setdefault(path, (page, status))
        for one in linked or ():
            if one not in known:
                known.add(one)
                waiting.append((one, path))
        tell(found.asked)
    return found


def _door(agency: Agency) -> tuple[str, str]:
    """By which host, and below which path, a visitor comes to this agency."""
    if agency.hosts:
        return agency.hosts[0], ""
    host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name.strip("*.")), "localhost")
    return host, f"/{agency.slug}"


def _starts(agency: Agency, start: str) -> Iterator[str]:
    """Every public page that needs no more than its name, in each language of the agency."""
    for language in agency.languages:
        with translation.override(language):
            yield from (start + reverse(page.name) for page in keeping.public_pages() if not page.takes)


class _Site:
    """Our own site, asked as a visitor would: through every middleware, without a cookie."""

    def __init__(self, host: str, start: str) -> None:
        self.host = host
        self.start = start
        self.handler = BaseHandler()
        self.handler.load_middleware()

    def ask(self, path: str, *, follow: bool) -> tuple[int, Iterable[str] | None]:
        """The status of an address, and where its page leads if it is one that is followed."""
        if path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            return 200, None
        if not follow or "/staff/" in path:
            return (200 if self._is_address(path) else 404), None
        prefix, language = get_script_prefix(), translation.get_language()
        try:
            return self._read(path, self.handler.get_response(self._request(path)))
        finally:
            set_script_prefix(prefix)
            translation.activate(language or settings.LANGUAGE_CODE)

    def _read(self, path: str, answer: HttpResponseBase) -> tuple[int, Iterable[str] | None]:
        if 300 <= answer.status_code < 400:
            return answer.status_code, list(own_paths(f'<a href="{answer["Location"]}">', path, self.host))
        is_page = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
        if not is_page or answer.streaming:
            # Not answer.close(): that would say that a request is over, and close the connection of whoever walks here.
            for close in getattr(answer, "_resource_closers", ()):
                close()
            return answer.status_code, None
        html = answer.content.decode()  # type: ignore[attr-defined]
        return answer.status_code, list(own_paths(html, path, self.host))

    def _request(self, path: str) -> WSGIRequest:
        name, _colon, port = self.host.partition(":")
        return WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": path.encode().decode("latin-1"),
                "QUERY_STRING": "",
                "SERVER_NAME": name,
                "SERVER_PORT": port or ("443" if settings.HTTPS else "80"),
                "HTTP_HOST": self.host,
                "SERVER_PROTOCOL": "HTTP/1.1",
                "wsgi.url_scheme": "https" if settings.HTTPS else "http",
                "wsgi.input": BytesIO(),
            }
        )

    def _is_address(self, path: str) -> bool:
        """Whether a page that is not opened here is at least one of ours."""
        bare = path.removeprefix(self.start)
        first = bare.lstrip("/").partition("/")[0]
        language = first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            try:
                resolve(bare)
            except Resolver404:
                return False
        return True
