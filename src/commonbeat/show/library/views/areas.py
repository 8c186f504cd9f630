"""Practice areas: the list of them, and one page laid out the same for each."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.models import PracticeArea
from commonbeat.ground.library.queries import search
from commonbeat.ground.library.rules import Asked
from commonbeat.kit.pages import DetailPage, ListPage
from commonbeat.kit.words import language
from commonbeat.show.library import facts


class Areas(ListPage):
    """Every practice area with its first words."""

    public = True
    cached = True
    section = "show"
    title = gettext_lazy("Practice areas")
    template_name = "library/areas.html"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Library"), "url": reverse("library")}]

    def rows(self) -> list[dict[str, str]]:
        tongue = language()
        return [
            {
                "name": row.topic.name(tongue),
                "href": reverse("practice_area", args=[row.topic.slug]),
                "words": row.definition(tongue),
            }
            for row in access.areas(None, self.agency)
        ]


class Area(DetailPage):
    """One practice area: what it is, why it matters, what to read, where to look at one's own practice."""

    public = True
    cached = True
    section = "show"
    template_name = "library/area.html"
    object: PracticeArea

    def find(self) -> PracticeArea | None:
        return access.area(None, self.agency, self.kwargs["slug"])

    def heading(self) -> str:
        return self.object.topic.name(language())

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Practice areas"), "url": reverse("practice_area_list")}]

    def context(self) -> dict[str, Any]:
        row, tongue = self.object, language()
        narrowed = Asked(chosen=(("topic", (row.topic.slug,)),))
        page = search.page_of(self.agency, narrowed)
        return {
            "area": row,
            "definition": row.definition(tongue),
            "why": row.why(tongue),
            "stale": row.stale_on(self.agency.day()),
            "cards": facts.cards(page.rows, self.agency.day(), synthetic=self.agency.demo),
            "count": page.found.count,
            "more": facts.address(narrowed),
            "changes": list(row.changes.all()[:10]),
            "self_review": facts.resolved(*facts.SELF_REVIEW),
            "peers": facts.resolved(*facts.PEERS),
            "help": facts.resolved(*facts.HELP),
            "questions": facts.resolved(*facts.QUESTIONS),
            "tools": facts.resolved(*facts.TOOLS) if row.topic.slug == facts.TOOL_TOPIC else "",
        }
