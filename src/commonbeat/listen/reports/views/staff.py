"""Pages for whoever answers: one concern, and each thing that can be done with it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.places import access as places
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage
from commonbeat.listen.reports import access, actions, queries
from commonbeat.listen.reports.actions import telling
from commonbeat.listen.reports.forms import AnswerForm, AssignForm, NoteForm, ReferForm, WordsForm
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.reports.rules import State, clocks, may_move
from commonbeat.listen.reports.views import lines
from commonbeat.listen.reports.views.public import address_of


class ConcernDetail(DetailPage):
    """One concern: facts at right, the thread newest first, and what can be done now."""

    permission = Permission.SEE_CONCERNS
    template_name = "reports/detail.html"
    object: Concern

    def find(self) -> Concern | None:
        return access.one(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return self.object.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Concerns"), "url": reverse("concern_list")},
            {"label": self.object.reference, "url": ""},
        ]

    def context(self) -> dict[str, Any]:
        concern, user = self.object, self.request.user
        today = self.agency.day()
        reachable = access.may_see_contact(user, concern)
        return {
            "concern": concern,
            "topic": queries.topics(self.agency).name(concern.topic),
            "thread": lines.of_thread(queries.thread(concern), concern, staff=True),
            "due": lines.due_words(concern, today),
            "behind": words.late(behind)
            if (behind := clocks.days_late(concern.due, today)) and concern.is_open
            else "",
            "others": lines.others(queries.also_raised(concern)),
            "contact": telling.opened(concern)[0] if reachable else None,
            "given": bool(concern.contact),
            "may_answer": user.may(Permission.ANSWER_CONCERNS, self.agency),
            "may_route": user.may(Permission.ROUTE_CONCERNS, self.agency),
            "may_promise": user.may(Permission.MAKE_PROMISES, self.agency),
            "can": {
                "answer": may_move(concern.state, State.RESOLVED),
                "start": may_move(concern.state, State.IN_PROGRESS) and concern.state != State.IN_PROGRESS,
                "assign": may_move(concern.state, State.ASSIGNED),
                "close": may_move(concern.state, State.CLOSED),
            },
        }


class _ConcernForm(FormPage):
    """Something that is written about one concern."""

    abstract = True
    permission = Permission.ANSWER_CONCERNS
    template_name = "reports/form.html"
    submit: ClassVar[Any]
    advice: ClassVar[Any] = ""
    concern: Concern

    def prepare(self) -> None:
        found = access.one(self.request.user, self.agency, self.kwargs["pk"])
        if found is None:
            raise Http404
        self.concern = found

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Concerns"), "url": reverse("concern_list")},
            {"label": self.concern.reference, "url": self.back()},
        ]

    def context(self) -> dict[str, Any]:
        return {"concern": self.concern, "submit": self.submit, "advice": self.advice, "back": self.back()}

    def back(self) -> str:
        """The page of the concern."""
        return reverse("concern_detail", args=[self.concern.pk])

    def given(self) -> dict[str, Any]:
        """Who acts on what."""
        return {"actor": self.request.user, "concern": self.concern}


class ConcernAnswer(_ConcernForm):
    """Answer in writing."""

    title = gettext_lazy("Write the answer")
    form_class = AnswerForm
    submit = gettext_lazy("Send the answer")
    done_message = gettext_lazy(
        "Sent. It stands on the person's page, and went out by mail or text if they gave an address or number."
    )

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        actions.answer(
            **self.given(),
            words=clean["words"],
            settles=clean["settles"] == "yes",
            again_by=clean["again_by"],
            address=address_of(self.request),
        )
        return self.back()


class ConcernAssign(_ConcernForm):
    """Say who answers."""

    permission = Permission.ROUTE_CONCERNS
    title = gettext_lazy("Say who answers")
    form_class = AssignForm
    submit = gettext_lazy("Give it to this person")
    done_message = gettext_lazy("Given. It waits on that person's desk.")

    def form_kwargs(self) -> Mapping[str, Any]:
        row = self.concern
        return {
            "staff": queries.answerers(self.agency),
            "topics": list(queries.topics(self.agency).current.items()),
            "places": list(places.visible(self.request.user, self.agency).light()),
            "initial": {"owner": row.owner_id, "topic": row.topic, "neighborhood": row.neighborhood_id},
        }

    def act(self, form: Any) -> str:
        actions.assign(**self.given(), **form.chosen())
        return reverse("concern_list")


class ConcernRefer(_ConcernForm):
    """Send it elsewhere."""

    title = gettext_lazy("It is not answered here")
    form_class = ReferForm
    submit = gettext_lazy("Tell the person")
    done_message = gettext_lazy("Sent. The person can open it again for a while.")

    def act(self, form: Any) -> str:
        actions.refer(**self.given(), **form.cleaned_data, address=address_of(self.request))
        return self.back()


class ConcernClose(_ConcernForm):
    """Close what was answered."""

    title = gettext_lazy("Close it")
    form_class = WordsForm
    submit = gettext_lazy("Send and close")
    advice = gettext_lazy("It closes by itself when the person says that it is fixed, or says nothing for some time.")
    done_message = gettext_lazy("Closed. The person can open it again for a while.")

    def act(self, form: Any) -> str:
        actions.close(**self.given(), **form.cleaned_data, address=address_of(self.request))
        return self.back()


class ConcernNote(_ConcernForm):
    """A note that stays inside."""

    title = gettext_lazy("Write a note")
    form_class = NoteForm
    submit = gettext_lazy("Keep the note")
    done_message = gettext_lazy("Kept. Only colleagues who may read this concern see it.")

    def act(self, form: Any) -> str:
        actions.note(**self.given(), **form.cleaned_data)
        return self.back()


class ConcernStart(ActionPage):
    """The button of whoever begins to work on it."""

    permission = Permission.ANSWER_CONCERNS
    done_message = gettext_lazy("The person reads now that somebody works on it.")

    def act(self) -> str:
        found = access.one(self.request.user, self.agency, self.kwargs["pk"])
        if found is None:
            raise Http404
        actions.start(actor=self.request.user, concern=found)
        return self.back()

    def back(self) -> str:
        return reverse("concern_detail", args=[self.kwargs["pk"]])
