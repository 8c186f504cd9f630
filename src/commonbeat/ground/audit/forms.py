"""What somebody may ask of the trail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit import queries
from commonbeat.ground.audit.rules import Root, parse_root
from commonbeat.kit.forms import Form
from commonbeat.kit.spaces import SEALED


def _deeds() -> list[tuple[str, Any]]:
    named = sorted(((verb, str(said)) for verb, said in queries.known_verbs().items()), key=lambda pair: pair[1])
    return [("", _("All")), *named]


class TrailFilter(Form):
    """Which entries to show."""

    actor = forms.CharField(label=_("Who"), required=False, max_length=200)
    verb = forms.ChoiceField(label=_("Did what"), required=False, choices=_deeds)
    subject = forms.CharField(label=_("To which (its number or kind)"), required=False, max_length=64)
    day = forms.DateField(label=_("On which day"), required=False, widget=forms.DateInput)
    space = forms.ChoiceField(
        label=_("Which trail"),
        required=False,
        choices=[("", _("The agency's trail")), (SEALED, _("The trail of what lies sealed: survey answers"))],
    )


class RootForm(Form):
    """A root that somebody kept."""

    root = forms.CharField(
        label=_("The root that you kept"),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
        max_length=400,
        help_text=_("Two numbers and 64 letters and digits, joined by dashes."),
    )

    def __init__(self, *args: Any, chains: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chains = chains

    def clean_root(self) -> Root:
        """The root, if it is one of a chain that this person may read."""
        root = parse_root(self.cleaned_data["root"])
        if root is None:
            raise forms.ValidationError(_("Paste the whole root, such as 3-1204- and 64 letters and digits after it."))
        if root.agency_id not in self.chains:
            raise forms.ValidationError(_("This root belongs to another agency's trail. Paste one of this agency."))
        return root
