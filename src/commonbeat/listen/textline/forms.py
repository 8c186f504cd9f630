"""The form of a rule on texts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.forms import Form


class TextRuleForm(Form):
    """A kind of call, what follows it, from when on, by which policy."""

    pattern = forms.CharField(
        label=_("Kind of call"),
        max_length=80,
        help_text=_("As your file writes it, such as NOISE COMPLAINT. A * stands for anything: THEFT*, or * for all."),
    )
    update = forms.BooleanField(label=_("Send an update by text"), required=False)
    survey = forms.BooleanField(label=_("Ask later how it went"), required=False)
    effective_from = forms.DateField(label=_("From"))
    citation = forms.CharField(
        label=_("Policy or decision"), max_length=300, help_text=_("Such as: General order 4.12, or who decided it.")
    )
