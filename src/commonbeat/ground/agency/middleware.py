"""Which agency is this request for: by host name, else by the first path segment, else the only one there is."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone

from commonbeat.ground.agency import queries


class AgencyMiddleware:
    """Sets `request.agency`. A leading slug moves from the path into the script prefix, so `reverse` keeps it.

    Until the answer is made, days and hours are those of the agency's own time zone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first_segment, _slash, rest = request.path_info.lstrip("/").partition("/")
        agency, named = queries.agency_for(request.get_host().split(":")[0], first_segment)
        before = get_script_prefix()
        if named:
            set_script_prefix(f"{before}{first_segment}/")
            request.path_info = f"/{rest}"
        request.agency = agency  # type: ignore[attr-defined]
        try:
            with timezone.override(agency.zone if agency else None):
                return self.get_response(request)
        finally:
            set_script_prefix(before)
