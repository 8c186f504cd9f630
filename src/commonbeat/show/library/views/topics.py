"""For those who keep the catalogue: topics and their names, and the pages of practice areas."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.library import actions
from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.models import PracticeArea, TopicTag
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, FormPage
from commonbeat.kit.words import day, language
from commonbeat.show.library.forms import AreaForm, NewAreaForm, RenameForm, TopicForm
from commonbeat.show.library.views.staff import crumbs


def topic_crumbs() -> list[dict[str, Any]]:
    """The way to the topics."""
    return [*crumbs(), {"label": _("Topics and practice areas"), "url": reverse("topic_list")}]


class Topics(FormPage):
    """The topics and practice areas, and a form for one topic more."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Topics and practice areas")
    template_name = "library/staff/topics.html"
    form_class = TopicForm
    done_message = gettext_lazy("Added.")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        today, tongue = self.agency.day(), language()
        topics = list(access.topics(self.request.user, self.agency))
        areas = list(access.areas(self.request.user, self.agency))
        described = {row.topic_id for row in areas}
        return {
            "topics": topics,
            "areas": [
                {
                    "name": row.topic.name(tongue),
                    "href": reverse("practice_area_change", args=[row.topic.slug]),
                    "due": day(row.review_by) if row.review_by else "",
                    "stale": row.stale_on(today),
                }
                for row in areas
            ],
            "bare": [
                (one.name(tongue), reverse("practice_area_new", args=[one.slug]))
                for one in topics
                if one.pk not in described
            ],
        }

    def act(self, form: TopicForm) -> str:
        actions.add_topic(actor=self.request.user, agency=self.agency, **form.cleaned_data)
        return reverse("topic_list")


class OfTopic(FormPage):
    """A form about one topic; another agency's is a 404."""

    abstract = True
    topic: TopicTag

    def prepare(self) -> None:
        found = access.topic(self.request.user, self.agency, self.kwargs["slug"])
        if found is None:
            raise Http404
        self.topic = found

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return topic_crumbs()


class TopicRename(OfTopic):
    """Give a topic another name; its address stays."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Give a topic another name")
    template_name = "library/staff/topic.html"
    form_class = RenameForm
    done_message = gettext_lazy("The topic has its new name everywhere.")

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {"name_en": self.topic.name_en, "name_es": self.topic.name_es}}

    def context(self) -> dict[str, Any]:
        return {"topic": self.topic, "topic_name": self.topic.name(language()), "count": self.topic.resources.count()}

    def act(self, form: RenameForm) -> str:
        actions.rename_topic(actor=self.request.user, topic=self.topic, **form.cleaned_data)
        return reverse("topic_list")


class AreaNew(OfTopic):
    """Describe a topic as a practice area."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Describe a practice area")
    template_name = "library/staff/area_new.html"
    form_class = NewAreaForm
    done_message = gettext_lazy("The practice area has its page now.")

    def context(self) -> dict[str, Any]:
        return {"topic_name": self.topic.name(language())}

    def act(self, form: NewAreaForm) -> str:
        actions.add_area(actor=self.request.user, topic=self.topic, words=dict(form.cleaned_data))
        return reverse("topic_list")


class OfArea:
    """What pages about one practice area share."""

    def found(self) -> PracticeArea:
        """The area, or 404."""
        row = access.area(self.request.user, self.agency, self.kwargs["slug"])  # type: ignore[attr-defined]
        if row is None:
            raise Http404
        return row


class AreaChange(OfArea, FormPage):
    """Write the page of a practice area anew."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Change the page of a practice area")
    template_name = "library/staff/area.html"
    form_class = AreaForm
    done_message = gettext_lazy("Saved. The list of changes says what changed.")

    def prepare(self) -> None:
        self.area = self.found()

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return topic_crumbs()

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {name: getattr(self.area, name) for name in AreaForm.base_fields if name != "what"}}

    def context(self) -> dict[str, Any]:
        return {"area": self.area, "area_name": self.area.topic.name(language())}

    def act(self, form: AreaForm) -> str:
        words = dict(form.cleaned_data)
        actions.change_area(actor=self.request.user, area=self.area, what=words.pop("what"), words=words)
        return reverse("topic_list")


class AreaReviewed(OfArea, ActionPage):
    """The button that says: the page still holds."""

    permission = Permission.MANAGE_LIBRARY
    done_message = gettext_lazy("Marked as looked at today.")

    def act(self) -> str:
        actions.review_area(actor=self.request.user, area=self.found())
        return self.back()

    def back(self) -> str:
        return reverse("topic_list")
