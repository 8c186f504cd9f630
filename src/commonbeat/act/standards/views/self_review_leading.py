"""For whoever leads a review: the list, opening one, where it stands, who is asked, and the count."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commonbeat.act.standards.access import self_review as access
from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.forms.self_review import InviteForm, OpenForm
from commonbeat.act.standards.models import SelfReview
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.rules.instrument import QUESTIONS
from commonbeat.act.standards.rules.self_review import OVER, RaterKind, RecheckReason, Stage
from commonbeat.ground.roles import Permission
from commonbeat.kit.forms import Form
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, Page
from commonbeat.kit.words import day


def crumbs(review: SelfReview | None = None) -> list[dict[str, Any]]:
    """The way to the list, or to one review of it."""
    found = [{"label": _("Self-review"), "url": reverse("self_review_list")}]
    if review is not None:
        found.append({"label": review.title, "url": detail(review)})
    return found


def detail(review: SelfReview) -> str:
    """The address of a review for whoever leads it."""
    return reverse("self_review_detail", args=[review.number])


class Led:
    """A page or button about one review, for those who may lead it."""

    request: Any
    kwargs: Mapping[str, Any]
    review: SelfReview

    def prepare(self) -> None:
        """The review that the address names, or Http404."""
        agency = self.request.agency
        found = access.one_led(self.request.user, agency, self.kwargs["number"])
        if found is None:
            raise Http404
        self.review = found

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """The way to the review."""
        return crumbs(self.review)


class LedButton(Led, ActionPage):
    """A button of a review: back to the review, whatever came of it."""

    abstract = True

    def act(self) -> str:
        self.prepare()
        self.do()
        return detail(self.review)

    def do(self) -> None:
        """Call one action."""
        raise NotImplementedError

    def back(self) -> str:
        return reverse("self_review_detail", args=[self.kwargs["number"]])


class SelfReviews(Page):
    """What this person may answer, lead or read, and what is to be looked at again."""

    permission = Permission.READ_SELF_REVIEW
    title = gettext_lazy("Self-review")
    template_name = "standards/self_review/list.html"

    def context(self) -> dict[str, Any]:
        user, agency = self.request.user, self.agency
        leads = user.may(Permission.RUN_SELF_REVIEW, agency)
        marked = queries.rechecks(agency) if leads else []
        return {
            "leads": leads,
            "asked": list(access.asked(user, agency)),
            "open": list(access.led(user, agency).under_way()),
            "abandoned": list(access.led(user, agency).at(Stage.DROPPED)),
            "closed": list(access.visible(user, agency)),
            "marked": [_marked(one, get_language() or "en") for one in marked],
        }


def _marked(one: Any, language: str) -> dict[str, str]:
    """A question that is to be looked at again, in words."""
    asked = QUESTIONS.get(one.question)
    words = asked.said(language) if asked else _("All questions")
    return {"words": words, "why": str(RecheckReason(one.reason).label), "since": day(one.since)}


class Open(FormPage):
    """Open a review."""

    permission = Permission.RUN_SELF_REVIEW
    title = gettext_lazy("Open a self-review")
    template_name = "standards/self_review/open.html"
    form_class = OpenForm
    done_message = gettext_lazy("The self-review is open. Now say who is asked.")

    def form_kwargs(self) -> Mapping[str, Any]:
        marked = sum(one.question in QUESTIONS for one in queries.rechecks(self.agency))
        return {"marked": marked, "initial": {"rate_by": self.agency.day() + timedelta(days=21)}}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        review = actions.open_review(
            actor=self.request.user,
            agency=self.agency,
            title=clean["title"],
            rate_by=clean["rate_by"],
            facilitator=self.request.user,
            marked_only=clean.get("marked_only", False),
        )
        return reverse("self_review_invite", args=[review.number])


class Detail(DetailPage):
    """Where a review stands, and the one next step."""

    permission = Permission.RUN_SELF_REVIEW
    template_name = "standards/self_review/detail.html"
    object: SelfReview

    def find(self) -> SelfReview | None:
        return access.one_led(self.request.user, self.agency, self.kwargs["number"])

    def heading(self) -> str:
        return self.object.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        review = self.object
        talks = review.stage in (Stage.REFLECTION, Stage.NEXT_STEPS)
        shares = self.request.user.may(Permission.SHARE_SELF_REVIEW, self.agency)
        return {
            "review": review,
            "stages": _stages(review),
            "left": queries.left_to_agree(review) if talks else 0,
            "gaps": len(queries.gaps_of(review)) if talks else 0,
            "finished": queries.finished_of(review) if review.stage == Stage.RATING else 0,
            "reflections": [
                {"area": area, "words": queries.reflections_of(review).get(area.value, "")} for area in review.areas
            ]
            if talks
            else [],
            "may_share": shares,
            "may_give_up": review.stage not in OVER and (review.counted_on is None or shares),
            "mine": review.facilitator_id == self.request.user.pk,
        }


def _stages(review: SelfReview) -> list[dict[str, Any]]:
    """Every stage with whether it is done, now, or to come; none for one that was given up."""
    if review.stage == Stage.DROPPED:
        return []
    order: list[Stage] = [stage for stage in Stage if stage != Stage.DROPPED]
    here = order.index(Stage(review.stage))
    return [
        {
            "label": stage.label,
            "state": "done" if place < here or review.stage == Stage.CLOSED else "now" if place == here else "",
        }
        for place, stage in enumerate(order)
    ]


class Invite(Led, FormPage):
    """Say who is asked."""

    permission = Permission.RUN_SELF_REVIEW
    title = gettext_lazy("Who is asked")
    template_name = "standards/self_review/invite.html"
    form_class = InviteForm
    done_message = gettext_lazy("Invited. They find it on their desk once you ask them to answer.")

    def prepare(self) -> None:
        super().prepare()
        self.candidates = queries.candidates(self.review)

    def form_kwargs(self) -> Mapping[str, Any]:
        counted = Counter(one.kind for one in self.candidates)
        return {
            "groups": {kind: counted[kind] for kind in RaterKind if counted[kind]},
            "persons": [(one.user.pk, f"{one.user.name} ({one.kind.label})") for one in self.candidates],
        }

    def context(self) -> dict[str, Any]:
        return {"review": self.review, "some": bool(self.candidates), "back": detail(self.review)}

    def act(self, form: Any) -> str:
        actions.invite_raters(
            actor=self.request.user,
            review=self.review,
            kinds=form.cleaned_data["kinds"],
            people=[int(pk) for pk in form.cleaned_data["people"]],
        )
        return detail(self.review)


class Start(LedButton):
    """From now on those invited can answer."""

    permission = Permission.RUN_SELF_REVIEW
    done_message = gettext_lazy("Those invited can answer now.")

    def do(self) -> None:
        actions.start_rating(actor=self.request.user, review=self.review)


class EndRating(Led, FormPage):
    """End the answers: asked twice, since it cannot be taken back."""

    permission = Permission.RUN_SELF_REVIEW
    title = gettext_lazy("End the answers")
    template_name = "standards/self_review/end.html"
    form_class = Form
    done_message = gettext_lazy("The answers are counted. Nobody can tell any more who said what.")

    def context(self) -> dict[str, Any]:
        return {"review": self.review, "finished": queries.finished_of(self.review), "back": detail(self.review)}

    def act(self, form: Any) -> str:
        actions.end_rating(actor=self.request.user, review=self.review)
        return reverse("self_review_reconcile", args=[self.review.number])
