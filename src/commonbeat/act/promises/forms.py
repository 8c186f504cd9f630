"""What is asked when a promise is made, moved on, or checked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.forms import Form

REASON = {"required": _("Say why: the public will read it.")}
PUBLIC = _("The public reads it, with the day.")


def _area(**more: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3, **more})


class MakeForm(Form):
    """A promise: what, to whom, by when, who keeps it, and how the person promised can be reached."""

    title = forms.CharField(
        label=_("What is promised"),
        max_length=120,
        help_text=_("One thing that somebody can see done. For example: Move two street lights at 31st Street"),
    )
    words = forms.CharField(label=_("More about it"), required=False, max_length=1000, widget=_area())
    promised_to = forms.CharField(
        label=_("To whom"),
        max_length=200,
        help_text=_(
            "The public reads this for good: name a group, or say it in general. A person's name only if they agreed."
        ),
    )
    due = forms.DateField(
        label=_("Due"), help_text=_("This date never changes. A later one can be added, with a reason.")
    )
    owner = forms.ChoiceField(label=_("Who keeps it"))
    agreed = forms.BooleanField(label=_("They have agreed already"), required=False)
    measure = forms.ChoiceField(label=_("Which published figure it answers"), required=False)
    neighborhood = forms.ChoiceField(label=_("Neighborhood"), required=False)
    contact = forms.CharField(
        label=_("Mail address or phone of the person promised"),
        required=False,
        max_length=200,
        help_text=_("Kept sealed, used for this promise alone, deleted some time after its end."),
    )
    language = forms.ChoiceField(label=_("Their language"))

    def __init__(
        self,
        *,
        owners: Sequence[tuple[int, str]],
        measures: Sequence[tuple[str, str]],
        places: Sequence[tuple[int, str]],
        languages: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        none = ("", _("None"))
        offered: dict[str, Sequence[Any]] = {
            "owner": [("", _("Choose one")), *owners],
            "measure": [none, *measures],
            "neighborhood": [none, *places],
            "language": languages,
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class ReasonForm(Form):
    """Why something is declined, broken or taken out."""

    reason = forms.CharField(label=_("Why"), max_length=1000, help_text=PUBLIC, widget=_area(), error_messages=REASON)


class ReportForm(Form):
    """What was done."""

    words = forms.CharField(label=_("What was done"), required=False, max_length=1000, help_text=PUBLIC, widget=_area())


class RenegotiateForm(Form):
    """A later date, and why."""

    new_due = forms.DateField(label=_("New date"))
    reason = forms.CharField(label=_("Why"), max_length=1000, help_text=PUBLIC, widget=_area(), error_messages=REASON)


class HandOverForm(Form):
    """Who keeps it from now on."""

    owner = forms.ChoiceField(label=_("Who keeps it from now on"))

    def __init__(self, *, owners: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["owner"].choices = [("", _("Choose one")), *owners]  # type: ignore[attr-defined]


class AnswerForm(Form):
    """What the person promised says; the two buttons carry yes and no."""

    words = forms.CharField(label=_("In your own words"), required=False, max_length=1000, widget=_area())
    public = forms.BooleanField(label=_("You may show my words in public, without my name"), required=False)
