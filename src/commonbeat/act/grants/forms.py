"""What is asked when an agency asks for help, writes, or declines."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.forms import Form


class AskForm(Form):
    """Whom an agency asks, and what."""

    whom = forms.ChoiceField(label=_("Whom do you ask?"))
    title = forms.CharField(
        label=_("What it is about"),
        max_length=120,
        help_text=_("In a few words: How others began a survey after calls"),
    )
    words = forms.CharField(
        label=_("What do you ask?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Say what you tried and what you need. Name no resident and no officer."),
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *, choices: Sequence[tuple[str, str]], topics: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["whom"].choices = [("", _("Choose one")), *choices]  # type: ignore[attr-defined]
        self.fields["topic"].choices = [("", _("None")), *topics]  # type: ignore[attr-defined]


class WriteForm(Form):
    """A message from whoever asked."""

    words = forms.CharField(label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class AnswerForm(WriteForm):
    """A message from whoever was asked."""

    answers = forms.BooleanField(label=_("This answers the request"), required=False, initial=True)


class DeclineForm(Form):
    """Why a request is declined."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever asked reads it. Say where else they could ask, if you know."),
    )
