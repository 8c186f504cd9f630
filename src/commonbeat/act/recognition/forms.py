"""What is asked of whoever reads a comment first, and of the officer whom praise is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.act.recognition.rules import Keeping, Reason, marks, redaction
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
            _("A broken light, say. As they finished, its writer was led to where that can be told and is answered."),
        ),
    ),
)


class PassOnForm(Form):
    """The copy that others read."""

    words = forms.CharField(
        label=_("What others will read"),
        max_length=2000,
        help_text=_(
            "[…] stands where something is taken out; we put it there if you do not. You may take words out or put "
            "them back, not add any."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, original: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.original = original

    def clean_words(self) -> str:
        """What was written, with a mark wherever something of the original is out of it."""
        return marks.marked(self.original, redaction.tidy(self.cleaned_data["words"]))


class LeaveOutForm(Form):
    """Why it is passed on to nobody."""

    reason = forms.ChoiceField(label=_("Why is it left out?"), widget=forms.RadioSelect, choices=CHOICES)


class KeepForm(Form):
    """What the officer does with words about them; a button sends it."""

    keeping = forms.ChoiceField(choices=Keeping.choices)


class MailForm(Form):
    """Whether the weekly mail comes; a button sends it."""

    wanted = forms.ChoiceField(choices=(("yes", _("yes")), ("no", _("no"))))
