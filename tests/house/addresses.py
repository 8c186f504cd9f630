"""What the tests of addresses need to know: the pages of libraries, and how to fill an address's arguments."""

from collections.abc import Callable

from django.urls import reverse

PLAIN_FUNCTIONS = {
    "health": "a watcher asks it",
    "robots": "search engines ask it",
}

LIBRARY_PAGES: dict[str, str] = {}
"""Pages of django-allauth: each asks for its own sign-in."""

SAMPLES: dict[str, Callable] = {}
"""Address name to a function agency -> keyword arguments; addresses without arguments need none."""


def argument_maker(name: str, arguments: tuple[str, ...]) -> Callable:
    """A function that makes the address at an agency, under that agency's slug."""

    def url_of(agency) -> str:
        kwargs = SAMPLES[name](agency) if arguments else {}
        return f"/{agency.slug}{reverse(name, kwargs=kwargs)}"

    return url_of


def needs(view) -> str | None:
    """The permission that a page asks for."""
    return view.permission
