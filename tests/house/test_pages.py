"""Every page declares who may open it, and keeps to it: every address, every role, every foreign agency."""

import pytest
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver

from commonbeat.ground.roles import Role, granted
from commonbeat.kit.pages import Page
from house.addresses import LIBRARY_PAGES, NAMES_NO_ROW, PLAIN_FUNCTIONS, THEIR_OWN, address


def every_address(resolver=None, prefix=()):
    """(name, view class or function, argument names) of every address of the site."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from every_address(entry)
        elif isinstance(entry, URLPattern):
            view = getattr(entry.callback, "view_class", entry.callback)
            yield entry.name, view, tuple(entry.pattern.converters)


ADDRESSES = sorted({(name, view, args) for name, view, args in every_address()}, key=lambda entry: str(entry[0]))
OURS = [(name, view, args) for name, view, args in ADDRESSES if isinstance(view, type) and issubclass(view, Page)]


def test_every_address_is_a_page_of_ours_or_a_named_exception():
    others = {name for name, view, _args in ADDRESSES if not (isinstance(view, type) and issubclass(view, Page))}
    assert others == set(LIBRARY_PAGES) | set(PLAIN_FUNCTIONS)


def test_every_address_has_a_name_of_its_own():
    names = [name for name, _view, _args in ADDRESSES]
    assert None not in names
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("name", "view"), [(name, view) for name, view, _args in OURS])
def test_every_page_declares_a_permission_or_that_it_is_public(name, view):
    assert (view.permission is not None) != view.public


def asked_as(view) -> list[Role]:
    """Every role that may not, and the first and the last that may; on PostgreSQL one of each, and of a public page.

    Who may open what is no matter of databases, and a public page does not ask who somebody is.
    """
    may = [role for role in Role if view.public or view.permission in granted({role})]
    may_not = [role for role in Role if role not in may]
    if view.public or connection.vendor != "sqlite":
        return [*may[:1], *may_not[:1]]
    return [*dict.fromkeys((*may[:1], *may[-1:])), *may_not]


def answer_to(client, view, path) -> int:
    """The status, with whatever the page did taken back, so that the next asks the same world."""
    method = client.get if "get" in view.http_method_names else client.post
    with transaction.atomic():
        status = method(path).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize(("name", "view", "arguments"), OURS, ids=[name for name, _v, _a in OURS])
def test_who_may_open_what(name, view, arguments, riverton, lakefield, person, sign_in, client):
    """As nobody, as each role that may not, and as all of ours together on the same page of the neighbor's town."""
    ours, theirs = address(name, arguments, riverton), address(name, arguments, lakefield)
    assert (answer_to(client, view, ours) in (200, 302)) if view.public else (answer_to(client, view, ours) == 302)
    for role in asked_as(view):
        somebody = person(role, agency=riverton)
        if name in THEIR_OWN:
            THEIR_OWN[name](riverton, somebody)
        sign_in(somebody)
        allowed = view.public or view.permission in granted({role})
        status = answer_to(client, view, ours)
        assert status < 500, (role, status)
        assert (status not in (403, 404)) == allowed, (role, status)
        client.cookies.clear()
    if not view.public:
        sign_in(person(*Role, agency=riverton, name="Everybody"))
        assert answer_to(client, view, theirs) in (403, 404)


@pytest.mark.parametrize(
    ("name", "view", "arguments"),
    [entry for entry in OURS if entry[2] and not entry[1].public],
    ids=[name for name, view, arguments in OURS if arguments and not view.public],
)
def test_a_row_of_the_neighbor_s_is_not_found_under_our_own_address(
    name, view, arguments, riverton, lakefield, person, sign_in, client
):
    """Somebody who may do it here asks for the neighbor's row at our address: a 404, or what names no row at all."""
    theirs = address(name, arguments, lakefield).replace("/lakefield/", "/riverton/")
    if name in NAMES_NO_ROW:
        return
    sign_in(person(*Role, agency=riverton, name="Everybody"))
    assert answer_to(client, view, theirs) == 404
