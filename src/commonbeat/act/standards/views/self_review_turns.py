"""A review that does not go on: handed over to somebody else, or given up; and that a signed one was altered."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.forms.self_review import AbandonForm, HandOverForm
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.queries import self_review_snapshot as snapshots
from commonbeat.act.standards.views.self_review_leading import Led, detail
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import FormPage


class HandOver(Led, FormPage):
    """Say who leads it from now on."""

    permission = Permission.SHARE_SELF_REVIEW
    title = gettext_lazy("Hand the self-review over")
    template_name = "standards/self_review/hand_over.html"
    form_class = HandOverForm
    done_message = gettext_lazy("Handed over. It waits on their desk now.")

    def prepare(self) -> None:
        super().prepare()
        able = queries.leaders(self.request.agency)
        self.people = {user.pk: user for user in able if user.pk != self.review.facilitator_id}

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"people": [(pk, user.label) for pk, user in self.people.items()]}

    def context(self) -> dict[str, Any]:
        return {"review": self.review, "some": bool(self.people), "back": detail(self.review)}

    def act(self, form: Any) -> str:
        to = self.people[int(form.cleaned_data["to"])]
        actions.hand_over_review(actor=self.request.user, review=self.review, to=to)
        return detail(self.review)


class Abandon(Led, FormPage):
    """Give it up for good, with the reason."""

    permission = Permission.RUN_SELF_REVIEW
    title = gettext_lazy("Give the self-review up")
    template_name = "standards/self_review/abandon.html"
    form_class = AbandonForm
    done_message = gettext_lazy("Given up. All answers are destroyed, and a new self-review can begin.")

    def context(self) -> dict[str, Any]:
        return {"review": self.review, "back": detail(self.review)}

    def act(self, form: Any) -> str:
        actions.abandon_review(actor=self.request.user, review=self.review, why=form.cleaned_data["why"])
        return reverse("self_review_list")


def altered_panel(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    """For the desk: that a signed snapshot was found altered; nothing where all are whole."""
    found = snapshots.altered(request.agency)  # type: ignore[attr-defined]
    return {"altered": found, "at": found.details["snapshot"]} if found else None
