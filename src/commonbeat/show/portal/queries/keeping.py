"""Every public page with who keeps it, what has grown stale, and what waits for people because of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.pages import Page
from commonbeat.kit.tasks import Waiting
from commonbeat.kit.words import Words
from commonbeat.show.portal.models import BrokenLink, Faq, LinkWalk, PageRecord, TechnologyRegister
from commonbeat.show.portal.rules.keeping import SOON, Keep, keep_of

SECRET = frozenset({"key", "token"})
"""An address that takes one of these is one person's alone, so nobody keeps it as a page for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPage:
    """A page that anybody can open: the name of its address, its title if that is always the same, its address."""

    name: str
    title: Words
    address: str
    takes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A public page with its record, if it has one, and how well it is kept."""

    page: PublicPage
    record: PageRecord | None
    keep: Keep


def owners(agency: Agency) -> list[Staff]:
    """Everybody who works here and so can keep a page. One query."""
    return list(Staff.objects.filter(agency=agency).working().order_by("name"))


def owner(agency: Agency, chosen: str) -> Staff:
    """The one chosen from that list; raises Staff.DoesNotExist for anybody else."""
    return Staff.objects.filter(agency=agency).working().get(pk=int(chosen))


def public_pages() -> list[PublicPage]:
    """Every page that anybody can open, in the order of its address; files, pictures and personal links are none."""
    found = {page.name: page for page in _pages(get_resolver(), "")}
    return sorted(found.values(), key=lambda page: page.address)


def page_called(name: str) -> PublicPage | None:
    """The public page of that name; None where there is none."""
    return next((page for page in public_pages() if page.name == name), None)


def kept_pages(agency: Agency) -> list[Kept]:
    """Every public page with who keeps it. One query."""
    today = agency.day()
    records = {row.name: row for row in PageRecord.objects.filter(agency=agency).select_related("owner")}
    return [Kept(page=page, record=(row := records.get(page.name)), keep=_keep(row, today)) for page in public_pages()]


def last_walk(agency: Agency) -> LinkWalk | None:
    """The last walk along the links; None before the first."""
    return LinkWalk.objects.filter(agency=agency).first()


def broken_links(agency: Agency) -> list[BrokenLink]:
    """What did not answer in the last walk, the oldest first."""
    return list(BrokenLink.objects.filter(agency=agency))


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """What waits: pages, answers and tools to be read again, pages without an owner, links that do not answer."""
    manages = actor.may(Permission.MANAGE_PAGES, agency)
    found = [*_pages_due(actor, agency, manages)]
    if manages:
        found += [*_answers_due(agency), *_tools_due(agency), *_gaps(agency)]
    return found


def _pages_due(actor: Actor, agency: Agency, manages: bool) -> Iterator[Waiting]:
    due = PageRecord.objects.filter(agency=agency, review_by__lte=agency.day() + SOON).select_related("owner")
    known = {page.name: page for page in public_pages()} if due else {}
    for row in due:
        own = actor.pk is not None and row.owner.user_id == actor.pk
        if row.name in known and (own or manages):
            title = known[row.name].title or known[row.name].address
            yield Waiting(
                title=_("Public page: %(page)s") % {"page": title},
                address="page_review",
                arguments=(row.name,),
                next_step=_("Read it again, then say so"),
                due=row.review_by,
            )


def _answers_due(agency: Agency) -> Iterator[Waiting]:
    for row in Faq.objects.filter(agency=agency, published=True, review_by__lte=agency.day() + SOON):
        yield Waiting(
            title=row.question_en,
            address="faq_change",
            arguments=(row.pk,),
            next_step=_("Read the answer again; change it or give it a later day"),
            due=row.review_by,
        )


def _tools_due(agency: Agency) -> Iterator[Waiting]:
    for row in TechnologyRegister.objects.filter(
        agency=agency, until__isnull=True, next_review__lte=agency.day() + SOON
    ):
        yield Waiting(
            title=row.name,
            address="technology_change",
            arguments=(row.pk,),
            next_step=_("Review how it is used, then write down the day"),
            due=row.next_review,
        )


def _gaps(agency: Agency) -> Iterator[Waiting]:
    """Pages without an owner are told of once somebody has begun to say who keeps which."""
    pages = {page.name for page in public_pages()}
    kept = set(PageRecord.objects.filter(agency=agency).values_list("name", flat=True))
    if kept and (bare := len(pages - kept)):
        words = ngettext("%(count)s public page has no owner", "%(count)s public pages have no owner", bare)
        yield Waiting(title=words % {"count": bare}, address="page_list", next_step=_("Say who keeps them"))
    if broken := BrokenLink.objects.filter(agency=agency).count():
        words = ngettext("%(count)s link does not answer", "%(count)s links do not answer", broken)
        yield Waiting(title=words % {"count": broken}, address="broken_links", next_step=_("See where they stand"))


def _keep(row: PageRecord | None, today: date) -> Keep:
    """A page whose owner has left is kept by nobody."""
    return keep_of(row is not None and row.owner.ended is None, row.review_by if row else None, today)


def _pages(resolver: URLResolver, before: str) -> Iterator[PublicPage]:
    """The public pages below a resolver; the language is left out of their address."""
    for entry in resolver.url_patterns:
        place = before + _route(entry)
        if isinstance(entry, URLResolver):
            yield from _pages(entry, place)
            continue
        view: Any = getattr(entry.callback, "view_class", None)
        takes = tuple(entry.pattern.converters)
        if _is_public_page(entry, view) and not SECRET & set(takes):
            yield PublicPage(name=str(entry.name), title=view.title, address=place, takes=takes)


def _is_public_page(entry: URLPattern, view: Any) -> bool:
    ours = isinstance(view, type) and issubclass(view, Page) and view.public and view.needs_agency
    return ours and "get" in view.http_method_names and bool(view.template_name) and entry.name is not None


def _route(entry: URLPattern | URLResolver) -> str:
    """A part of an address as people read it: "neighborhoods/…/"."""
    route = getattr(entry.pattern, "_route", "")
    parts = ["…" if part.startswith("<") else part for part in route.split("/")]
    return "/".join(parts) if route else ("/" if not getattr(entry.pattern, "_regex", "") else "")
