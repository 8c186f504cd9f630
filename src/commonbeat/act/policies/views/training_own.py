"""One's own training: what is asked, what comes, a transcript to print, and the log of first meetings."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies.access import training as access
from commonbeat.act.policies.actions import meetings
from commonbeat.act.policies.facts import training as facts
from commonbeat.act.policies.forms.training import MeetingForm, SignForm
from commonbeat.act.policies.models import FirstMeeting
from commonbeat.act.policies.queries import courses, training
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, FormPage, ListPage, Page
from commonbeat.kit.tables import Cell, Column, Table
from commonbeat.kit.words import day

DOORS = (
    ("course_list", gettext_lazy("Courses"), Permission.READ_POLICIES),
    ("requirement_list", gettext_lazy("Who needs which training"), Permission.READ_POLICIES),
    ("training_topics", gettext_lazy("What courses cover"), Permission.READ_POLICIES),
    ("meeting_list", gettext_lazy("First meetings with partners"), Permission.READ_POLICIES),
    ("training_session_list", gettext_lazy("Sessions"), Permission.MANAGE_TRAINING),
    ("training_people", gettext_lazy("Read, understood, trained"), Permission.SEE_READING),
    ("training_crisis", gettext_lazy("Crisis calls"), Permission.SEE_READING),
)
"""What else there is to training: URL name, label, permission."""


def home() -> dict[str, Any]:
    """The first step of the way to every page of training."""
    return {"label": _("Training"), "url": reverse("training_own")}


def person_context(staff: Staff, agency: Any, *, mine: bool = True) -> dict[str, Any]:
    """What is asked of one person, what they completed, and what comes; `mine`: it is they who look."""
    today = agency.day()
    wanted = training.asked(agency, today)
    found = training.standings(agency, [staff], wanted, today)
    record = courses.record_of(staff)
    return {
        "staff_member": staff,
        "asked": facts.own(wanted, found, staff.pk, today, mine=mine, synthetic=agency.demo) if found else None,
        "next": facts.next_due(wanted, found, staff.pk),
        "transcript": facts.transcript(record, synthetic=agency.demo) if record else None,
        "coming": [(day(row.day), row.version.course.title, row.place) for row in courses.coming(staff)],
        "today": day(today),
    }


class Own(Page):
    """What is asked of whoever looks, and where they stand."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("Your training")
    template_name = "policies/training/own.html"

    def context(self) -> dict[str, Any]:
        user, agency = self.request.user, self.agency
        staff = access.own(user, agency)
        doors = [(reverse(name), label) for name, label, permission in DOORS if user.may(permission, agency)]
        return {"doors": doors, **(person_context(staff, agency) if staff else {})}


class Transcript(DetailPage):
    """Everything that one completed, on one page to print."""

    permission = Permission.READ_POLICIES
    template_name = "policies/training/transcript.html"
    object: Staff

    def find(self) -> Staff | None:
        return access.own(self.request.user, self.agency)

    def heading(self) -> str:
        return _("Training of %(name)s") % {"name": self.object.name}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home()]

    def context(self) -> dict[str, Any]:
        return person_context(self.object, self.agency)


class Meetings(ListPage):
    """First meetings: one's own, and those of the people whose training one may see."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("First meetings with partners")
    template_name = "policies/training/meetings.html"

    def rows(self) -> Table:
        user = self.request.user
        signs = set(access.to_sign(user, self.agency).values_list("pk", flat=True))

        def signed(row: FirstMeeting) -> Cell:
            if row.coach is not None:
                return Cell(_("Signed by %(name)s") % {"name": row.coach.name}, state="verified", small=row.coach_words)
            href = reverse("meeting_sign", args=[row.pk]) if row.pk in signs else ""
            return Cell(_("Sign as coach") if href else _("Waits for a coach"), href=href, state="" if href else "open")

        return Table(
            queryset=access.meetings(user, self.agency),
            columns=(
                Column("partner", gettext_lazy("Organization"), sortable=True),
                Column("day", gettext_lazy("Day"), sortable=True, value=lambda row: day(row.day)),
                Column("staff", gettext_lazy("Who met them"), value=lambda row: row.staff.name),
                Column("learned", gettext_lazy("What they learned"), value=_learned),
                Column("coach", gettext_lazy("Coach"), value=signed),
            ),
            params=self.request.GET,
            caption=gettext_lazy("First meetings with partners"),
            order="-day",
            synthetic=self.agency.demo,
        )

    def context(self) -> dict[str, Any]:
        return {"rows": self.rows(), "may_log": access.own(self.request.user, self.agency) is not None}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home()]


def _learned(row: FirstMeeting) -> Cell:
    return Cell(row.learned, small=_("Next: %(step)s") % {"step": row.next_step} if row.next_step else "")


class MeetingNew(FormPage):
    """Log a first meeting of one's own."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("Log a first meeting")
    template_name = "policies/training/form.html"
    form_class = MeetingForm
    done_message = gettext_lazy("Logged. A coach signs it.")
    back = "meeting_list"
    lede = gettext_lazy("Name the organization, never a person who lives here. Your coach reads it and signs.")

    def prepare(self) -> None:
        self.staff = access.own(self.request.user, self.agency)
        if self.staff is None:
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"day": self.agency.day()}}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home(), {"label": Meetings.title, "url": reverse("meeting_list")}]

    def context(self) -> dict[str, Any]:
        return {"lede": self.lede, "back": reverse(self.back)}

    def act(self, form: Any) -> str:
        assert self.staff is not None  # noqa: S101 - prepare saw to it
        meetings.log_meeting(actor=self.request.user, staff=self.staff, **form.cleaned_data)
        return reverse("meeting_list")


class MeetingSign(FormPage):
    """Sign a first meeting as coach."""

    permission = Permission.SEE_READING
    title = gettext_lazy("Sign as coach")
    template_name = "policies/training/meeting_sign.html"
    form_class = SignForm
    done_message = gettext_lazy("Signed.")

    def prepare(self) -> None:
        self.meeting = access.meeting_to_sign(self.request.user, self.agency, self.kwargs["pk"])
        self.coach = access.own(self.request.user, self.agency)
        if self.meeting is None or self.coach is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        assert self.meeting is not None  # noqa: S101 - prepare saw to it
        return {"meeting": self.meeting, "when": day(self.meeting.day), "back": reverse("meeting_list")}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home(), {"label": Meetings.title, "url": reverse("meeting_list")}]

    def act(self, form: Any) -> str:
        assert self.meeting is not None and self.coach is not None  # noqa: S101, PT018 - prepare saw to it
        meetings.sign_meeting(
            actor=self.request.user, meeting=self.meeting, coach=self.coach, words=form.cleaned_data["words"]
        )
        return reverse("meeting_list")
