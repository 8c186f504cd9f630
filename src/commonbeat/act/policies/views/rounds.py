"""Putting a version before people: its questions, and the round with its day and whom it asks."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies import actions
from commonbeat.act.policies.access import attestations as access
from commonbeat.act.policies.forms.attestations import QuestionForm, RoundForm
from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.policies.queries import attestations as queries
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, FormPage, ListPage


def crumbs() -> list[dict[str, Any]]:
    """The way to the versions that can be put before people."""
    return [{"label": _("Put policies before people"), "url": reverse("round_list")}]


class Versions(ListPage):
    """Every version approved or in force: its questions, and whether people are asked to sign it."""

    permission = Permission.WRITE_POLICIES
    title = gettext_lazy("Put policies before people")
    template_name = "policies/rounds/list.html"

    def rows(self) -> list[PolicyVersion]:
        return queries.versions_to_ask(self.agency)


class _OfVersion:
    """The version that the address names, or a 404."""

    request: Any
    agency: Any
    kwargs: dict[str, Any]

    def find_version(self) -> PolicyVersion:
        """One that questions may be written on."""
        row = access.to_ask(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        return row

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """The way to the list."""
        return crumbs()


class Questions(_OfVersion, FormPage):
    """The questions on a version, as they are asked, and a form for one more."""

    permission = Permission.WRITE_POLICIES
    title = gettext_lazy("Questions on a policy")
    template_name = "policies/rounds/questions.html"
    form_class = QuestionForm
    done_message = gettext_lazy("The question is added.")

    def prepare(self) -> None:
        self.version = self.find_version()

    def context(self) -> dict[str, Any]:
        return {"version": self.version, "items": queries.questions(self.version)}

    def act(self, form: QuestionForm) -> str:
        told = form.cleaned_data
        actions.add_question(
            actor=self.request.user,
            version=self.version,
            question=told["question"],
            question_es=told["question_es"],
            answers=form.answers,
            why=told["why"],
            why_es=told["why_es"],
            section=told["section"],
        )
        return reverse("round_questions", args=[self.version.pk])


class RemoveQuestion(_OfVersion, ActionPage):
    """Take one question away."""

    permission = Permission.WRITE_POLICIES
    done_message = gettext_lazy("The question is taken away. What was signed stays signed.")

    def act(self) -> str:
        found = [one for one in queries.questions(self.find_version()) if one.position == self.kwargs["position"]]
        if not found:
            raise Http404
        actions.remove_question(actor=self.request.user, item=found[0])
        return self.back()

    def back(self) -> str:
        return reverse("round_questions", args=[self.kwargs["pk"]])


class OpenRound(_OfVersion, FormPage):
    """By when, and who is asked to sign."""

    permission = Permission.WRITE_POLICIES
    title = gettext_lazy("Ask people to sign a policy")
    template_name = "policies/rounds/open.html"
    form_class = RoundForm
    done_message = gettext_lazy("Done. It is being handed out; people find it on their desk.")

    def prepare(self) -> None:
        self.version = self.find_version()

    def form_kwargs(self) -> dict[str, Any]:
        return {"units": queries.units(self.agency)}

    def context(self) -> dict[str, Any]:
        return {"version": self.version, "questions": len(queries.questions(self.version))}

    def act(self, form: RoundForm) -> str:
        told = form.cleaned_data
        actions.open_round(
            actor=self.request.user,
            version=self.version,
            due=told["due"],
            who=told["who"],
            units=queries.units_of(self.agency, told.get("units", [])),
            ranks=told["ranks"],
        )
        return reverse("reading_version", args=[self.version.pk])
