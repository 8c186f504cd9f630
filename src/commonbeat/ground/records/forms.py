"""What an agency says of one thing that it might collect."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.records.rules import Collected, Published
from commonbeat.kit.forms import Form


class AnswerForm(Form):
    """Collected? How good? Public? What is planned, and by when?"""

    collected = forms.ChoiceField(
        label=_("Is it written down?"),
        choices=[choice for choice in Collected.choices if choice[0] != Collected.NOT_ANSWERED],
        widget=forms.RadioSelect,
    )
    quality = forms.CharField(
        label=_("How good is it?"),
        help_text=_("For instance: a third of the records lack it; not before 2016; checked once a year."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    published = forms.ChoiceField(
        label=_("Can the public see it?"),
        choices=[choice for choice in Published.choices if choice[0] != Published.NOT_ANSWERED],
        widget=forms.RadioSelect,
    )
    plan = forms.CharField(
        label=_("What is planned?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    plan_by = forms.DateField(label=_("By when?"), required=False, widget=forms.DateInput)
