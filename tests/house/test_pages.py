"""Every page declares who may open it, and keeps to it: every address, every role, every foreign agency."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from commonbeat.ground.roles import Role, granted
from commonbeat.kit.pages import Page
from house.addresses import LIBRARY_PAGES, PLAIN_FUNCTIONS, argument_maker, needs


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


@pytest.mark.parametrize(("name", "view", "arguments"), OURS, ids=[name for name, _v, _a in OURS])
def test_who_may_open_what(name, view, arguments, riverton, lakefield, person, client):
    """As nobody, as every role, and as every role of the neighbor's town."""
    url_of = argument_maker(name, arguments)
    ours, theirs = url_of(riverton), url_of(lakefield)
    method = client.get if "get" in view.http_method_names else client.post
    anonymous = method(ours)
    if view.public:
        assert anonymous.status_code in (200, 302)
    else:
        assert anonymous.status_code == 302
        assert "/staff/account/login/" in anonymous["Location"]
    for role in Role:
        client.force_login(person(role, agency=riverton), backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["demo_sign_in"] = True
        session.save()
        allowed = view.public or needs(view) in granted({role})
        status = method(ours).status_code
        assert status < 500
        assert (status not in (403, 404)) == allowed, (role, status)
        if not view.public:
            assert method(theirs).status_code in (403, 404), role
        client.logout()
