"""The three steps in which a resident points something out, and adding words later."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.agency.rules import Language
from commonbeat.ground.messaging.rules import full_number
from commonbeat.kit.forms import Form, Hinted
from commonbeat.listen.reports import rules
from commonbeat.listen.reports.forms.offering import Choices, offer
from commonbeat.listen.reports.rules import Kind

NOWHERE = "-"
"""What the list of neighborhoods sends for "it is not about one place"."""


class WhatForm(Form):
    """Step 1: what it is."""

    words = forms.CharField(
        label=gettext_lazy("Tell us in your own words"),
        help_text=gettext_lazy("One sentence is enough. Please leave out names of other people."),
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Tell us what it is, in a sentence")},
    )
    topic = forms.ChoiceField(label=gettext_lazy("What is it about?"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("It is"), choices=Kind.choices, widget=forms.RadioSelect)

    def __init__(self, *, topics: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offer(self, "topic", [("", _("Not sure")), *topics])


class _TextOfSeveral(forms.CharField):
    """A text that may be empty, since another field says the same: one of them is needed, so none is "optional"."""

    def validate(self, value: Any) -> None:
        """The form itself asks whether one of them is there."""


class _ChoiceOfSeveral(forms.ChoiceField):
    """A choice that may be left, likewise."""

    def validate(self, value: Any) -> None:
        """One of the choices, or none."""
        if value:
            super().validate(value)


class WhereForm(Form):
    """Step 2: where it is, and whether somebody is in danger."""

    where = _TextOfSeveral(
        label=gettext_lazy("Street address or corner"),
        help_text=gettext_lazy("For example: 31st Street and 15th Avenue"),
        max_length=rules.LONGEST_PLACE,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    neighborhood = _ChoiceOfSeveral(label=gettext_lazy("Or choose the neighborhood"))
    danger = forms.ChoiceField(
        label=gettext_lazy("Is anyone in danger now?"),
        choices=(
            ("no", gettext_lazy("No")),
            (
                "yes",
                Hinted(gettext_lazy("Yes"), gettext_lazy("Call 911 first. This site is not watched day and night.")),
            ),
        ),
        widget=forms.RadioSelect,
    )

    def __init__(self, *, places: Choices, map_shown: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.map_shown = map_shown
        offer(self, "neighborhood", [("", _("Choose one")), (NOWHERE, _("It is not about one place")), *places])

    def clean(self) -> dict[str, Any]:
        """Somewhere, or said to be nowhere."""
        clean: dict[str, Any] = super().clean() or {}
        if not self.errors and not clean["where"].strip() and not clean["neighborhood"]:
            told = _("Tell us where it is: type an address or tap the map") if self.map_shown else ""
            self.add_error("where", told or _("Tell us where it is: type an address or choose the neighborhood"))
        return clean


class ReachForm(Form):
    """Step 3: how an answer reaches the person, if they want one sent."""

    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("We send you the answer, use it for nothing else, and delete it later."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        help_text=gettext_lazy("We text you the answer, on the same terms."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do we answer?"), choices=Language.choices, widget=forms.RadioSelect
    )

    def clean_phone(self) -> str:
        """The number with + and country code, or nothing."""
        return full_number(self.cleaned_data["phone"]) if self.cleaned_data["phone"].strip() else ""


class AddForm(Form):
    """More words, on the page of a concern."""

    words = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write a sentence first.")},
    )
