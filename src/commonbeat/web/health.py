"""Is it well? And: which agencies are here?"""

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commonbeat.ground.agency.models import Agency
from commonbeat.kit.pages import ListPage


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 and a word when the database answers; a watcher needs no more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("well\n", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be found; staff pages need not be."""
    return HttpResponse(
        "User-agent: *\nDisallow: /staff/\nDisallow: /es/staff/\nDisallow: /concerns/\nDisallow: /es/concerns/\n",
        content_type="text/plain",
    )


class Agencies(ListPage):
    """The agencies of this installation; before the first one, how to start it."""

    public = True
    needs_agency = False
    title = _("Choose an agency")
    template_name = "web/agencies.html"

    def rows(self) -> Any:
        return Agency.objects.order_by("name")
