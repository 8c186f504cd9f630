"""One field of every kind, empty and filled in wrongly."""

from django import forms
from django.utils.translation import gettext_lazy

from commonbeat.kit.forms import Form, Hinted

CHOICES = [("speed", gettext_lazy("Speeding and crossings")), ("light", gettext_lazy("Street lights and lots"))]
TILES = [
    ("no", gettext_lazy("No")),
    ("yes", Hinted(gettext_lazy("Yes"), gettext_lazy("Call 911 first. This site is not watched day and night."))),
]


class SampleForm(Form):
    """One field of every kind."""

    place = forms.CharField(
        label=gettext_lazy("Street address or corner"),
        help_text=gettext_lazy("For example: 31st Street and 15th Avenue"),
        error_messages={"required": gettext_lazy("Tell us where it is: type an address or a corner")},
        max_length=80,
    )
    mail = forms.EmailField(label=gettext_lazy("Email address"), required=False)
    people = forms.IntegerField(label=gettext_lazy("How many people were there?"), min_value=1, max_value=500)
    day = forms.DateField(label=gettext_lazy("When was it?"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), choices=[("", gettext_lazy("Choose one")), *CHOICES]
    )
    danger = forms.ChoiceField(label=gettext_lazy("Is anyone in danger now?"), choices=TILES, widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What should change?"),
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("What happened, in your words"), widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(label=gettext_lazy("A picture"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("You may call me about this"))
