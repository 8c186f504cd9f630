"""What is done with a version: write it, move it on, send it back, put it to people, approve it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from commonbeat.act.policies import access, actions
from commonbeat.act.policies.forms import ApproveForm, BackForm, ConsultForm, WithdrawForm, WordsForm
from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.versions import withdraw_problem
from commonbeat.act.policies.views import lines
from commonbeat.act.policies.views.steps import StepForm
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage


class _OfVersion(StepForm):
    """A form about one version."""

    abstract = True
    version: PolicyVersion

    def prepare(self) -> None:
        found = access.version(self.request.user, self.agency, self.kwargs["slug"], self.kwargs["number"])
        if found is None:
            raise Http404
        self.version = found

    def back(self) -> str:
        return reverse("policy_work_version", args=[self.kwargs["slug"], self.kwargs["number"]])

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return lines.work_crumbs(self.version.policy, self.version)


class VersionWrite(_OfVersion):
    """Write the words of a version."""

    title = gettext_lazy("Write it")
    form_class = WordsForm
    done_message = gettext_lazy("Saved.")

    def form_kwargs(self) -> Mapping[str, Any]:
        shown = {name: getattr(self.version, name) for name in self.form_class.base_fields if name != "seen"}
        return {"initial": {**shown, "seen": actions.mark(self.version)}}

    def act(self, form: Any) -> str:
        words = dict(form.cleaned_data)
        seen = words.pop("seen")
        form.has_seen(actions.mark(self.version))
        actions.revise(actor=self.request.user, version=self.version, words=words, seen=seen)
        return self.back()


class VersionBack(_OfVersion):
    """Send a version back to its writer."""

    title = gettext_lazy("Send it back to its writer")
    form_class = BackForm
    submit = gettext_lazy("Send it back")
    done_message = gettext_lazy("It is a draft again.")

    def act(self, form: Any) -> str:
        actions.send_back(actor=self.request.user, version=self.version, reason=form.cleaned_data["reason"])
        return self.back()


class VersionConsult(_OfVersion):
    """Put a version to people."""

    title = gettext_lazy("Put it to people")
    form_class = ConsultForm
    submit = gettext_lazy("Put it to people")

    def act(self, form: Any) -> str:
        asked = actions.consult(actor=self.request.user, version=self.version, **form.cleaned_data)
        return reverse("consultation_work", args=[asked.pk])


class VersionApprove(_OfVersion):
    """Approve a version."""

    permission = Permission.APPROVE_POLICIES
    title = gettext_lazy("Approve this version")
    form_class = ApproveForm
    submit = gettext_lazy("Approve it")
    done_message = gettext_lazy("Approved. Its words can never change from now on.")

    def act(self, form: Any) -> str:
        day = form.cleaned_data["effective_from"]
        actions.approve(actor=self.request.user, version=self.version, effective_from=day)
        return self.back()


class VersionWithdraw(_OfVersion):
    """Withdraw an approved version before its day."""

    permission = Permission.APPROVE_POLICIES
    title = gettext_lazy("Withdraw this version before its day")
    template_name = "policies/work/withdraw.html"
    form_class = WithdrawForm
    submit = gettext_lazy("Withdraw this version")
    done_message = gettext_lazy("Withdrawn. It never comes in force; the page of its consultation says why.")

    def context(self) -> dict[str, Any]:
        problem = withdraw_problem(self.version.state, self.version.effective_from, self.agency.day())
        return {**super().context(), "version": self.version, "problem": problem}

    def act(self, form: Any) -> str:
        reason = form.cleaned_data["reason"]
        actions.withdraw_version(actor=self.request.user, version=self.version, reason=reason)
        return self.back()


class VersionMove(ActionPage):
    """Give a version to the staff to read, or to the lawyer."""

    permission = Permission.WRITE_POLICIES
    to: ClassVar[VersionState]

    def act(self) -> str:
        version = access.version(self.request.user, self.agency, self.kwargs["slug"], self.kwargs["number"])
        if version is None:
            raise Http404
        actions.send_on(actor=self.request.user, version=version, to=self.to)
        return self.back()

    def back(self) -> str:
        return reverse("policy_work_version", args=[self.kwargs["slug"], self.kwargs["number"]])


class VersionInternal(VersionMove):
    """To the staff, to read."""

    permission = Permission.WRITE_POLICIES
    to = VersionState.INTERNAL


class VersionLegal(VersionMove):
    """To the lawyer."""

    permission = Permission.WRITE_POLICIES
    to = VersionState.LEGAL
