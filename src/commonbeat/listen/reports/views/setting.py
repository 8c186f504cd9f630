"""Pages for those who route: who answers what, and which topics people may choose from."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.places import access as places
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, FormPage
from commonbeat.listen.reports import access, actions, queries
from commonbeat.listen.reports.forms import RouteForm, TopicsForm


def _concerns() -> dict[str, Any]:
    return {"label": _("Concerns"), "url": reverse("concern_list")}


class Routes(FormPage):
    """Who answers what: the rules that hold, and a form for one more."""

    permission = Permission.ROUTE_CONCERNS
    title = gettext_lazy("Who answers what")
    template_name = "reports/routes.html"
    form_class = RouteForm
    done_message = gettext_lazy("Saved. It holds for what comes in from now on.")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [_concerns()]

    def prepare(self) -> None:
        user = self.request.user
        self.staff = {str(each.pk): each for each in queries.answerers(self.agency)}
        self.districts = {str(each.pk): each for each in places.visible_districts(user, self.agency)}
        self.topics = queries.topics(self.agency)

    def form_kwargs(self) -> Mapping[str, Any]:
        return {
            "topics": list(self.topics.current.items()),
            "districts": [(pk, row.name) for pk, row in self.districts.items()],
            "staff": [(pk, row.name) for pk, row in self.staff.items()],
        }

    def context(self) -> dict[str, Any]:
        rows = queries.holding(access.visible_routes(self.request.user, self.agency))
        shown = [
            {
                "pk": row.pk,
                "topic": self.topics.name(row.topic) if row.topic else _("Any topic"),
                "district": row.district.name if row.district else _("Any district"),
                "owner": row.owner.name,
            }
            for row in rows
        ]
        return {"routes": shown}

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        actions.add_route(
            actor=self.request.user,
            agency=self.agency,
            owner=self.staff[clean["owner"]],
            topic=clean["topic"],
            district=self.districts.get(clean["district"]),
        )
        return reverse("concern_routes")


class RouteEnd(ActionPage):
    """The button that ends a rule."""

    permission = Permission.ROUTE_CONCERNS
    done_message = gettext_lazy("Ended. What was given already stays where it is.")

    def act(self) -> str:
        found = access.one_route(self.request.user, self.agency, self.kwargs["pk"])
        if found is None:
            raise Http404
        actions.end_route(actor=self.request.user, route=found)
        return self.back()

    def back(self) -> str:
        return reverse("concern_routes")


class TopicSet(FormPage):
    """The topics that people may choose from, from a day on."""

    permission = Permission.ROUTE_CONCERNS
    title = gettext_lazy("Topics that people may choose from")
    template_name = "reports/topics.html"
    form_class = TopicsForm
    done_message = gettext_lazy("Saved. It holds from the day that you gave; earlier lists are kept.")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [_concerns()]

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"topics": queries.topics_to_change(self.agency)}

    def context(self) -> dict[str, Any]:
        return {"lists": list(access.visible_topic_lists(self.request.user, self.agency))}

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        actions.set_topics(
            actor=self.request.user,
            agency=self.agency,
            topics=form.topics(),
            effective_from=clean["effective_from"],
            citation=clean["citation"],
        )
        return reverse("concern_list")
