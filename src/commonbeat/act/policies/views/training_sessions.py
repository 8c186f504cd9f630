"""Sessions: planning, seats, who completed what, scores from before and after, and putting an entry right."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies.access import training as access
from commonbeat.act.policies.actions import sessions as actions
from commonbeat.act.policies.forms.training import (
    BadgesForm,
    CompleteForm,
    CompletionForm,
    CorrectForm,
    MeasureForm,
    SessionForm,
)
from commonbeat.act.policies.models import TrainingSession
from commonbeat.act.policies.queries import courses
from commonbeat.act.policies.views.training_own import home
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, ListPage
from commonbeat.kit.tables import Cell, Column, Table
from commonbeat.kit.words import day, number, of

FORM = "policies/training/form.html"


def crumbs() -> list[dict[str, Any]]:
    """The way to the sessions."""
    return [home(), {"label": _("Sessions"), "url": reverse("training_session_list")}]


def detail(pk: int) -> str:
    """The address of one session."""
    return reverse("training_session", args=[pk])


class Sessions(ListPage):
    """Every session, the latest first."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Sessions")
    template_name = "policies/training/sessions.html"

    def rows(self) -> Table:
        return Table(
            queryset=courses.with_seats(access.sessions(self.request.user, self.agency)),
            columns=(
                Column("version", gettext_lazy("Course"), value=_title),
                Column("day", gettext_lazy("Day"), sortable=True, value=lambda row: day(row.day)),
                Column("place", gettext_lazy("Place"), sortable=True),
                Column("signed", gettext_lazy("Signed up"), value=_signed),
                Column("done", gettext_lazy("Completed it"), numeric=True),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Sessions"),
            order="-day",
            synthetic=self.agency.demo,
        )

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home()]


def _title(row: TrainingSession) -> Cell:
    return Cell(row.version.course.title, href=detail(row.pk))


def _signed(row: Any) -> str:
    return of(row.signed, row.seats) if row.seats else number(row.signed)


class SessionDetail(DetailPage):
    """One session: who is signed up, who completed it."""

    permission = Permission.MANAGE_TRAINING
    template_name = "policies/training/session.html"
    object: TrainingSession

    def find(self) -> TrainingSession | None:
        return access.session(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return _("%(course)s, %(day)s") % {"course": self.object.version.course.title, "day": day(self.object.day)}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        row, done = self.object, courses.completed(self.object)
        there = {one.staff_id for one in done}
        seats = courses.seats(row)
        return {
            "session": row,
            "seats": seats,
            "taken": of(len(seats), row.seats) if row.seats else number(len(seats)),
            "completed": done,
            "open": [seat for seat in seats if seat.staff_id not in there],
            "past": row.day <= self.agency.day(),
            "measures": [one.get_kind_display() for one in row.measures.all()],
        }


class SessionNew(FormPage):
    """Plan a session."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Plan a session")
    template_name = FORM
    form_class = SessionForm

    def form_kwargs(self) -> dict[str, Any]:
        self.versions = {str(row.pk): row for row in courses.newest(self.agency)}
        words = _("%(policy)s, version %(number)s")
        told = {pk: {"policy": row.course.title, "number": row.number} for pk, row in self.versions.items()}
        choices = [(pk, words % one) for pk, one in told.items()]
        return {"versions": choices, "initial": {"seats": 0, "day": self.agency.day()}}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        return {"back": reverse("training_session_list")}

    def act(self, form: Any) -> str:
        clean = dict(form.cleaned_data)
        version = self.versions[clean.pop("version")]
        return detail(actions.plan_session(actor=self.request.user, version=version, **clean).pk)


class _OfSession(FormPage):
    """What forms about one session share."""

    abstract = True
    template_name = FORM
    session: TrainingSession

    def prepare(self) -> None:
        found = access.session(self.request.user, self.agency, self.kwargs["pk"])
        if found is None:
            raise Http404
        self.session = found

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [*crumbs(), {"label": str(self.session.version.course), "url": detail(self.session.pk)}]

    def context(self) -> dict[str, Any]:
        told = {"course": self.session.version.course.title, "day": day(self.session.day)}
        return {"lede": _("%(course)s, %(day)s") % told, "back": detail(self.session.pk)}


class SignUp(_OfSession):
    """Sign people up by badge."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Sign people up")
    form_class = BadgesForm

    def act(self, form: Any) -> str:
        found, unknown = courses.by_badges(self.agency, form.cleaned_data["badges"])
        if unknown:
            words = _("Nobody who works here has these badges: %(badges)s")
            raise ValidationError({"badges": words % {"badges": ", ".join(unknown)}})
        for staff in found:
            try:
                actions.sign_up(actor=self.request.user, session=self.session, staff=staff)
            except ValidationError as problem:
                words = _("%(name)s: %(problem)s")
                messages.error(self.request, words % {"name": staff.name, "problem": " ".join(problem.messages)})
        return detail(self.session.pk)


class TakeOff(ActionPage):
    """Take somebody off a session."""

    permission = Permission.MANAGE_TRAINING
    done_message = gettext_lazy("They are off this session.")

    def act(self) -> str:
        found = access.sign_up(self.request.user, self.agency, self.kwargs["pk"])
        if found is None:
            raise Http404
        actions.take_off(actor=self.request.user, sign_up=found)
        return detail(found.session_id)

    def back(self) -> str:
        return reverse("training_session_list")


class Complete(_OfSession):
    """Record who of those signed up completed it."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Record who completed it")
    form_class = CompleteForm

    def form_kwargs(self) -> dict[str, Any]:
        self.people = {str(row.pk): row for row in courses.not_completed(self.session)}
        everybody = list(self.people)
        initial = {
            "who": everybody,
            "practised": everybody if self.session.version.practice else [],
            "hours": min(self.session.version.hours, 24),
            "signed_by": self.session.trainer,
        }
        return {"people": [(pk, row.name) for pk, row in self.people.items()], "initial": initial}

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        actions.complete_session(
            actor=self.request.user,
            session=self.session,
            who=[(self.people[pk], pk in clean["practised"]) for pk in clean["who"]],
            hours=clean["hours"],
            signed_by=clean["signed_by"],
        )
        return detail(self.session.pk)


class MeasureNew(_OfSession):
    """Enter scores from before and after."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Enter scores from before and after")
    form_class = MeasureForm
    done_message = gettext_lazy("Entered. Only the figures of the group are kept, nobody's own score.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"best": 10}}

    def act(self, form: Any) -> str:
        clean = dict(form.cleaned_data)
        pairs = clean.pop("pairs")
        if pairs:
            kept = {name: clean[name] for name in ("kind", "best")}
            actions.measure_pairs(actor=self.request.user, session=self.session, pairs=pairs, **kept)
        else:
            actions.measure_group(actor=self.request.user, session=self.session, **clean)
        return detail(self.session.pk)


class CompletionNew(FormPage):
    """Record a completion outside a session."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Record a completed course")
    template_name = FORM
    form_class = CompletionForm

    def form_kwargs(self) -> dict[str, Any]:
        self.courses = {str(row.pk): row for row in courses.held(self.agency)}
        return {"courses": [(pk, row.title) for pk, row in self.courses.items()]}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home()]

    def context(self) -> dict[str, Any]:
        return {"lede": _("For many at once, load a file under Imports."), "back": reverse("training_session_list")}

    def act(self, form: Any) -> str:
        clean = dict(form.cleaned_data)
        found, unknown = courses.by_badges(self.agency, [clean.pop("badge")])
        if unknown:
            raise ValidationError({"badge": _("Nobody who works here has this badge.")})
        course = self.courses[clean.pop("course")]
        actions.complete(actor=self.request.user, agency=self.agency, staff=found[0], course=course, **clean)
        return reverse("training_person", args=[found[0].pk])


class Correct(FormPage):
    """Put a completion right."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Correct a completed course")
    template_name = FORM
    form_class = CorrectForm
    done_message = gettext_lazy("Corrected. What stood there before is kept, with your reason.")

    def prepare(self) -> None:
        found = access.completion(self.request.user, self.agency, self.kwargs["pk"])
        if found is None:
            raise Http404
        self.row = found

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {name: getattr(self.row, name) for name in ("day", "hours", "practised", "signed_by")}}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home()]

    def context(self) -> dict[str, Any]:
        told = {"name": self.row.staff.name, "course": self.row.course.title}
        return {"lede": _("%(name)s: %(course)s") % told, "back": reverse("training_person", args=[self.row.staff_id])}

    def act(self, form: Any) -> str:
        actions.correct_completion(actor=self.request.user, completion=self.row, **form.cleaned_data)
        return reverse("training_person", args=[self.row.staff_id])
