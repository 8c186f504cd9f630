"""The signed-in home: what this person may open, and what waits."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import Page
from commonbeat.web import nav, panels


class Desk(Page):
    """Where staff start: the panels of the rooms that their roles open."""

    permission = Permission.SEE_DESK
    title = _("Your desk")
    template_name = "web/desk.html"

    def context(self) -> dict[str, Any]:
        return {
            "panels": panels.for_page("desk", self.request),
            "doors": [entry for entry in nav.entries(self.request, staff=True) if not entry["current"]],
        }
