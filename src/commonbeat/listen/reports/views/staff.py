"""Pages for whoever answers: the list, one concern, and each thing that can be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonbeat.ground.places import access as places
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, ListPage
from commonbeat.kit.tables import Filter, Table
from commonbeat.listen.reports import access, actions, queries
from commonbeat.listen.reports.actions import telling
from commonbeat.listen.reports.forms import AnswerForm, AssignForm, NoteForm, ReferForm, ToldForm, WordsForm
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.reports.rules import Channel, Contact, State, Where, clocks, may_move
from commonbeat.listen.reports.views import lines
from commonbeat.listen.reports.views.public import address_of


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list."""

    when: str
    late: bool
    title: str
    url: str
    next_step: str
    state: str
    shape: str


class ConcernList(ListPage):
    """Concerns, the latest answers first; narrowed by links."""

    permission = Permission.SEE_CONCERNS
    title = gettext_lazy("Concerns")
    template_name = "reports/list.html"

    SHOWS: ClassVar[tuple[tuple[str, Any], ...]] = (
        ("", gettext_lazy("Waiting for an answer")),
        ("late", gettext_lazy("Late")),
        ("unowned", gettext_lazy("Nobody answers yet")),
        ("mine", gettext_lazy("Mine")),
        ("answered", gettext_lazy("Answered")),
        ("ended", gettext_lazy("Closed")),
    )

    def rows(self) -> Table:
        """The rows that were asked for, fifty on a page."""
        asked = self.request.GET.get("show", "")
        seen = access.visible(self.request.user, self.agency)
        today = timezone.localdate()
        narrowed, order = queries.narrowed(seen, asked, actor=self.request.user, today=today)
        return Table(
            queryset=queries.listed(narrowed),
            columns=(),
            params=self.request.GET,
            caption=self.title,
            order=order,
            filters=(Filter("show", "", self.SHOWS, lambda rows, _value: rows),),
        )

    def context(self) -> dict[str, Any]:
        table, user = self.rows(), self.request.user
        today = timezone.localdate()
        asked = table.controls[0].value
        return {
            "table": table,
            "tasks": [_task(row, today) for row in table.rows],
            "standing": _standing(queries.standing(access.visible(user, self.agency), today)),
            "shows": [
                {"label": label, "url": f"?show={key}" if key else reverse("concern_list"), "current": key == asked}
                for key, label in self.SHOWS
            ],
            "may_write": user.may(Permission.ANSWER_CONCERNS, self.agency),
            "may_route": user.may(Permission.ROUTE_CONCERNS, self.agency),
        }


def _task(row: Concern, today: Any) -> Task:
    behind = clocks.days_late(row.due, today) if row.is_open else 0
    when = words.late(behind) if behind else words.short_day(row.due if row.is_open else row.told_at)
    who = row.owner_words or _("nobody answers yet")
    return Task(
        when=when,
        late=bool(behind),
        title=f"{row.reference} {row.title}",
        url=reverse("concern_detail", args=[row.pk]),
        next_step=" · ".join(part for part in (row.where, who) if part),
        state=str(State(row.state).label),
        shape=row.shape,
    )


def _standing(found: queries.Standing) -> str:
    """How things stand, in a sentence or two."""
    if not found.open:
        return _("Nobody waits for an answer.")
    said = [
        ngettext("%(count)s person waits for an answer.", "%(count)s people wait for an answer.", found.open)
        % {"count": words.spelled(found.open).capitalize()}
    ]
    if found.late:
        said.append(
            ngettext("%(count)s answer is late.", "%(count)s answers are late.", found.late)
            % {"count": words.spelled(found.late).capitalize()}
        )
    return " ".join(said)


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
        today = timezone.localdate()
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
    done_message = gettext_lazy("Sent. It stands on the person's page, and went out by mail if they gave an address.")

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


class ConcernNew(FormPage):
    """Write down what somebody said by phone or at the desk; their link is shown once, to be handed over."""

    permission = Permission.ANSWER_CONCERNS
    title = gettext_lazy("Write down what somebody told you")
    template_name = "reports/told.html"
    form_class = ToldForm

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Concerns"), "url": reverse("concern_list")}]

    def form_kwargs(self) -> Mapping[str, Any]:
        return {
            "topics": list(queries.topics(self.agency).current.items()),
            "places": list(places.visible(self.request.user, self.agency).light()),
            "initial": {"kind": "concern", "language": "en"},
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Open it and show the link once."""
        form = self.form()
        assert isinstance(form, ToldForm)  # noqa: S101 - tells the type checker what is written above
        if not form.is_valid():
            return self.render(form=form, status=422)
        clean = form.cleaned_data
        try:
            concern, key = actions.open_concern(
                actor=self.request.user,
                agency=self.agency,
                kind=clean["kind"],
                words=clean["words"],
                where=Where(clean["where"], int(clean["neighborhood"]) if clean["neighborhood"] else None),
                contact=Contact(clean["email"], clean["phone"]),
                channel=Channel.DESK,
                language=clean["language"],
                topic=clean["topic"],
                at=form.told_at(),
                address=address_of(request),
            )
        except ValidationError as problem:
            form.add_error(None, problem.messages)
            return self.render(form=form, status=422)
        return self.render(form=None, concern=concern, link=address_of(request)(key))
