"""The steps of one promise: each is public at once, and only its owner or somebody who makes promises may take it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy

from commonbeat.act.promises import access, actions, queries
from commonbeat.act.promises.forms import HandOverForm, ReasonForm, RenegotiateForm, ReportForm
from commonbeat.act.promises.models import Commitment
from commonbeat.act.promises.rules import CLOSED, State, may_move
from commonbeat.act.promises.views.staff import crumbs, detail, link_of
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, FormPage, Page


class _Step:
    """What every page of one promise shares: the promise, whether this person may move it on, and the way back."""

    request: Any
    agency: Any
    kwargs: dict[str, Any]

    def promise(self) -> Commitment:
        """The promise, or a 404."""
        row = access.promise(self.request.user, self.agency, self.kwargs["number"])
        if row is None:
            raise Http404
        return row

    def back(self) -> str:
        return detail(self.kwargs["number"])


class _Press(_Step, ActionPage):
    """A step that needs no words."""

    abstract = True


class Accept(_Press):
    """The owner takes it on."""

    permission = Permission.KEEP_PROMISES
    done_message = gettext_lazy("Accepted. The public sees it.")

    def act(self) -> str:
        actions.accept(actor=self.request.user, commitment=self.promise())
        return self.back()


class Start(_Press):
    """Work has begun."""

    permission = Permission.KEEP_PROMISES
    done_message = gettext_lazy("Written down: work has begun.")

    def act(self) -> str:
        actions.start(actor=self.request.user, commitment=self.promise())
        return self.back()


class _Words(_Step, FormPage):
    """A step that needs words or a date."""

    abstract = True
    template_name = "promises/step.html"
    submit: ClassVar[Any]
    state: ClassVar[State | None] = None

    def prepare(self) -> None:
        self.row = self.promise()

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs(self.kwargs["number"])

    def context(self) -> dict[str, Any]:
        mine = access.may_keep(self.request.user, self.row)
        fits = may_move(self.row.state, self.state) if self.state else self.row.state not in CLOSED
        return {"promise": self.row, "submit": self.submit, "mine": mine, "fits": fits}


class Decline(_Words):
    """The owner does not take it on, and says why."""

    permission = Permission.KEEP_PROMISES
    title = gettext_lazy("Decline this promise")
    form_class = ReasonForm
    submit = gettext_lazy("Decline it")
    state = State.DECLINED
    done_message = gettext_lazy("Declined. The public reads why.")

    def act(self, form: ReasonForm) -> str:
        actions.decline(actor=self.request.user, commitment=self.row, reason=form.cleaned_data["reason"])
        return self.back()


class Report(_Words):
    """The owner says that it was kept."""

    permission = Permission.KEEP_PROMISES
    title = gettext_lazy("Report it kept")
    form_class = ReportForm
    submit = gettext_lazy("Report it kept")
    state = State.REPORTED_KEPT
    done_message = gettext_lazy("Written down. Only the person promised can say whether it is so.")

    def act(self, form: ReportForm) -> str:
        actions.report_kept(actor=self.request.user, commitment=self.row, words=form.cleaned_data["words"])
        return self.back()


class Renegotiate(_Words):
    """A later date, beside the first one."""

    permission = Permission.KEEP_PROMISES
    title = gettext_lazy("Agree on a new date")
    form_class = RenegotiateForm
    submit = gettext_lazy("Set the new date")
    state = State.RENEGOTIATED
    done_message = gettext_lazy("The new date is set. The first one still counts.")

    def act(self, form: RenegotiateForm) -> str:
        actions.renegotiate(actor=self.request.user, commitment=self.row, **form.cleaned_data)
        return self.back()


class Break(_Words):
    """It will not happen, and why."""

    permission = Permission.KEEP_PROMISES
    title = gettext_lazy("Say that it will not happen")
    form_class = ReasonForm
    submit = gettext_lazy("Say that it is broken")
    state = State.BROKEN
    done_message = gettext_lazy("Written down. The public reads why.")

    def act(self, form: ReasonForm) -> str:
        actions.break_promise(actor=self.request.user, commitment=self.row, reason=form.cleaned_data["reason"])
        return self.back()


class HandOver(_Words):
    """Somebody else keeps it from now on."""

    permission = Permission.KEEP_PROMISES
    title = gettext_lazy("Give it to somebody else")
    form_class = HandOverForm
    submit = gettext_lazy("Give it to them")
    done_message = gettext_lazy("Given to its new owner. The record names both.")

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"owners": [(row.pk, row.name) for row in queries.owners(self.agency)]}

    def act(self, form: HandOverForm) -> str:
        owner = queries.owner(self.agency, form.cleaned_data["owner"])
        actions.hand_over(actor=self.request.user, commitment=self.row, owner=owner)
        return self.back()


class NewLink(_Step, Page):
    """A new link for the person promised, shown once; the earlier ones open no more."""

    permission = Permission.KEEP_PROMISES
    title = gettext_lazy("A new link for the person promised")
    template_name = "promises/link.html"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs(self.kwargs["number"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render(promise=self.promise(), link="", problem="")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make it and show it."""
        row = self.promise()
        try:
            key = actions.renew_link(actor=self.request.user, commitment=row)
        except ValidationError as problem:
            return self.render(promise=row, link="", problem=" ".join(problem.messages), status=422)
        return self.render(promise=row, link=link_of(request, row, key), problem="")


class TakeOutWords(_Words):
    """Take a person's words out of the record, such as a name or a number, and say why."""

    permission = Permission.KEEP_PROMISES
    title = gettext_lazy("Take words out of the record")
    form_class = ReasonForm
    submit = gettext_lazy("Take them out")
    done_message = gettext_lazy("Taken out. The record says that and why.")

    def prepare(self) -> None:
        super().prepare()
        found = queries.entry(self.row, self.kwargs["sequence"])
        if found is None:
            raise Http404
        self.entry = found

    def context(self) -> dict[str, Any]:
        return {**super().context(), "fits": bool(self.entry.public_words), "said": self.entry.public_words}

    def act(self, form: ReasonForm) -> str:
        actions.take_out_words(actor=self.request.user, event=self.entry, reason=form.cleaned_data["reason"])
        return self.back()
