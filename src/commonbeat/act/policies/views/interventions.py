"""Stepping in: the form for anybody who works here, the thread that a key opens, the list of those who may read."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies import actions
from commonbeat.act.policies.access import interventions as access
from commonbeat.act.policies.forms.interventions import CheckForm, ReportForm, WordsForm
from commonbeat.act.policies.models import InterventionReport
from commonbeat.act.policies.queries import choices
from commonbeat.act.policies.queries import interventions as queries
from commonbeat.act.policies.rules.interventions import By, Kind, State, may_move
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, FormPage, ListPage, Page

SHAPES = {State.RECEIVED: "open", State.READ: "open", State.ANSWERED: "reported", State.CLOSED: "moved"}


class _Quiet(Page):
    """A page of which nothing is kept on the way."""

    abstract = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer


class New(_Quiet, FormPage):
    """Report that somebody had to step in; at the end the key is shown once."""

    permission = Permission.REPORT_INTERVENTION
    title = gettext_lazy("Report that somebody had to step in")
    template_name = "policies/interventions/new.html"
    form_class = ReportForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": choices.colleagues(self.agency)}

    def context(self) -> dict[str, Any]:
        return {"days": queries.check_days(self.agency, self.agency.day())}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take it and show the key; nothing leads back to it."""
        form: Any = self.form()
        if form.is_valid():
            told = {**form.cleaned_data, "named": [int(one) for one in form.cleaned_data["named"]]}
            try:
                _row, key = actions.report_intervention(actor=self.request.user, agency=self.agency, **told)
                link = request.build_absolute_uri(reverse("intervention_thread", args=[key]))
                return self.render(form=None, key=key, link=link)
            except ValidationError as problem:
                form.add_error(None, problem)
        return self.render(form=form, status=422)


class Thread(_Quiet, FormPage):
    """What the writer's key opens: what was said, the question of the day if one waits, and a place to write."""

    public = True
    section = "act"
    title = gettext_lazy("Your report")
    template_name = "policies/interventions/thread.html"
    form_class = WordsForm
    done_message = gettext_lazy("It is written down.")

    def prepare(self) -> None:
        self.row = access.of_key(self.agency, self.kwargs["key"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.prepare()
        return self.render(form=self.form(), status=200 if self.row else 410)

    def context(self) -> dict[str, Any]:
        if self.row is None:
            return {"report": None}
        said = queries.thread(self.row)
        return {
            "report": self.row,
            "said": reversed(said),
            "kind": SHAPES[State(self.row.state)],
            "other": queries.other_route(self.row),
            "check": queries.check_due(self.row, said),
            "check_form": CheckForm(auto_id="check_%s"),
            "key": self.kwargs["key"],
        }

    def act(self, form: WordsForm) -> str:
        actions.write_in_thread(agency=self.agency, key=self.kwargs["key"], words=form.cleaned_data["words"])
        return reverse("intervention_thread", args=[self.kwargs["key"]])


class OtherRoute(_Quiet, ActionPage):
    """The writer sends it to the other route, where nobody on the first may read it any more."""

    public = True
    done_message = gettext_lazy("Sent on. This page goes on with the same key.")

    def act(self) -> str:
        actions.change_route(agency=self.agency, key=self.kwargs["key"])
        return self.back()

    def back(self) -> str:
        return reverse("intervention_thread", args=[self.kwargs["key"]])


class CheckIn(_Quiet, ActionPage):
    """The writer says whether anything happened to them since."""

    public = True
    done_message = gettext_lazy("It is written down.")

    def act(self) -> str:
        answer = self.request.POST.get("answer", "")
        if answer not in ("yes", "no"):
            raise ValidationError(_("Press one of the two buttons: yes or no."))
        words = self.request.POST.get("words", "")[:4000]
        actions.check_in(agency=self.agency, key=self.kwargs["key"], happened=answer == "yes", words=words)
        return self.back()

    def back(self) -> str:
        return reverse("intervention_thread", args=[self.kwargs["key"]])


class Reports(_Quiet, ListPage):
    """What was sent to this reader by the route that they read."""

    permission = Permission.SEE_INTERVENTIONS
    title = gettext_lazy("Reports of stepping in")
    template_name = "policies/interventions/list.html"

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"row": row, "kind": SHAPES[State(row.state)], "url": reverse("intervention_detail", args=[row.reference])}
            for row in access.readable(self.request.user, self.agency)
        ]


class _OfReport:
    """The report that the address names, or a 404 for all who may not read it."""

    request: Any
    agency: Any
    kwargs: dict[str, Any]

    def find_report(self) -> InterventionReport:
        """The report."""
        row = access.one(self.request.user, self.agency, self.kwargs["reference"])
        if row is None:
            raise Http404
        return row


class Detail(_OfReport, _Quiet, FormPage):
    """One report with its thread, and the answer."""

    permission = Permission.SEE_INTERVENTIONS
    title = gettext_lazy("A report of stepping in")
    template_name = "policies/interventions/detail.html"
    form_class = WordsForm
    done_message = gettext_lazy("Your answer stands in the thread that the writer's key opens.")

    def prepare(self) -> None:
        self.row = self.find_report()

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Reports of stepping in"), "url": reverse("intervention_list")}]

    def context(self) -> dict[str, Any]:
        said = queries.thread(self.row)
        return {
            "report": self.row,
            "kind": SHAPES[State(self.row.state)],
            "said": reversed(said),
            "happened": any(one.kind == Kind.HAPPENED and one.by == By.WRITER for one in said),
            "checks": queries.check_days(self.agency, self.row.received_on),
            "unopened": self.row.state == State.RECEIVED,
            "may_close": may_move(self.row.state, State.CLOSED),
        }

    def act(self, form: WordsForm) -> str:
        actions.reply(actor=self.request.user, row=self.row, words=form.cleaned_data["words"])
        return reverse("intervention_detail", args=[self.row.reference])


class _Press(_OfReport, ActionPage):
    """A step of a reader that needs no words."""

    abstract = True

    def back(self) -> str:
        return reverse("intervention_detail", args=[self.kwargs["reference"]])


class Opened(_Press):
    """Tell the writer that it was opened."""

    permission = Permission.SEE_INTERVENTIONS
    done_message = gettext_lazy("The writer sees that somebody has opened it.")

    def act(self) -> str:
        actions.open_report(actor=self.request.user, row=self.find_report())
        return self.back()


class Close(_Press):
    """Close it after an answer."""

    permission = Permission.SEE_INTERVENTIONS
    done_message = gettext_lazy(
        "Closed. It is destroyed some time after its last question; its writer can open it again."
    )

    def act(self) -> str:
        actions.close_report(actor=self.request.user, row=self.find_report())
        return self.back()
