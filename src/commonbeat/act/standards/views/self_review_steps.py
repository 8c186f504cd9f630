"""Next steps and promises, the two names, and with whom a closed review is shared."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, gettext_lazy

from commonbeat.act.promises import queries as promises
from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.forms.self_review import ConsentForm, PromiseForm, StepForm
from commonbeat.act.standards.models import NextStep
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.rules.self_review import Audience, Stage
from commonbeat.act.standards.views.self_review_leading import Led, LedButton, detail
from commonbeat.act.standards.views.self_review_talking import Counted
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, FormPage
from commonbeat.kit.words import day


class Steps(Counted, FormPage):
    """The gaps, what follows from each, and a form for one step more."""

    permission = Permission.RUN_SELF_REVIEW
    title = gettext_lazy("Next steps")
    template_name = "standards/self_review/steps.html"
    form_class = StepForm
    done_message = gettext_lazy("Added.")

    def prepare(self) -> None:
        super().prepare()
        words = "es" if (get_language() or "en").startswith("es") else "en"
        said = {str(one["key"]): str(one[words]) for one in self.review.questions}
        self.gaps = [(gap.question, said[gap.question]) for gap in queries.gaps_of(self.review)]
        self.said = said

    def form_kwargs(self) -> Mapping[str, Any]:
        owners = [(row.pk, row.name) for row in promises.owners(self.agency)]
        chosen = {"question": self.request.GET.get("gap", "")}
        return {"gaps": self.gaps, "owners": owners, "initial": chosen}

    def context(self) -> dict[str, Any]:
        steps = queries.steps_of(self.review)
        reached = {step.question for step in steps}
        return {
            "review": self.review,
            "steps": [{"row": step, "question": self.said[step.question], "due": day(step.due)} for step in steps],
            "without": [{"key": key, "words": words} for key, words in self.gaps if key not in reached],
            "gaps": len(self.gaps),
            "writes": self.review.stage == Stage.NEXT_STEPS,
            "may_promise": self.request.user.may(Permission.MAKE_PROMISES, self.agency),
            "back": detail(self.review),
        }

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        actions.add_step(
            actor=self.request.user,
            review=self.review,
            question=clean["question"],
            title=clean["title"],
            owner=promises.owner(self.agency, clean["owner"]),
            due=clean["due"],
        )
        return reverse("self_review_steps", args=[self.review.number])


class PromiseStep(Counted, FormPage):
    """Make a next step a promise."""

    permission = Permission.RUN_SELF_REVIEW
    title = gettext_lazy("Make it a promise")
    template_name = "standards/self_review/promise.html"
    form_class = PromiseForm
    done_message = gettext_lazy("It stands in the public list of promises now.")
    step: NextStep

    def prepare(self) -> None:
        super().prepare()
        found = queries.one_step(self.review, self.kwargs["pk"])
        if found is None:
            raise Http404
        self.step = found

    def context(self) -> dict[str, Any]:
        back = reverse("self_review_steps", args=[self.review.number])
        return {"review": self.review, "step": self.step, "back": back}

    def act(self, form: Any) -> str:
        actions.promise_step(
            actor=self.request.user,
            step=self.step,
            promised_to=form.cleaned_data["promised_to"],
            site=self.request.build_absolute_uri(get_script_prefix()),
        )
        return reverse("self_review_steps", args=[self.review.number])


class Sign(Led, FormPage):
    """Whoever led it gives their name."""

    permission = Permission.RUN_SELF_REVIEW
    title = gettext_lazy("Sign the self-review")
    template_name = "standards/self_review/sign.html"
    form_class = ConsentForm
    done_message = gettext_lazy("Signed. Now the chief signs and closes it.")

    def context(self) -> dict[str, Any]:
        return {"review": self.review, "back": detail(self.review)}

    def act(self, form: Any) -> str:
        actions.sign_review(actor=self.request.user, review=self.review)
        return detail(self.review)


class Close(Led, FormPage):
    """The chief gives the second name: then it is fixed for good."""

    permission = Permission.SHARE_SELF_REVIEW
    title = gettext_lazy("Sign and close the self-review")
    template_name = "standards/self_review/sign.html"
    form_class = ConsentForm
    done_message = gettext_lazy("Closed. You alone decide who may see it.")

    def context(self) -> dict[str, Any]:
        return {"review": self.review, "closes": True, "back": detail(self.review)}

    def act(self, form: Any) -> str:
        actions.close_review(actor=self.request.user, review=self.review)
        return reverse("self_review_share", args=[self.review.number])


class Share(Led, DetailPage):
    """With whom a closed review is shared: one switch for each audience."""

    permission = Permission.SHARE_SELF_REVIEW
    title = gettext_lazy("Who may see it")
    template_name = "standards/self_review/share.html"

    def find(self) -> Any:
        self.prepare()
        return self.review

    def context(self) -> dict[str, Any]:
        now = queries.shared_with(self.review)
        return {
            "review": self.review,
            "closed": self.review.stage == Stage.CLOSED,
            "audiences": [{"audience": one, "on": one.value in now} for one in Audience],
        }


class SetShare(LedButton):
    """Turn one switch."""

    permission = Permission.SHARE_SELF_REVIEW
    done_message = gettext_lazy("Done. It holds from this moment.")

    def act(self) -> str:
        self.prepare()
        audience = self.request.POST.get("audience", "")
        turn = actions.share_review if self.request.POST.get("on") == "1" else actions.unshare_review
        turn(actor=self.request.user, review=self.review, audience=audience)
        return reverse("self_review_share", args=[self.review.number])
