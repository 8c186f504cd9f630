"""What is asked of a visitor who misses something, and of those who keep the catalogue."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.library.actions import Record
from commonbeat.ground.library.rules import Audience, Grade, Provenance, ResourceKind, ResourceLanguage, ResourceType
from commonbeat.ground.library.rules.keeping import LONGEST_WISH
from commonbeat.kit.forms import Form

NONE = ("", _("Not said"))


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AskForm(Form):
    """A wish for a resource."""

    words = forms.CharField(
        label=_("What are you looking for?"),
        max_length=LONGEST_WISH,
        help_text=_("Please write no names, phone numbers or addresses: nobody can write back to you."),
        widget=_area(),
    )


class RecordForm(Form):
    """A catalogue record. Only what a catalogue needs, and notes in your own words: never the text of the resource."""

    title = forms.CharField(label=_("Title"), max_length=300)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1800, max_value=2100)
    types = forms.MultipleChoiceField(
        label=_("Types"),
        choices=ResourceType,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one type.")},
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one topic, so that people find it.")},
    )
    audiences = forms.MultipleChoiceField(
        label=_("For whom"), choices=Audience, widget=forms.CheckboxSelectMultiple, required=False
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[NONE, *ResourceKind.choices], required=False)
    provenance = forms.ChoiceField(label=_("Where it comes from"), choices=[NONE, *Provenance.choices], required=False)
    publisher = forms.CharField(label=_("Publisher"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=ResourceLanguage)
    note_en = forms.CharField(
        label=_("How to use it, in English"),
        max_length=2000,
        required=False,
        help_text=_("In your own words: never copy from the resource."),
        widget=_area(),
    )
    note_es = forms.CharField(label=_("How to use it, in Spanish"), max_length=2000, required=False, widget=_area())
    source = forms.CharField(label=_("As a list of sources would name it"), max_length=500, required=False)
    url = forms.CharField(
        label=_("Link"), max_length=500, required=False, help_text=_("Leave it empty until you opened it yourself.")
    )
    accessed_on = forms.DateField(label=_("Opened on"), required=False)

    def __init__(self, *, topics: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]

    def record(self) -> Record:
        """What was written, as the action takes it."""
        names = Record.__dataclass_fields__
        return Record(**{name: value for name, value in self.cleaned_data.items() if name in names})


class ChangeForm(RecordForm):
    """The same, with what changed, and the version that the writer saw."""

    what = forms.CharField(
        label=_("What changed"), max_length=300, help_text=_("Everybody can read it in the record's list of changes.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RateForm(Form):
    """How good the evidence is, and on what ground."""

    grade = forms.ChoiceField(label=_("Evidence"), choices=Grade, widget=forms.RadioSelect)
    basis = forms.CharField(
        label=_("On what ground"),
        max_length=500,
        help_text=_("Which studies, how many, compared with what. Everybody can read it."),
        widget=_area(),
    )


class WithdrawForm(Form):
    """Why a resource is withdrawn."""

    because = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=250,
        help_text=_("Everybody can read it on the page of the resource, which stays."),
        widget=_area(),
    )


class AnswerForm(Form):
    """The resource that answers a wish: one of those that may, or any other by its address."""

    chosen = forms.ChoiceField(label=_("Which resource answers it?"), widget=forms.RadioSelect, required=False)
    address = forms.CharField(
        label=_("Or another one, by its address in the library"),
        max_length=300,
        required=False,
        help_text=_("Open it in the library and copy its address from your browser."),
    )

    def __init__(self, *, offered: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if offered:
            self.fields["chosen"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["chosen"]
            self.fields["address"].label = _("The address of the resource in the library")

    @property
    def slug(self) -> str:
        """The short name of the resource that was meant; what was written comes before what was chosen."""
        written = self.cleaned_data["address"].partition("?")[0].partition("#")[0].strip("/ ")
        return written.rpartition("/")[2] or str(self.cleaned_data.get("chosen", ""))


class TopicForm(Form):
    """A topic in both languages."""

    name_en = forms.CharField(label=_("Name in English"), max_length=100)
    name_es = forms.CharField(label=_("Name in Spanish"), max_length=100)


class RenameForm(TopicForm):
    """The same, for one that is there."""


class NewAreaForm(Form):
    """What a practice area's page says, in both languages and your own words."""

    definition_en = forms.CharField(label=_("What it is, in English"), max_length=2000, widget=_area(4))
    definition_es = forms.CharField(label=_("What it is, in Spanish"), max_length=2000, widget=_area(4))
    why_en = forms.CharField(label=_("Why it matters, in English"), max_length=2000, widget=_area(4))
    why_es = forms.CharField(label=_("Why it matters, in Spanish"), max_length=2000, widget=_area(4))


class AreaForm(NewAreaForm):
    """The same, with what changed, and the version that the writer saw."""

    what = forms.CharField(
        label=_("What changed"), max_length=300, help_text=_("Everybody can read it in the page's list of changes.")
    )
