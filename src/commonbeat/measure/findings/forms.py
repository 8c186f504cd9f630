"""Why figures are withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.forms import Form


class WithdrawForm(Form):
    """The reason stands in public on the run's page, in place of its figures."""

    notice = forms.CharField(
        label=_("Why are these figures withdrawn?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody will read this on the page of the run."),
    )
