"""What is done with a policy: begin it, change what stands around it, add a law, review it, begin a new version."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies import access, actions, facts, queries
from commonbeat.act.policies.forms import (
    LawForm,
    PolicyForm,
    RequireForm,
    ReviewForm,
)
from commonbeat.act.policies.models import Policy
from commonbeat.act.policies.rules.versions import Bound, combines
from commonbeat.act.policies.views import lines
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, FormPage
from commonbeat.kit.words import language


class StepForm(FormPage):
    """A form of this room; subclasses say what it is about, and where Back leads."""

    abstract = True
    permission = Permission.WRITE_POLICIES
    template_name = "policies/work/step.html"
    submit: ClassVar[Any] = gettext_lazy("Save")

    def back(self) -> str:
        return reverse("policy_work")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return lines.work_crumbs()

    def context(self) -> dict[str, Any]:
        return {"back": self.back(), "back_label": _("Back without saving"), "submit": self.submit}


def policy_choices(agency: Any) -> dict[str, Any]:
    """What the form of a policy offers."""
    needs = queries.required_set(agency, agency.day())
    return {
        "required": [(one.code, one.name(language())) for one in needs],
        "owners": queries.colleagues(agency),
        "units": queries.units(agency),
    }


def bound_of(clean: Mapping[str, Any]) -> list[Bound]:
    """The lines of whom a policy binds, as the form gives them."""
    sworn = [Bound(sworn=True)] if clean["sworn"] else []
    return [*(Bound(unit=int(pk)) for pk in clean["units"]), *(Bound(rank=rank) for rank in clean["ranks"]), *sworn]


def _line(one: Bound) -> str:
    """A line of several marks as the form sends it back."""
    return f"{one.unit or 0}:{one.rank}:{one.sworn}"


class PolicyNew(StepForm):
    """Begin a policy: its first draft is written on the page after."""

    title = gettext_lazy("Begin a policy")
    form_class = PolicyForm
    submit = gettext_lazy("Begin it")

    def form_kwargs(self) -> Mapping[str, Any]:
        return policy_choices(self.agency)

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        version = actions.write(
            actor=self.request.user,
            agency=self.agency,
            number=clean["number"],
            title=clean["title"],
            title_es=clean["title_es"],
            required=clean["required_policy"],
            owner=queries.owner(self.agency, clean["owner"]),
            public=not clean["private"],
            review_months=clean["review_months"],
        )
        actions.change(actor=self.request.user, policy=version.policy, changes={}, scopes=bound_of(clean))
        return reverse("version_write", args=[version.policy.slug, version.number])


class _OfPolicy(StepForm):
    """A form about one policy."""

    abstract = True
    policy: Policy

    def prepare(self) -> None:
        found = access.policy(self.request.user, self.agency, self.kwargs["slug"])
        if found is None:
            raise Http404
        self.policy = found

    def back(self) -> str:
        return reverse("policy_work_detail", args=[self.kwargs["slug"]])

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return lines.work_crumbs(self.policy)


class PolicyChange(_OfPolicy):
    """Change what stands around the versions."""

    title = gettext_lazy("Number, title, review and whom it binds")
    form_class = PolicyForm
    done_message = gettext_lazy("Saved.")

    def form_kwargs(self) -> Mapping[str, Any]:
        row = self.policy
        scopes = [one.bound for one in row.scopes.all()]
        spoken = [facts.bound_words([line]) for line in queries.scopes_in_words(row)]
        said = [(_line(one), words) for one, words in zip(scopes, spoken, strict=True) if combines(one)]
        self.combined = {_line(one): one for one in scopes if combines(one)}
        single = [one for one in scopes if not combines(one)]
        initial = {
            "number": row.number,
            "title": row.title,
            "title_es": row.title_es,
            "required_policy": row.required,
            "owner": row.owner_id or "",
            "review_months": row.review_months,
            "units": [one.unit for one in single if one.unit],
            "ranks": [one.rank for one in single if one.rank],
            "sworn": any(one.sworn for one in single),
            "combined": list(self.combined),
            "private": not row.public,
        }
        return {**policy_choices(self.agency), "combined": said, "initial": initial}

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        changes = {name: clean[name] for name in ("number", "title", "title_es", "review_months")}
        changes |= {"required": clean["required_policy"], "public": not clean["private"]}
        changes |= {"owner": queries.owner(self.agency, clean["owner"])}
        scopes = [*bound_of(clean), *(self.combined[line] for line in clean.get("combined", ()))]
        actions.change(actor=self.request.user, policy=self.policy, changes=changes, scopes=scopes)
        return self.back()


class LawNew(_OfPolicy):
    """What a law asks of the policy."""

    title = gettext_lazy("What does a law ask of this policy?")
    form_class = LawForm
    done_message = gettext_lazy("Saved.")

    def act(self, form: Any) -> str:
        actions.add_law(actor=self.request.user, policy=self.policy, **form.cleaned_data)
        return self.back()


class Review(_OfPolicy):
    """Look at a policy again."""

    title = gettext_lazy("Look at this policy again")
    form_class = ReviewForm
    submit = gettext_lazy("Write this review down")
    done_message = gettext_lazy("The review is written down, and the public reads it.")

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"findings": queries.figures(self.agency, language())}

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        actions.review(
            actor=self.request.user,
            policy=self.policy,
            answers={name: clean[name] for name in ("burden", "figures", "heard")},
            outcome=clean["outcome"],
            finding=queries.figure(self.agency, clean["finding"]),
        )
        return self.back()


class RequireNew(StepForm):
    """Which policies must be there: what holds now, and one more."""

    title = gettext_lazy("Which policies must be there")
    form_class = RequireForm
    template_name = "policies/work/required.html"
    done_message = gettext_lazy("Saved.")

    def act(self, form: Any) -> str:
        actions.require(actor=self.request.user, agency=self.agency, **form.cleaned_data)
        return reverse("policy_required")

    def context(self) -> dict[str, Any]:
        needs = queries.required_set(self.agency, self.agency.day())
        return {**super().context(), "needs": [(one.name(language()), one.citation) for one in needs]}


class DraftNew(ActionPage):
    """Begin a new version of a policy."""

    permission = Permission.WRITE_POLICIES

    def act(self) -> str:
        policy = access.policy(self.request.user, self.agency, self.kwargs["slug"])
        if policy is None:
            raise Http404
        version = actions.draft(actor=self.request.user, policy=policy)
        return reverse("version_write", args=[policy.slug, version.number])

    def back(self) -> str:
        return reverse("policy_work_detail", args=[self.kwargs["slug"]])
