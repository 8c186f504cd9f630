"""The figures for everybody, each with its method and run; and, for those who publish, the way there."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, ListPage, Page
from commonbeat.kit.tables import Cell, Column, Table
from commonbeat.measure.findings import access, actions, corrections, facts, frames, queries
from commonbeat.measure.findings.forms import WithdrawForm
from commonbeat.measure.findings.models import Run
from commonbeat.measure.findings.queries import Figure
from commonbeat.measure.findings.rules import RUN_MOVES, RunState, may_move

STATES = {
    RunState.BUILT: "open",
    RunState.CHECKED: "open",
    RunState.APPROVED: "reported",
    RunState.PUBLISHED: "verified",
    RunState.SUPERSEDED: "moved",
    RunState.WITHDRAWN: "broken",
}
"""The shape that stands beside each state's word."""


class Figures(Page):
    """Every published figure for the whole place: one chart under each heading, all others by name."""

    public = True
    cached = True
    section = "measure"
    title = gettext_lazy("What the records show")
    template_name = "findings/figures.html"

    def context(self) -> dict[str, Any]:
        city = queries.for_city(self.agency)
        files = queries.released(self.agency)
        sections: dict[str, list[Figure]] = {}
        for figure in city.figures.values():
            sections.setdefault(figure.section, []).append(figure)
        return {
            "sections": [
                {
                    "id": section,
                    "title": found[0].run.label(f"section_{section}", words.language()),
                    "framed": frames.framed(found[0], files),
                    "others": [_summary(figure) for figure in found[1:]],
                }
                for section, found in sections.items()
            ]
        }


class MeasurePage(DetailPage):
    """One figure: its chart, how it is worked out, what it cannot show, its run, and its value in each neighborhood."""

    public = True
    cached = True
    section = "measure"
    template_name = "findings/measure.html"
    object: Figure

    def find(self) -> Figure | None:
        return queries.for_city(self.agency).figures.get(self.kwargs["measure"])

    def heading(self) -> str:
        return self.object.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Figures"), "url": reverse("figures")}, {"label": self.heading(), "url": ""}]

    def context(self) -> dict[str, Any]:
        figure = self.object
        choices = [line for line in (figure.total, *figure.lines) if line]
        asked = self.request.GET.get("line", "")
        chosen = next((line for line in choices if line.code == asked), choices[0])
        rows = queries.by_neighborhood(figure.run, figure.measure, chosen.code)
        return {
            "figure": figure,
            "framed": frames.framed(figure, queries.released(self.agency)),
            "facts": facts.method(figure),
            "choices": choices if rows else [],
            "chosen": chosen,
            "places": facts.places(figure, chosen.label, rows) if rows else None,
        }


class RunPage(DetailPage):
    """One run: from which files, by which code and thresholds, what was hidden, who approved it, what became of it."""

    public = True
    cached = True
    section = "measure"
    template_name = "findings/run.html"
    object: Run

    def find(self) -> Run | None:
        return access.public_run(self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return str(self.object)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Figures"), "url": reverse("figures")}, {"label": self.heading(), "url": ""}]

    def context(self) -> dict[str, Any]:
        run = self.object
        measures = [(key, run.said(key, "title", words.language())) for key in run.measures]
        return {
            "facts": facts.of_run(run),
            "files": facts.files(run),
            "measures": measures,
            "left_out": facts.left_out(run),
            "kind": STATES[RunState(run.state)],
        }


class Runs(ListPage):
    """For those who publish: every run, the newest first, and the button that works the figures out anew."""

    permission = Permission.PUBLISH_FIGURES
    title = gettext_lazy("Findings")
    template_name = "findings/run_list.html"

    def rows(self) -> Table:
        return Table(
            queryset=access.visible(self.request.user, self.agency),
            columns=(
                Column("pk", gettext_lazy("Run"), value=_link),
                Column("study", gettext_lazy("About"), value=lambda run: "; ".join(run.subjects(words.language()))),
                Column("state", gettext_lazy("State"), value=_state),
                Column("ended_at", gettext_lazy("Worked out"), value=lambda run: words.moment(run.ended_at)),
                Column("author", gettext_lazy("By")),
                Column("approved_by", gettext_lazy("Approved by")),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Runs"),
            order="-pk",
        )


class Review(DetailPage):
    """One run before it is published: its figures for the whole place, what is hidden and why, and the next step."""

    permission = Permission.PUBLISH_FIGURES
    template_name = "findings/review.html"
    object: Run

    def find(self) -> Run | None:
        return _run(self)

    def heading(self) -> str:
        return str(self.object)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Findings"), "url": reverse("run_list")}, {"label": self.heading(), "url": ""}]

    def context(self) -> dict[str, Any]:
        run = self.object
        return {
            "kind": STATES[RunState(run.state)],
            "steps": [name for name, state in _STEPS.items() if may_move(RUN_MOVES, run.state, state)],
            "facts": facts.of_run(run),
            "hidden": facts.hidden(run),
            "left_out": facts.left_out(run),
            "figures": [facts.lines(figure) for figure in queries.figures_of(run).figures.values()],
            "to_promise": self._to_promise(),
            "changes": corrections.would_change(run) if run.state == RunState.APPROVED else None,
        }

    def _to_promise(self) -> list[tuple[str, str]]:
        """Key and title of each figure, where it is published and this person may promise something because of it."""
        if self.object.state != RunState.PUBLISHED or not self.request.user.may(Permission.MAKE_PROMISES, self.agency):
            return []
        return [(key, self.object.said(key, "title", words.language())) for key in self.object.measures]


_STEPS = {
    "check": RunState.CHECKED,
    "approve": RunState.APPROVED,
    "publish": RunState.PUBLISHED,
    "withdraw": RunState.WITHDRAWN,
}


class _Step(ActionPage):
    """A step on a run's way to the public."""

    abstract = True

    def run(self) -> Run:
        """The run, or a 404."""
        found = _run(self)
        if found is None:
            raise Http404
        return found

    def back(self) -> str:
        return reverse("run_review", args=[self.kwargs["pk"]])


class Check(_Step):
    """Look at the figures as an outsider would."""

    permission = Permission.PUBLISH_FIGURES
    done_message = gettext_lazy("Checked: nothing small shows, and nothing hidden can be worked out.")

    def act(self) -> str:
        actions.check_disclosure(actor=self.request.user, run=self.run())
        return self.back()


class Approve(_Step):
    """Say that these figures may be published."""

    permission = Permission.PUBLISH_FIGURES
    done_message = gettext_lazy("Approved. Nobody outside sees it until it is published.")

    def act(self) -> str:
        actions.approve(actor=self.request.user, run=self.run())
        return self.back()


class Publish(_Step):
    """Show the figures to the public."""

    permission = Permission.PUBLISH_FIGURES
    done_message = gettext_lazy("Published. Every figure that changed is in the public log.")

    def act(self) -> str:
        actions.publish(actor=self.request.user, run=self.run())
        return self.back()


class Withdraw(FormPage):
    """Take a run's figures back and say why."""

    permission = Permission.PUBLISH_FIGURES
    form_class = WithdrawForm
    title = gettext_lazy("Withdraw figures")
    template_name = "findings/withdraw.html"
    done_message = gettext_lazy("Withdrawn. The page of the run says why.")
    run: Run

    def prepare(self) -> None:
        found = _run(self)
        if found is None:
            raise Http404
        self.run = found

    def context(self) -> dict[str, Any]:
        return {"run": self.run}

    def act(self, form: WithdrawForm) -> str:
        actions.withdraw(actor=self.request.user, run=self.run, notice=form.cleaned_data["notice"])
        return reverse("run_review", args=[self.run.pk])


def _run(page: Page) -> Run | None:
    return access.run(page.request.user, page.agency, page.kwargs["pk"])


def _link(run: Run) -> Cell:
    return Cell(str(run), href=reverse("run_review", args=[run.pk]))


def _state(run: Run) -> Cell:
    return Cell(run.get_state_display(), state=STATES[RunState(run.state)])


def _summary(figure: Figure) -> dict[str, Any]:
    """A figure by its name and its sum."""
    return {"measure": figure.measure, "title": figure.title, "total": figure.total.shown if figure.total else None}
