"""Where a program stands, for another site: the picture, and the page that gives the lines to place it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.facts import accreditation as facts
from commonbeat.act.standards.figures import badge as figures
from commonbeat.act.standards.models import Program
from commonbeat.act.standards.queries import programs
from commonbeat.kit.pages import DetailPage, Page


class StatusPicture(Page):
    """The picture, worked out anew each time: what has expired says so, wherever it hangs."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        program = access.public_program(self.agency, kwargs["pk"])
        if program is None:
            raise Http404
        drawn = figures.picture(programs.badge_of(program, self.agency.day()), self.agency)
        headers = {"Cache-Control": "public, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"}
        return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8", headers=headers)


class ShowElsewhere(DetailPage):
    """How another site shows where a program stands: the picture, and the lines to copy."""

    public = True
    section = "act"
    title = gettext_lazy("Show it on another site")
    template_name = "standards/show_elsewhere.html"
    object: Program

    def find(self) -> Program | None:
        return access.public_program(self.agency, self.kwargs["pk"])

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": gettext_lazy("Accreditation"), "url": reverse("accreditation")}]

    def context(self) -> dict[str, Any]:
        badge = programs.badge_of(self.object, self.agency.day())
        picture = reverse("accreditation_status", args=[self.object.pk])
        told = {
            "page": self.request.build_absolute_uri(reverse("accreditation")),
            "picture": self.request.build_absolute_uri(picture),
            "words": figures.alternative(badge, self.agency),
        }
        return {
            "picture": picture,
            "alternative": told["words"],
            "told": facts.of_badge(badge),
            "lines": render_to_string("standards/elsewhere.html", told).strip(),
        }
