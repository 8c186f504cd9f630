"""Which agency is this request for: by host name, else by the first path segment, else the only one there is."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix

from commonbeat.ground.agency import queries


class AgencyMiddleware:
    """Sets `request.agency`. A leading agency slug moves from the path into the script prefix, so `reverse` keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        agency = queries.agency_by_host(request.get_host().split(":")[0])
        if agency is None:
            slug, _slash, rest = request.path_info.lstrip("/").partition("/")
            agency = queries.agency_by_slug(slug) if slug else None
            if agency is not None:
                set_script_prefix(f"{get_script_prefix()}{slug}/")
                request.path_info = f"/{rest}"
        request.agency = agency or queries.only_agency()  # type: ignore[attr-defined]
        return self.get_response(request)
