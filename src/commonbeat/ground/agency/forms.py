"""Forms of the agency: what it is called and set to; which file comes in, and what its columns and words mean."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.agency.imports import ImportKind
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import ANSWERS, PARTS, YES_NO, Language, SettingKey
from commonbeat.kit.forms import Form, Hinted
from commonbeat.kit.tabular.cells import shown
from commonbeat.kit.tabular.fields import Field, FieldType, RowKind
from commonbeat.kit.tabular.mapping import ColumnMapping
from commonbeat.kit.tabular.moments import Clock, DateOrder
from commonbeat.kit.words import Words

AS_EMPTY = "(empty)"
"""What the form sends for "as if the cell were empty"."""
WORDS_ON_A_PAGE = 60

CLOCKS = (
    (
        Clock.AS_WRITTEN,
        Hinted(
            gettext_lazy("As written"),
            gettext_lazy("An offset such as Z or -05:00 counts; without one it is local time."),
        ),
    ),
    (Clock.LOCAL, Hinted(gettext_lazy("Local time"), gettext_lazy("Whatever is written behind the time."))),
    (
        Clock.UTC,
        Hinted(
            gettext_lazy("UTC, although it may look local"),
            gettext_lazy("Many open data sites do this: stops then seem to cluster six hours too late."),
        ),
    ),
)
ORDERS = (
    (DateOrder.MONTH_FIRST, gettext_lazy("1/31/2017, the month first")),
    (DateOrder.DAY_FIRST, gettext_lazy("31/1/2017, the day first")),
)


class UploadForm(Form):
    """Which file, and what its rows are."""

    kind = forms.ChoiceField(label=gettext_lazy("What do the rows hold?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("CSV, with the names of the columns in the first line. Up to 512 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )

    def __init__(self, *, kinds: Sequence[ImportKind], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - tells the type checker what is written above
        choice.choices = [(kind.key, Hinted(kind.rows.label, kind.rows.explanation)) for kind in kinds]


class ColumnsForm(Form):
    """Which column means which field, and how dates and times of the file are to be read."""

    def __init__(
        self, *, kind: RowKind, headers: Sequence[str], sample: Sequence[Sequence[str]], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.kind = kind
        columns = [(name, _with_examples(name, [row[place] for row in sample])) for place, name in enumerate(headers)]
        for each in kind.fields:
            self.fields[f"column_{each.key}"] = _column(each, columns)
            if each.type == FieldType.MOMENT:
                self.fields[f"clock_{each.key}"] = forms.ChoiceField(
                    label=_("%(field)s: time of day, if in a column of its own") % {"field": each.label},
                    choices=[("", _("Not in a column of its own")), *columns],
                    required=False,
                )
        self._ask_how_to_read(kind)
        self.fields["name"] = forms.CharField(
            label=_("Keep these columns under a name"),
            help_text=_("So that the next file of this source is read the same way, for instance: stops of our CAD."),
            max_length=100,
            required=False,
        )

    def _ask_how_to_read(self, kind: RowKind) -> None:
        """Dates and times are asked about only where the rows have some."""
        types = {each.type for each in kind.fields}
        if FieldType.MOMENT in types:
            self.fields["clock"] = forms.ChoiceField(
                label=_("Whose clock do the times show?"), choices=CLOCKS, widget=forms.RadioSelect
            )
        if types & {FieldType.MOMENT, FieldType.DATE}:
            self.fields["date_order"] = forms.ChoiceField(
                label=_("How are dates written?"),
                help_text=_("Dates that begin with the year are understood in any case."),
                choices=ORDERS,
            )
        if types & {FieldType.NUMBER, FieldType.SHARE, FieldType.WHOLE}:
            self.fields["decimal_comma"] = forms.BooleanField(
                label=_("Decimals are written with a comma: 44,97"), required=False
            )

    @staticmethod
    def initial_of(mapping: ColumnMapping, name: str) -> dict[str, Any]:
        """The form filled with a mapping."""
        initial: dict[str, Any] = {f"column_{key}": names[0] for key, names in mapping.columns.items() if names}
        initial |= {f"clock_{key}": names[1] for key, names in mapping.columns.items() if len(names) > 1}
        return initial | {
            "clock": mapping.clock.value,
            "date_order": mapping.date_order.value,
            "decimal_comma": mapping.decimal_comma,
            "name": name,
        }

    def mapping(self, words: Mapping[str, Mapping[str, str]]) -> ColumnMapping:
        """What was chosen, with the words that were explained before."""
        clean = self.cleaned_data
        columns = {
            each.key: tuple(name for name in (clean[f"column_{each.key}"], clean.get(f"clock_{each.key}")) if name)
            for each in self.kind.fields
            if clean[f"column_{each.key}"]
        }
        return ColumnMapping(
            columns=columns,
            words=words,
            clock=Clock(clean.get("clock") or Clock.AS_WRITTEN),
            date_order=DateOrder(clean.get("date_order") or DateOrder.MONTH_FIRST),
            decimal_comma=bool(clean.get("decimal_comma")),
        )


class WordsForm(Form):
    """What words of the file mean that nobody has explained yet."""

    def __init__(self, *, kind: RowKind, unknown: Mapping[str, Mapping[str, int]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        pairs = [(key, word, count) for key, words in unknown.items() for word, count in words.items()]
        self.pairs = pairs[:WORDS_ON_A_PAGE]
        self.left = len(pairs) - len(self.pairs)
        for number, (key, word, count) in enumerate(self.pairs):
            each = kind.by_key[key]
            choices = [("", _("Not known: rows with it cannot be taken"))]
            if not each.required:
                choices.append((AS_EMPTY, _("As if the cell were empty")))
            self.fields[f"word_{number}"] = forms.ChoiceField(
                label=_("%(field)s: “%(word)s”") % {"field": each.label, "word": word},
                help_text=_("Lines with it: %(count)s") % {"count": count},
                choices=[*choices, *each.choices.items()],
                required=False,
            )

    def words(self) -> dict[str, dict[str, str]]:
        """Field to word to code, for those that were explained."""
        told: dict[str, dict[str, str]] = {}
        for number, (key, word, _count) in enumerate(self.pairs):
            if code := self.cleaned_data[f"word_{number}"]:
                told.setdefault(key, {})[word] = "" if code == AS_EMPTY else code
        return told


def _column(each: Field, columns: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    hint: list[Words] = [each.hint] if each.hint else []
    if each.example:
        hint.append(_("For example: %(example)s") % {"example": each.example})
    return forms.ChoiceField(
        label=each.label,
        help_text=" ".join(str(part) for part in hint),
        choices=[("", _("Choose a column") if each.required else _("Not in this file")), *columns],
        required=each.required,
        error_messages={
            "required": _("Choose the column. If the file has none, add it to the file and bring it again.")
        },
    )


def _with_examples(name: str, values: Sequence[str]) -> str:
    """A column's name with the first different values that stand in it."""
    examples = list(dict.fromkeys(shown(value.strip(), 24) for value in values if value.strip()))[:3]
    return f"{shown(name)} ({', '.join(examples)})" if examples else shown(name)


class AgencyForm(forms.ModelForm[Agency], Form):
    """What the agency is called, where it is, how people reach it."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the public pages"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    hosts = forms.CharField(
        label=gettext_lazy("Host names of its own"),
        required=False,
        help_text=gettext_lazy(
            "Such as trust.example.gov; several with spaces between. Leave it empty if there is none."
        ),
    )

    class Meta:
        model = Agency
        fields = ["name", "place", "phone", "email", "timezone", "languages", "hosts"]
        labels = {
            "phone": gettext_lazy("Phone number that people may call"),
            "email": gettext_lazy("Email address that people may write to"),
        }
        help_texts = {
            "timezone": gettext_lazy("Such as America/Chicago. Days and months of figures follow it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["hosts"] = " ".join(self.instance.hosts)

    def clean_hosts(self) -> list[str]:
        """Host names as a list, without what comes before or after a name."""
        return [host.lower() for host in self.cleaned_data["hosts"].split()]

    def clean_timezone(self) -> str:
        """A zone that the time zone database knows."""
        zone: str = self.cleaned_data["timezone"]
        if zone not in available_timezones():
            raise forms.ValidationError(_("Write a time zone such as America/Chicago or America/New_York."))
        return zone


class SettingForm(Form):
    """A dated setting: its numbers, from when, and by whose decision."""

    effective_from = forms.DateField(
        label=gettext_lazy("Holds from"), widget=forms.DateInput(attrs={"type": "date"}), initial=timezone.localdate
    )
    citation = forms.CharField(
        label=gettext_lazy("Law, policy or decision that it follows from"),
        max_length=300,
        help_text=gettext_lazy("Such as: Policy 4-12, or Council resolution of March 3, 2026."),
    )

    def __init__(self, key: SettingKey, now: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        numbers = {name: _number(PARTS[key][name], value, answer=name in YES_NO) for name, value in now.items()}
        self.fields = {**numbers, **self.fields}
        self.numbers = list(numbers)

    def value(self) -> dict[str, int]:
        """The numbers alone."""
        return {name: self.cleaned_data[name] for name in self.numbers}


def _number(label: Words, now: int, *, answer: bool) -> forms.Field:
    """One number of a setting; where it is an answer, yes or no."""
    if answer:
        choices = [(number, said) for number, said in ANSWERS.items()]
        return forms.TypedChoiceField(label=label, choices=choices, coerce=int, initial=now, widget=forms.RadioSelect)
    return forms.IntegerField(label=label, min_value=1, max_value=100_000, initial=now)
