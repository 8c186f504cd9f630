"""The forms by which a campaign begins and ends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.forms import Form


class CampaignForm(Form):
    """What a campaign is called, and when it asks."""

    title = forms.CharField(
        label=_("What is it called?"), max_length=120, help_text=_("Such as: Contacts in 2027. Only staff see it.")
    )
    starts_on = forms.DateField(label=_("First day"))
    ends_on = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Leave it empty to ask until further notice.")
    )


class EndForm(Form):
    """The last day of a campaign."""

    ends_on = forms.DateField(
        label=_("Last day"), help_text=_("Whoever was asked by then may still answer for two weeks.")
    )
