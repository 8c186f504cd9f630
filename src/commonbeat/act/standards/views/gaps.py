"""What of an edition has no checked proof today, chapter by chapter, and why each is a gap."""

from typing import Any

from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.figures import accreditation as figures
from commonbeat.act.standards.models import StandardSet
from commonbeat.act.standards.queries import gaps
from commonbeat.act.standards.views.programs import crumbs
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage


class Gaps(DetailPage):
    """Every standard of an edition that has a gap, and why each is one."""

    permission = Permission.SEE_STANDARDS
    title = gettext_lazy("Gaps")
    template_name = "standards/gaps.html"
    object: StandardSet

    def find(self) -> StandardSet | None:
        return access.edition(self.request.user, self.agency, self.kwargs["pk"])

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs(self.object.program)

    def context(self) -> dict[str, Any]:
        today = self.agency.day()
        found = gaps.standing(self.object)
        return {
            "edition": self.object,
            "count": found.missing,
            "chapters": figures.chapters(found, synthetic=self.agency.demo),
            "may_manage": self.request.user.may(Permission.MANAGE_STANDARDS, self.agency),
            "found": [
                {
                    "standard": one.standard,
                    "owner": one.standard.owner.name if one.standard.owner else "",
                    "gaps": [{"part": part, "said": gap.said(today)} for part, gap in one.gaps],
                }
                for one in found.gaps
            ],
        }
