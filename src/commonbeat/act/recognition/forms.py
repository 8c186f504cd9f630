"""What is asked of whoever reads a comment first."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.act.recognition.rules import Reason
from commonbeat.kit.forms import Form, Hinted

CHOICES = (
    (
        Reason.NOT_PRAISE,
        Hinted(
            Reason.NOT_PRAISE.label,
            _("It reaches nobody: neither the officer nor a supervisor. A survey is never used in discipline."),
        ),
    ),
    (
        Reason.TELLS_WHO,
        Hinted(Reason.TELLS_WHO.label, _("Even with something taken out, a reader would know who is meant.")),
    ),
    (
        Reason.ELSEWHERE,
        Hinted(
            Reason.ELSEWHERE.label,
            _("A broken light, say. Point it out as an issue first, with nothing that tells who wrote."),
        ),
    ),
)


class PassOnForm(Form):
    """The copy that others read."""

    words = forms.CharField(
        label=_("What others will read"),
        max_length=2000,
        help_text=_("[…] stands where something is taken out. You may take words out or put them back, not add any."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class LeaveOutForm(Form):
    """Why it is passed on to nobody."""

    reason = forms.ChoiceField(label=_("Why is it left out?"), widget=forms.RadioSelect, choices=CHOICES)
