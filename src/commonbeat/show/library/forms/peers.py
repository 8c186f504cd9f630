"""What is asked about a peer, a network, a practice, and a file of practices."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.rules import Language
from commonbeat.ground.library.rules import Grade
from commonbeat.ground.library.rules.peers import SizeBand
from commonbeat.kit.forms import Form

OFFICE = _("An office or a post, never a person: people move on, offices answer.")
Choices = Sequence[tuple[str, Any]]


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NetworkForm(Form):
    """A network by its name, and how its office is reached."""

    name = forms.CharField(label=_("Name of the network"), max_length=120)
    about = forms.CharField(label=_("What it is for"), max_length=500, required=False, widget=_area(3))
    office = forms.CharField(label=_("Office"), max_length=120, required=False, help_text=OFFICE)
    contact = forms.CharField(
        label=_("Mail address, web address or phone of the office"), max_length=200, required=False
    )
    ended_on = forms.DateField(
        label=_("Not in use since"), required=False, help_text=_("Then nobody is asked to choose it any more.")
    )


class ProfileForm(Form):
    """How large an agency is, what it measured, and which office to ask."""

    size = forms.ChoiceField(label=_("Size"), choices=SizeBand)
    measured = forms.CharField(
        label=_("What was measured"),
        max_length=4000,
        required=False,
        widget=_area(),
        help_text=_("Counts with what they are out of, and where they can be read."),
    )
    office = forms.CharField(label=_("Which office to ask"), max_length=120, help_text=OFFICE)
    contact = forms.CharField(label=_("Mail address, web address or phone of the office"), max_length=200)
    networks = forms.MultipleChoiceField(
        label=_("Networks"), required=False, widget=forms.CheckboxSelectMultiple(), choices=()
    )

    def __init__(self, *, networks: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["networks"].choices = networks  # type: ignore[attr-defined]


class PeerForm(ProfileForm):
    """A peer: which agency it is, and the rest of its profile."""

    name = forms.CharField(label=_("Name of the agency"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=200)
    public = forms.BooleanField(label=_("The public may see it"), required=False, initial=True)
    field_order = ("name", "place", "size", "measured", "office", "contact", "networks", "public")


class PracticeForm(Form):
    """What is done, why, what it needed, what was measured, and how good the evidence is."""

    title = forms.CharField(label=_("Title"), max_length=160, help_text=_("What is done, in a few words."))
    language = forms.ChoiceField(label=_("Language in which you write"), choices=Language)
    what = forms.CharField(label=_("What do we do?"), max_length=4000, widget=_area(5))
    why = forms.CharField(label=_("Why?"), max_length=4000, widget=_area())
    needed = forms.CharField(
        label=_("What did it need?"),
        max_length=4000,
        widget=_area(),
        help_text=_("People, hours, money, training, agreements."),
    )
    measured = forms.CharField(
        label=_("What did we measure?"),
        max_length=4000,
        widget=_area(),
        help_text=_("Also what did not change, and what nobody measured."),
    )
    grade = forms.ChoiceField(label=_("How good is the evidence?"), choices=[("", _("Choose one")), *Grade.choices])
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple(), choices=()
    )

    def __init__(self, *, topics: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]


class FileForm(Form):
    """A file of practices."""

    file = forms.FileField(
        label=_("File of practices"),
        help_text=_("A JSON file, as another installation of Commonbeat offers it for download. At most 1 MB."),
    )


class TakeForm(Form):
    """The file as it was shown, and whether the public sees what is new in it."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=1_500_000, strip=False)
    public = forms.BooleanField(label=_("Show what is new to the public"), required=False)
