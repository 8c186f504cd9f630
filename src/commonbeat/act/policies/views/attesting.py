"""One's own reading: what is to be signed, the policy itself, its questions, the signature, the receipt."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies import actions
from commonbeat.act.policies.access import attestations as access
from commonbeat.act.policies.facts import texts
from commonbeat.act.policies.forms.attestations import QuizForm, SignForm
from commonbeat.act.policies.models import Attestation
from commonbeat.act.policies.queries import attestations as queries
from commonbeat.act.policies.rules.attestations import OPEN, State, sign_problem
from commonbeat.act.policies.rules.text import anchor
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, ListPage
from commonbeat.kit.tables import Cell, Column, Table
from commonbeat.kit.tasks import ordered
from commonbeat.kit.words import day, language

SHAPES = {
    State.ATTESTED: "verified",
    State.OVERDUE: "broken",
    State.ESCALATED: "broken",
    State.VOIDED: "moved",
    State.WITHDRAWN: "moved",
}
"""The shape beside a state; the others are open."""
WHOLE = 10_000_000
"""Letters on a page: whoever signs reads all of it on one."""


def crumbs() -> list[dict[str, Any]]:
    """The way to one's own list."""
    return [{"label": _("Policies to sign"), "url": reverse("attest_list")}]


class Mine(ListPage):
    """What is to be signed, the latest day first; then everything that one ever signed here."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("Policies to sign")
    template_name = "policies/attesting/list.html"

    def rows(self) -> Table:
        return Table(
            queryset=access.own(self.request.user, self.agency).select_related("version__policy", "voided_by"),
            columns=(
                Column("version", gettext_lazy("Policy"), value=_policy),
                Column("due", gettext_lazy("To be signed by"), sortable=True, value=lambda row: day(row.due)),
                Column("state", gettext_lazy("State"), value=_state),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Every policy that you were asked to sign"),
            order="-assigned_on",
            synthetic=self.agency.demo,
        )

    def context(self) -> dict[str, Any]:
        today = self.agency.day()
        waiting = [one for one in queries.waiting_for(self.request.user, self.agency) if one.address == "attest_read"]
        tasks = [
            {
                "when": day(one.due) if one.due else "",
                "late": one.days_late(today) > 0,
                "title": one.title,
                "url": reverse(one.address, args=one.arguments),
                "next": one.next_step,
            }
            for one in ordered(waiting, today)
        ]
        return {"rows": self.rows(), "tasks": tasks}


def _policy(row: Attestation) -> Cell:
    name = "attest_receipt" if row.attested_on else "attest_read"
    said = _("version %(number)s") % {"number": row.version.number}
    return Cell(row.version.policy.name(language()), href=reverse(name, args=[row.pk]), small=said)


def _state(row: Attestation) -> Cell:
    state = State(row.state)
    small = _("signed on %(day)s") % {"day": day(row.attested_on)} if row.attested_on else ""
    return Cell(str(state.label), state=SHAPES.get(state, "open"), small=small)


class _Own:
    """What every page of one's own reading shares: the row, or a 404."""

    request: Any
    agency: Any
    kwargs: dict[str, Any]

    def reading(self) -> Attestation:
        """This person's own row."""
        row = access.own_one(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        return row

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """The way to one's list."""
        return crumbs()


class Read(_Own, DetailPage):
    """The policy: in plain words first, then its text; at the end the button to its questions."""

    permission = Permission.READ_POLICIES
    template_name = "policies/attesting/read.html"
    object: Attestation

    def find(self) -> Attestation:
        return self.reading()

    def heading(self) -> str:
        policy = self.object.version.policy
        return policy.name(language())

    def context(self) -> dict[str, Any]:
        version = self.object.version
        return {
            "reading": self.object,
            "version": version,
            "summary": version.said("summary", language()),
            "text": texts.text_page(version.said("text", language()), most=WHOLE),
            "asks": self.object.state in OPEN,
            "questions": len(queries.questions(version)),
        }


class Open(_Own, ActionPage):
    """It was read: on to the questions, or to the signature where there are none."""

    permission = Permission.READ_POLICIES

    def act(self) -> str:
        row = actions.open_reading(actor=self.request.user, reading=self.reading())
        return reverse("attest_sign" if row.passed_on else "attest_quiz", args=[row.pk])

    def back(self) -> str:
        return reverse("attest_read", args=[self.kwargs["pk"]])


class Quiz(_Own, FormPage):
    """Every question on one page; wrong answers are explained, with the section to read again."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("Questions on this policy")
    template_name = "policies/attesting/quiz.html"
    form_class = QuizForm

    def prepare(self) -> None:
        self.row = self.reading()
        self.missed: list[Any] = []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.prepare()
        if self.row.passed_on is not None and self.row.state in OPEN:
            return redirect("attest_sign", self.row.pk)
        return self.render(form=self.form())

    def form_kwargs(self) -> dict[str, Any]:
        return {"items": queries.questions(self.row.version)}

    def context(self) -> dict[str, Any]:
        missed = [{"section": item.section, "anchor": anchor(item.section)} for item in self.missed]
        return {"reading": self.row, "version": self.row.version, "asks": self.row.state in OPEN, "missed": missed}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Try the answers; stay here until all are right."""
        self.prepare()
        form = cast(QuizForm, self.form())
        if not form.is_valid():
            return self.render(form=form, status=422)
        try:
            self.missed = actions.answer(actor=request.user, reading=self.row, chosen=form.chosen)  # type: ignore[arg-type]
        except ValidationError as problem:
            form.add_error(None, problem)
            return self.render(form=form, status=422)
        if not self.missed:
            return redirect("attest_sign", self.row.pk)
        form.explain(self.missed)
        return self.render(form=form, status=422)


class Sign(_Own, FormPage):
    """The signature: the statement, one's name, the day."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("Sign that you have read and understood it")
    template_name = "policies/attesting/sign.html"
    form_class = SignForm
    done_message = gettext_lazy("Signed. This is your receipt: keep or print it.")

    def prepare(self) -> None:
        self.row = self.reading()

    def context(self) -> dict[str, Any]:
        problem = sign_problem(self.row.state, self.row.passed_on)
        return {"reading": self.row, "version": self.row.version, "problem": problem, "today": self.agency.day()}

    def act(self, form: SignForm) -> str:
        actions.attest(actor=self.request.user, reading=self.row, name=form.cleaned_data["name"])
        return reverse("attest_receipt", args=[self.row.pk])


class Receipt(_Own, DetailPage):
    """What was signed, when, by whom, with the fingerprint of the very version: to keep or to print."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("Receipt: read and understood")
    template_name = "policies/attesting/receipt.html"
    object: Attestation

    def find(self) -> Attestation:
        return self.reading()

    def context(self) -> dict[str, Any]:
        return {"reading": self.object, "version": self.object.version}
