"""The page of the person promised: opened by their link, without an account; two buttons and their own words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.promises import access, actions, facts, queries
from commonbeat.act.promises.forms import AnswerForm
from commonbeat.act.promises.models import Commitment
from commonbeat.act.promises.rules import State
from commonbeat.kit.pages import FormPage, Page

ANSWERS = {"yes": actions.verify, "no": actions.dispute}


class _Opened(Page):
    """A page that a link opens; nothing of it is kept by anybody on the way."""

    abstract = True
    promise: Commitment | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    def _told(self) -> dict[str, Any]:
        """The promise as the page tells it, or nothing where the link opens none."""
        row = self.promise
        if row is None:
            return {"promise": None}
        today = self.agency.day()
        one = queries.record_of(row)
        return {
            "promise": row,
            "kind": facts.kind_of(row, today),
            "word": facts.state_of(row, today),
            "meta": facts.meta_of(one, today),
            "done": one.done,
            "waits": row.state == State.REPORTED_KEPT,
            "verified": row.state == State.VERIFIED_KEPT,
            "disputed": row.state == State.DISPUTED,
        }


class Verify(_Opened, FormPage):
    """Was it kept? Only whoever holds the link can say."""

    public = True
    section = "act"
    title = gettext_lazy("Was this promise kept?")
    template_name = "promises/verify.html"
    form_class = AnswerForm

    def prepare(self) -> None:
        self.promise = access.promised_by(self.agency, self.kwargs["key"])

    def context(self) -> dict[str, Any]:
        return self._told()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.prepare()
        return self.render(form=self.form(), status=200 if self.promise else 410)

    def act(self, form: AnswerForm) -> str:
        say = ANSWERS.get(self.request.POST.get("answer", ""))
        if say is None:
            raise ValidationError(_("Press one of the two buttons: yes or no."))
        say(
            agency=self.agency,
            key=self.kwargs["key"],
            words=form.cleaned_data["words"],
            public=form.cleaned_data["public"],
        )
        return reverse("promise_thanks", args=[self.kwargs["key"]])


class Thanks(_Opened):
    """What was said, and what comes next."""

    public = True
    section = "act"
    title = gettext_lazy("Thank you. It is written down.")
    template_name = "promises/thanks.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.promise = access.promised_by(self.agency, self.kwargs["key"])
        if self.promise is None:
            raise Http404
        return self.render()

    def context(self) -> dict[str, Any]:
        return self._told()
