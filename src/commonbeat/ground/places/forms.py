"""What is typed about a place: its name and spellings, or a file of borders."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.places.models import District
from commonbeat.kit.forms import Form


class PlaceForm(Form):
    """The name, other spellings one a line, and the district."""

    name = forms.CharField(label=_("Name"), max_length=120)
    aliases = forms.CharField(
        label=_("Other spellings"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: how records and people also write the name."),
    )
    district = forms.ModelChoiceField(
        label=_("District"), queryset=District.objects.none(), required=False, empty_label=_("None")
    )

    def __init__(self, *args: Any, districts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["district"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = districts

    def clean_aliases(self) -> list[str]:
        """The spellings as a list."""
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]


class BordersForm(Form):
    """A GeoJSON file of official borders."""

    file = forms.FileField(
        label=_("File of borders"),
        help_text=_("GeoJSON in WGS84 (EPSG:4326), one feature for each neighborhood, at most 20 MB."),
    )
    property_name = forms.CharField(
        label=_("Property that holds the name"),
        required=False,
        max_length=60,
        help_text=_("Leave it empty to let us look for it: name, neighborhood, BDNAME and the like."),
    )
    note = forms.CharField(
        label=_("Where the borders come from"),
        max_length=300,
        help_text=_("Everybody will read this beside the map. Example: City of Riverton, council decision of 2019."),
    )
