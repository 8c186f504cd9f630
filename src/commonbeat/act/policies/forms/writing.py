"""What is asked of whoever writes, approves or reviews a policy."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.forms.people import Person, chooser
from commonbeat.act.policies.rules.reviews import QUESTIONS, Outcome
from commonbeat.ground.people.rules import Rank
from commonbeat.kit.forms import Form

Choices = Sequence[tuple[Any, Any]]
NONE = ("", _("None"))
CHOOSE = ("", _("Choose one"))
CITATION = _("Law, policy or decision")


def area(rows: int = 3) -> forms.Textarea:
    """A field for several lines."""
    return forms.Textarea(attrs={"rows": rows})


class PolicyForm(Form):
    """What stands around the versions: number, title, owner, review, whom it binds."""

    number = forms.CharField(
        label=_("Number"), max_length=20, help_text=_("As the agency counts its policies: 300, 4.12.")
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    title_es = forms.CharField(label=_("Title in Spanish"), max_length=200, required=False)
    required_policy = forms.ChoiceField(
        label=_("Which required policy it is"), required=False, help_text=_("The public page says which are missing.")
    )
    owner = forms.ChoiceField(label=_("Who keeps it up to date"), required=False)
    review_months = forms.IntegerField(label=_("Months between reviews"), min_value=1, max_value=60, initial=12)
    units = forms.MultipleChoiceField(
        label=_("Units that it binds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen here and below: it binds everybody who works here."),
    )
    ranks = forms.MultipleChoiceField(
        label=_("Ranks that it binds"), required=False, widget=forms.CheckboxSelectMultiple, choices=Rank
    )
    sworn = forms.BooleanField(label=_("It binds those who are sworn, whatever their unit or rank"), required=False)
    private = forms.BooleanField(label=_("Not public: it would put somebody in danger"), required=False)

    combined = forms.MultipleChoiceField(
        label=_("Whom it binds besides, by several marks at once"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each line binds people who fit all of it. Take the check away, and it binds them no longer."),
    )

    def __init__(
        self, *, required: Choices, owners: Sequence[Person], units: Choices, combined: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.fields["owner"] = chooser(self.fields["owner"], owners, NONE)
        offered = {"required_policy": [NONE, *required], "units": units, "combined": combined}
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not combined:
            del self.fields["combined"]


class WordsForm(Form):
    """The words of a version, in both languages."""

    change = forms.CharField(label=_("What changes, and why"), max_length=500, required=False, widget=area(2))
    change_es = forms.CharField(
        label=_("What changes, and why, in Spanish"), max_length=500, required=False, widget=area(2)
    )
    summary = forms.CharField(
        label=_("In plain words"),
        required=False,
        widget=area(5),
        help_text=_("What it says, for somebody who has two minutes. Needed before it can be approved."),
    )
    summary_es = forms.CharField(label=_("In plain words, in Spanish"), required=False, widget=area(5))
    text = forms.CharField(
        label=_("Text"),
        widget=area(24),
        help_text=_(
            "“# 1 Purpose” begins a section, “## 1.1 …” one under it. “- …” is a list, “1. …” counted steps, "
            "“= Term: …” a defined term, [1.1] leads to that section. An empty line ends a paragraph."
        ),
    )
    text_es = forms.CharField(label=_("Text in Spanish"), required=False, widget=area(12))
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def has_seen(self, mark: str) -> None:
        """Whoever was told of other words and saves again has seen them."""
        self.data = {**self.data, "seen": mark}


class BackForm(Form):
    """Why a version goes back to its writer."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=area())


class WithdrawForm(Form):
    """Why an approved version never comes in force."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=area(), help_text=_("The public reads it."))


class ApproveForm(Form):
    """From when it is in force."""

    effective_from = forms.DateField(
        label=_("In force from"), help_text=_("Today, or a later day. From then on its words can never change.")
    )


class LawForm(Form):
    """What a law asks of the policy."""

    citation = forms.CharField(label=CITATION, max_length=200)
    demands = forms.CharField(label=_("What it asks for"), max_length=500, widget=area())
    demands_es = forms.CharField(label=_("What it asks for, in Spanish"), max_length=500, required=False, widget=area())
    exceeds_law = forms.BooleanField(label=_("The policy goes beyond it"), required=False)
    how = forms.CharField(label=_("How it goes beyond it"), max_length=500, required=False, widget=area())
    how_es = forms.CharField(
        label=_("How it goes beyond it, in Spanish"), max_length=500, required=False, widget=area()
    )


class RequireForm(Form):
    """A policy that must be there."""

    code = forms.SlugField(
        label=_("Short name"),
        max_length=40,
        help_text=_("For example: pursuits"),
        error_messages={"invalid": _("Use letters without accents, digits, hyphens and underscores, without spaces.")},
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=100)
    name_es = forms.CharField(label=_("Name in Spanish"), max_length=100)
    citation = forms.CharField(label=CITATION, max_length=200)
    effective_from = forms.DateField(label=_("From"))
    effective_until = forms.DateField(label=_("Until"), required=False)


class ReviewForm(Form):
    """The questions of a review, the figure that was looked at, and what comes of it."""

    burden = forms.CharField(label=QUESTIONS["burden"], max_length=2000, widget=area(4))
    figures = forms.CharField(label=QUESTIONS["figures"], max_length=2000, widget=area(4))
    finding = forms.ChoiceField(label=_("Which published figure you looked at"), required=False)
    heard = forms.CharField(label=QUESTIONS["heard"], max_length=2000, widget=area(4))
    outcome = forms.ChoiceField(label=_("What comes of it"), choices=Outcome, widget=forms.RadioSelect)

    def __init__(self, *, findings: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["finding"].choices = [NONE, *findings]  # type: ignore[attr-defined]
