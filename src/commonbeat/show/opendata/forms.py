"""Why a file is withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.forms import Form


class WithdrawForm(Form):
    """The reason stands in public beside the version, in place of the file."""

    notice = forms.CharField(
        label=_("Why is this file withdrawn?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody will read this where the file was."),
    )
