"""Courses, their versions, and the matrix of which course covers which topic."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commonbeat.act.policies.access import training as access
from commonbeat.act.policies.actions import courses as actions
from commonbeat.act.policies.facts import training as facts
from commonbeat.act.policies.forms.training import CourseForm, TopicForm, VersionForm
from commonbeat.act.policies.models import Course
from commonbeat.act.policies.queries import courses, training_gaps
from commonbeat.act.policies.rules.training import Part
from commonbeat.act.policies.views.training_own import home
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, ListPage, Page
from commonbeat.kit.tables import Cell, Column, Filter, Table
from commonbeat.kit.words import day, listing

FORM = "policies/training/form.html"


def crumbs() -> list[dict[str, Any]]:
    """The way to the courses."""
    return [home(), {"label": _("Courses"), "url": reverse("course_list")}]


class Courses(ListPage):
    """Every course."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("Courses")
    template_name = "policies/training/courses.html"

    def rows(self) -> Table:
        least = courses.least_told(self.request.user, self.agency)
        return Table(
            queryset=courses.counted(access.courses(self.request.user, self.agency)),
            columns=(
                Column("title", gettext_lazy("Course"), sortable=True, value=_title),
                Column("code", gettext_lazy("Code"), sortable=True),
                Column(
                    "people",
                    gettext_lazy("People who completed it"),
                    numeric=True,
                    sortable=not least,
                    value=lambda row: facts.people_told(row.people, least),
                ),
                Column("ended_on", gettext_lazy("State"), value=_state),
            ),
            filters=(Filter("title__icontains", gettext_lazy("Title")),),
            params=self.request.GET,
            caption=gettext_lazy("Courses"),
            order="title",
            synthetic=self.agency.demo,
        )

    def context(self) -> dict[str, Any]:
        return {"rows": self.rows(), "may_manage": self.request.user.may(Permission.MANAGE_TRAINING, self.agency)}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home()]


def _title(row: Course) -> Cell:
    return Cell(row.title, href=reverse("course_detail", args=[row.pk]))


def _state(row: Course) -> str:
    return _("Ended %(day)s") % {"day": day(row.ended_on)} if row.ended_on else _("Held")


class CourseDetail(DetailPage):
    """One course: its versions, and what each covers."""

    permission = Permission.READ_POLICIES
    template_name = "policies/training/course.html"
    object: Course

    def find(self) -> Course | None:
        return access.course(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return self.object.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        language = get_language() or "en"
        versions = [
            {
                "number": row.number,
                "since": day(row.effective_from),
                "hours": facts.hours(float(row.hours)),
                "parts": listing([str(part.label) for part in row.parts]),
                "content": row.content,
                "covers": [
                    f"{one.topic.name(language)}: {Part(one.part).label}"
                    for one in sorted(row.coverage.all(), key=lambda one: one.topic.name(language))
                ],
            }
            for row in courses.versions_of(self.object)
        ]
        return {
            "course": self.object,
            "versions": versions,
            "state": _state(self.object),
            "may_manage": self.request.user.may(Permission.MANAGE_TRAINING, self.agency),
        }


class _CoursePage(FormPage):
    """What pages that write a version share."""

    abstract = True

    def form_kwargs(self) -> dict[str, Any]:
        topics = list(access.topics(self.request.user, self.agency))
        return {
            "topics": topics,
            "language": get_language() or "en",
            "initial": {"effective_from": self.agency.day()},
        }

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        return {"back": reverse("course_list")}


class CourseNew(_CoursePage):
    """Add a course."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Add a course")
    template_name = FORM
    form_class = CourseForm

    def form_kwargs(self) -> dict[str, Any]:
        language = get_language() or "en"
        self.tags = {str(tag.pk): tag for tag in courses.tags(self.agency)}
        return super().form_kwargs() | {"tags": [(pk, tag.name(language)) for pk, tag in self.tags.items()]}

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        row = actions.add_course(
            actor=self.request.user,
            agency=self.agency,
            title=clean["title"],
            code=clean["code"],
            hours=clean["hours"],
            parts=[Part(part) for part in clean["parts"]],
            content=clean["content"],
            topics=[self.tags[pk] for pk in clean.get("tags", ())],
            covers=form.covers(),
            effective_from=clean["effective_from"],
        )
        return reverse("course_detail", args=[row.pk])


class VersionNew(_CoursePage):
    """Write a new version of a course."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("A new version of a course")
    template_name = FORM
    form_class = VersionForm
    done_message = gettext_lazy("The new version is written. Earlier ones stay as they were taught.")

    def prepare(self) -> None:
        found = access.course(self.request.user, self.agency, self.kwargs["pk"])
        if found is None:
            raise Http404
        self.course = found

    def context(self) -> dict[str, Any]:
        return {"lede": self.course.title, "back": reverse("course_detail", args=[self.course.pk])}

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        actions.add_version(
            actor=self.request.user,
            course=self.course,
            hours=clean["hours"],
            parts=[Part(part) for part in clean["parts"]],
            content=clean["content"],
            covers=form.covers(),
            effective_from=clean["effective_from"],
        )
        return reverse("course_detail", args=[self.course.pk])


class CourseEnd(ActionPage):
    """End a course."""

    permission = Permission.MANAGE_TRAINING
    done_message = gettext_lazy("The course has ended. What people completed stays and counts.")

    def act(self) -> str:
        found = access.course(self.request.user, self.agency, self.kwargs["pk"])
        if found is None:
            raise Http404
        actions.end_course(actor=self.request.user, course=found)
        return self.back()

    def back(self) -> str:
        return reverse("course_detail", args=[self.kwargs["pk"]])


class Topics(Page):
    """Which course covers which topic, and which topic no course covers."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("What courses cover")
    template_name = "policies/training/topics.html"

    def context(self) -> dict[str, Any]:
        topics = list(access.topics(self.request.user, self.agency))
        versions = courses.newest(self.agency)
        covers = training_gaps.curriculum(self.agency)
        language = get_language() or "en"
        there = {topic for (topic, version) in covers if version in {one.pk for one in versions}}
        gaps = [topic.name(language) for topic in topics if topic.pk not in there]
        table = facts.matrix(topics, versions, covers, language, synthetic=self.agency.demo) if topics else None
        return {
            "table": table,
            "gaps": gaps,
            "gaps_words": listing(gaps) if gaps else "",
            "courses": [(one.course.code, one.course.title) for one in versions],
            "may_manage": self.request.user.may(Permission.MANAGE_TRAINING, self.agency),
        }

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home()]


class TopicNew(FormPage):
    """Add a topic that courses have to cover."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Add a topic")
    template_name = FORM
    form_class = TopicForm

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home(), {"label": Topics.title, "url": reverse("training_topics")}]

    def context(self) -> dict[str, Any]:
        return {"back": reverse("training_topics")}

    def act(self, form: Any) -> str:
        actions.add_topic(actor=self.request.user, agency=self.agency, **form.cleaned_data)
        return reverse("training_topics")
