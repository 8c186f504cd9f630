"""What a page says when it cannot be shown: in words, with a way on."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _


def _page(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    return TemplateResponse(
        request, "web/error.html", {"title": title, "words": words, "status_code": status}, status=status
    ).render()


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400: the request could not be read."""
    return _page(request, 400, _("We could not read that request"), _("Go back, reload the page and try again."))


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403: signed in, but this is not theirs to open."""
    return _page(
        request,
        403,
        _("Your role does not open this page"),
        _("If you need it for your work, ask your administrator for the role that does."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open too long, or cookies are off."""
    return _page(
        request,
        403,
        _("This form was open too long"),
        _("Nothing was saved. Go back, reload the page and send it again. Your browser must allow cookies here."),
    )


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: nothing here, or nothing of this agency."""
    return _page(
        request,
        404,
        _("There is no page here"),
        _("The address may be old or mistyped. Start again from the first page."),
    )


def not_allowed(request: HttpRequest, allow: str) -> HttpResponse:
    """405: opened what only a button sends to, or sent something to what is only read; `allow` names what is taken."""
    if "GET" in allow:
        title, words = _("Nothing can be sent to this page"), _("Nothing was changed. Open the page and try again.")
    else:
        title = _("This address only takes what a button sends")
        words = _(
            "Nothing was changed. Go back to the page that you came from and use the button or the form there. A "
            "bookmark of this address cannot work; make one of the page with the button."
        )
    response = _page(request, 405, title, words)
    response.headers["Allow"] = allow
    return response


class NotAllowed:
    """Middleware that gives every bare 405, whichever view it comes from, a page in our look."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave every other answer, and a 405 that says something itself, as it is."""
        response = self.get_response(request)
        bare = response.status_code == 405 and not response.streaming and not response.content
        return not_allowed(request, response.headers.get("Allow", "")) if bare else response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault, said plainly and in both languages, without the machinery that may have failed."""
    return HttpResponse(
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Something went wrong</title>'
        "<main><h1>Something went wrong</h1>"
        "<p>This is our fault, not yours. Nothing was half saved. Please try again in a minute.</p>"
        '<p lang="es">Algo salió mal. Es culpa nuestra, no suya. Nada quedó guardado a medias. '
        "Inténtelo de nuevo en un minuto.</p></main>",
        status=500,
    )
