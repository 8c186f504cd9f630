"""For everybody: where accreditation stands, what decrees and mandates demand, the transparency index."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.facts import accreditation as facts
from commonbeat.act.standards.facts import mandates as demand_facts
from commonbeat.act.standards.facts import transparency as index_facts
from commonbeat.act.standards.queries import mandates, programs, transparency
from commonbeat.act.standards.rules import transparency as index_rules
from commonbeat.act.standards.rules.assessments import Window
from commonbeat.kit.pages import Page
from commonbeat.kit.tables import Table
from commonbeat.kit.words import day, of

PER_PAGE = 12
"""Demands on one page for the public, which stays small: a decree may have hundreds of paragraphs."""


class Accreditation(Page):
    """Every program: its status with date and scope in words; the assessments about which people are asked."""

    public = True
    cached = True
    section = "act"
    title = gettext_lazy("Accreditation")
    template_name = "standards/accreditation.html"

    def context(self) -> dict[str, Any]:
        return {
            "badges": [{"program": one.program, "told": facts.of_badge(one)} for one in programs.badges(self.agency)],
            "today": day(self.agency.day()),
            "asked": [
                {
                    "row": one.assessment,
                    "program": one.assessment.edition.program,
                    "said": facts.of_asked(one),
                    "open": one.window is Window.OPEN,
                    "answers": [{"when": day(answer.day), "words": answer.words} for answer in one.answers],
                }
                for one in programs.asked(self.agency)
            ],
        }


class Compliance(Page):
    """The demands of decrees and mandates that were chosen to be shown, with what was found of each."""

    public = True
    cached = True
    section = "act"
    title = gettext_lazy("What decrees and mandates demand")
    template_name = "standards/compliance.html"

    def context(self) -> dict[str, Any]:
        today, shown = self.agency.day(), mandates.shown(self.agency)
        paged = Table(
            queryset=shown,
            columns=(),
            params=self.request.GET,
            caption=gettext_lazy("Demand by demand"),
            per_page=PER_PAGE,
        )
        return {
            "papers": demand_facts.papers(list(shown.prefetch_related(None)), today),
            "paged": paged,
            "demands": [self._demand(mandates.demand_of(row), today) for row in paged.rows],
        }

    def _demand(self, one: mandates.Demand, today: date) -> dict[str, Any]:
        evidence, more = demand_facts.public_evidence(one.evidence)
        return {
            "row": one.row,
            "told": demand_facts.of_demand(one),
            "line": demand_facts.demand_line(one, today),
            "evidence": evidence,
            "more": more,
        }


class TransparencyIndex(Page):
    """Which of the things that must be public are: x of y, which are missing, and how each was judged."""

    public = True
    cached = True
    section = "show"
    title = gettext_lazy("What must be public, and what is")
    template_name = "standards/transparency_index.html"

    def context(self) -> dict[str, Any]:
        found = transparency.index(self.agency)
        return {
            "index": found,
            "counted": of(found.met, len(found.items)),
            "missing": index_facts.wanting(found.wanting),
            "items": index_facts.items(found.items, _("Every item of the list"), synthetic=self.agency.demo),
            "rules": index_facts.rules_of(found.items),
            "age": index_rules.AGE,
            "left_out": found.left_out,
            "today": day(found.day),
            "since": day(found.list.effective_from) if found.list.effective_from else "",
        }
