"""What is asked where a policy was not kept, and of whoever decides, answers or proposes what follows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.forms.people import Person, chooser
from commonbeat.act.policies.rules.conduct import Outcome
from commonbeat.kit.forms import Form


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DeviationForm(Form):
    """Which policy, which section, who, when, and what happened."""

    policy = forms.ChoiceField(label=_("Policy"))
    event_day = forms.DateField(
        label=_("Day of the event"), help_text=_("The version in force on that day is looked up by itself.")
    )
    section = forms.CharField(label=_("Section of the policy"), max_length=40, help_text=_("For example: 4.2"))
    staff = forms.ChoiceField(label=_("Who is concerned"))
    words = forms.CharField(
        label=_("What happened"),
        max_length=2000,
        widget=_area(),
        help_text=_("Facts, no guesses. Do not write names, addresses or numbers of people who live here."),
    )
    no_names = forms.BooleanField(
        label=_("I have checked it: no name, address or number of a resident stands in it"), required=False
    )

    def __init__(self, *, policies: Sequence[tuple[int, str]], people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["policy"].choices = [("", _("Choose one")), *policies]  # type: ignore[attr-defined]
        self.fields["staff"] = chooser(self.fields["staff"], people, ("", _("Choose one")))


class DecideForm(Form):
    """What came of it, and why."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why"), max_length=1000, widget=_area(3))


class WhyForm(Form):
    """Why something is taken back or dropped."""

    reason = forms.CharField(label=_("Why"), max_length=1000, widget=_area(3))


class ProposeForm(Form):
    """What kind of action, and what exactly follows."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    words = forms.CharField(label=_("What follows"), max_length=2000, widget=_area())

    def __init__(self, *, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class TakeForm(Form):
    """What else justifies it, where the signature does not."""

    reason = forms.CharField(
        label=_("What justifies it"),
        max_length=1000,
        required=False,
        widget=_area(3),
        help_text=_("Needed only where the signature does not."),
    )


class AnswerForm(Form):
    """What the person concerned says."""

    words = forms.CharField(label=_("Your answer"), max_length=2000, widget=_area())


class KindForm(Form):
    """A kind of action of the agency's own."""

    name = forms.CharField(label=_("Name"), max_length=80)
    effective_from = forms.DateField(label=_("Holds from"))
    citation = forms.CharField(label=_("Rule or agreement behind it"), max_length=300)
