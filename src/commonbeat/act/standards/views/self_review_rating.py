"""For whoever was asked: one's own answers, area by area, on any phone and without a script."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commonbeat.act.standards.access import self_review as access
from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.forms.self_review import AreaForm
from commonbeat.act.standards.models import SelfReviewRater
from commonbeat.act.standards.queries import citations
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.rules.instrument import Area, EvidenceKind
from commonbeat.act.standards.rules.self_review import Stage
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, FormPage, Page
from commonbeat.kit.words import listing


def start(number: int) -> str:
    """The first page of one's own answers."""
    return reverse("self_review_rate", args=[number])


class Own:
    """A page or button about one's own part in a review."""

    request: Any
    kwargs: Mapping[str, Any]
    rater: SelfReviewRater

    def prepare(self) -> None:
        """One's own part, or Http404."""
        found = access.own(self.request.user, self.request.agency, self.kwargs["number"])
        if found is None:
            raise Http404
        self.rater = found


class Rate(Own, Page):
    """What is asked of me, how far I am, and what becomes of my answers."""

    permission = Permission.RATE_SELF_REVIEW
    template_name = "standards/self_review/rate.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.kwargs = kwargs
        self.prepare()
        return self.render()

    def heading(self) -> str:
        return self.rater.review.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Self-review"), "url": reverse("self_review_list")}]

    def context(self) -> dict[str, Any]:
        progress = queries.progress_of(self.rater)
        return {
            "review": self.rater.review,
            "rater": self.rater,
            "open": self.rater.review.stage == Stage.RATING,
            "progress": progress,
            "areas": [
                {"area": area, "done": progress.answered[area], "all": count} for area, count in progress.asked.items()
            ],
            "next": next((a for a, count in progress.asked.items() if progress.answered[a] < count), None),
        }


class RateArea(Own, FormPage):
    """The questions of one area; saved, the next area follows."""

    permission = Permission.RATE_SELF_REVIEW
    template_name = "standards/self_review/area.html"
    form_class = AreaForm
    done_message = gettext_lazy("Saved. You can change it until the answers are counted.")

    def prepare(self) -> None:
        super().prepare()
        areas = self.rater.review.areas
        if self.kwargs["area"] not in areas:
            raise Http404
        self.area = Area(self.kwargs["area"])
        self.place = areas.index(self.area) + 1
        self.following = areas[self.place] if self.place < len(areas) else None
        self.questions = self.rater.review.of_area(self.area)

    def heading(self) -> str:
        return str(self.area.label)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Self-review"), "url": reverse("self_review_list")},
            {"label": self.rater.review.title, "url": start(self.rater.review.number)},
        ]

    def form_kwargs(self) -> Mapping[str, Any]:
        return {
            "questions": self.questions,
            "language": get_language() or "en",
            "given": queries.answers_of(self.rater),
        }

    def context(self) -> dict[str, Any]:
        return {
            "review": self.rater.review,
            "place": self.place,
            "all": len(self.rater.review.areas),
            "open": self.rater.review.stage == Stage.RATING,
            "back": start(self.rater.review.number),
            "last": self.following is None,
        }

    def render(self, *, status: int = 200, **more: Any) -> Any:
        cited = citations.citations(self.agency, [str(one["cites"]) for one in self.questions])
        form = more["form"]
        rows = [
            {
                "rating": form[f"{one['key']}-rating"],
                "more": [form[f"{one['key']}-{part}"] for part in ("note", "kind", "evidence")],
                "said": any(form[f"{one['key']}-{part}"].value() for part in ("note", "evidence")),
                "cites": cited[str(one["cites"])],
                "shows": listing([str(EvidenceKind(kind).label).lower() for kind in one["shows"]]),
            }
            for one in self.questions
        ]
        return super().render(status=status, rows=rows, **more)

    def act(self, form: Any) -> str:
        actions.save_answers(rater=self.rater, area=self.area.value, answers=form.answers)
        number = self.rater.review.number
        if self.following is None:
            return start(number)
        return reverse("self_review_rate_area", args=[number, self.following.value])


class OwnButton(Own, ActionPage):
    """A button of one's own part: back to its first page."""

    abstract = True

    def back(self) -> str:
        return start(self.kwargs["number"])

    def act(self) -> str:
        self.prepare()
        self.do()
        return start(self.rater.review.number)

    def do(self) -> None:
        """Call one action."""
        raise NotImplementedError


class Finish(OwnButton):
    """I am done."""

    permission = Permission.RATE_SELF_REVIEW
    done_message = gettext_lazy("Thank you. Your answers will be counted.")

    def do(self) -> None:
        actions.finish(rater=self.rater)


class Withdraw(OwnButton):
    """Destroy what I said."""

    permission = Permission.RATE_SELF_REVIEW
    done_message = gettext_lazy("All your answers are destroyed.")

    def do(self) -> None:
        actions.withdraw(rater=self.rater)
