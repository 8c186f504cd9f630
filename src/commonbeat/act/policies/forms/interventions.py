"""What is asked of somebody who reports stepping in, and of whoever reads it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.forms.people import Person, several
from commonbeat.act.policies.rules.interventions import Route
from commonbeat.kit.forms import Form


def _area(rows: int = 5) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})


class ReportForm(Form):
    """What happened, who is named, who may read it, and whether the writer signs."""

    happened_on = forms.DateField(label=_("When was it?"))
    words = forms.CharField(
        label=_("What happened, in your words"),
        max_length=8000,
        widget=_area(8),
        help_text=_("What you saw, what you did, what came of it. Do not write names of people who live here."),
    )
    named = forms.MultipleChoiceField(label=_("Who took part"), required=False)
    route = forms.ChoiceField(label=_("Who may read it"), choices=Route.choices, widget=forms.RadioSelect)
    signed = forms.BooleanField(
        label=_("Sign it with my name"),
        required=False,
        help_text=_("Without this, your name is kept nowhere. Your words alone may still tell who you are."),
    )

    def __init__(self, *, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["named"] = several(
            self.fields["named"],
            people,
            by_list=_("Nobody whom you choose here can ever read this report."),
            by_name=_("Names or badges, one a line. Nobody whom you name here can ever read this report."),
        )


class WordsForm(Form):
    """One message of a thread."""

    words = forms.CharField(label=_("Your message"), max_length=8000, widget=_area())


class CheckForm(Form):
    """Whether anything happened to the writer since; the two buttons carry yes and no."""

    words = forms.CharField(label=_("In your own words"), required=False, max_length=4000, widget=_area(3))
