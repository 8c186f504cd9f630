"""What is asked when a draft is put to people, and of those who answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.forms.writing import CHOOSE, NONE, Choices, area
from commonbeat.act.policies.rules.consultations import LONGEST_COMMENT, Answer, LeftOut
from commonbeat.kit.forms import Form


class CommentForm(Form):
    """A comment, and nothing about who writes it."""

    words = forms.CharField(
        label=_("What do you think of this draft?"),
        max_length=LONGEST_COMMENT,
        widget=area(5),
        help_text=_("We do not ask who you are. Leave out names and numbers: somebody reads it before it is shown."),
    )


class ConsultForm(Form):
    """For how long a draft is put to people, and what they are asked."""

    starts_on = forms.DateField(label=_("Opens on"))
    ends_on = forms.DateField(label=_("Open until"), help_text=_("That day counts too."))
    questions = forms.CharField(label=_("What people are asked"), widget=area(4), help_text=_("One question a line."))
    questions_es = forms.CharField(label=_("What people are asked, in Spanish"), required=False, widget=area(4))


class ThemeForm(Form):
    """A theme: what several comments say."""

    name = forms.CharField(label=_("What people say"), max_length=200)
    name_es = forms.CharField(label=_("What people say, in Spanish"), max_length=200)


class ReadForm(Form):
    """One comment: shown, perhaps without some words, or left out; the two buttons say which."""

    words = forms.CharField(
        label=_("What is shown"),
        required=False,
        widget=area(5),
        help_text=_("Take out what tells who wrote or whom it is about, and write […] there. Nothing can be added."),
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    reason = forms.ChoiceField(label=_("Or why it is left out"), required=False, choices=[NONE, *LeftOut.choices])

    def __init__(self, *, themes: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["theme"].choices = [NONE, *themes]  # type: ignore[attr-defined]


class AnswerForm(Form):
    """What is done with what people said."""

    answer = forms.ChoiceField(label=_("What we do"), choices=[CHOOSE, *Answer.choices])
    why = forms.CharField(label=_("Why"), max_length=2000, widget=area(4), help_text=_("The public reads it."))
    why_es = forms.CharField(label=_("Why, in Spanish"), max_length=2000, required=False, widget=area(4))
