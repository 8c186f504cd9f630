"""Choosing somebody who works here: from a list where they are few, by name or badge where they are many."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.kit.words import Words, listing

SELECTED = mark_safe(" selected")
Person = tuple[int, str, str]
"""Number, name and badge of somebody who can be chosen."""
FEW = 200
"""Up to so many people stand in a list; 5,000 would be a page of 200 kB, and nobody finds a name in it."""
FEW_BOXES = 30
"""Up to so many people stand each beside a box, where several can be chosen."""
OFFERED = 5
"""So many people are offered where what was written fits nobody, or several."""


class LongSelect(forms.Select):
    """A list to choose one of, without groups; Django would draw each line by a template."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """Draw it in one piece."""
        chosen = set(self.format_value(value) or ())
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        lines = ((key, SELECTED if str(key) in chosen else "", said) for key, said in self.choices)
        options = format_html_join("", '<option value="{}"{}>{}</option>', lines)
        return format_html("<select{}>{}</select>", flatatt(given), options)


class NamedField(forms.CharField):
    """One of many people, by name or badge; what it gives is their number, as text."""

    def __init__(self, *, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.people = people

    def prepare_value(self, value: Any) -> Any:
        """A number that the page itself gives is shown as name and badge; what was written stays as it was written."""
        if isinstance(value, int):
            return next((label(one) for one in self.people if one[0] == value), "")
        return value

    def clean(self, value: Any) -> Any:
        """The one whom it names."""
        written = super().clean(value)
        return self.one(written) if written else ""

    def one(self, written: str) -> str:
        """The number of the only one with this name or badge; otherwise words that offer whom it could mean."""
        said = _folded(written)
        found = [one for one in self.people if said in {_folded(part) for part in (label(one), one[2])}]
        found = found or [one for one in self.people if said == _folded(one[1])]
        if len(found) == 1:
            return str(found[0][0])
        like = found or [one for one in self.people if set(said.split()) <= set(_folded(label(one)).split())]
        raise forms.ValidationError(_unclear(written, like[:OFFERED]))


class SeveralNamedField(NamedField):
    """Several of many people, one a line."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        """Everybody whom it names, once."""
        lines = [line.strip() for line in forms.CharField.clean(self, value).splitlines()]
        return list(dict.fromkeys(self.one(line) for line in lines if line))


def label(person: Person) -> str:
    """Name and badge: two people can have one name."""
    _pk, name, badge = person
    return f"{name} ({badge})"


def _folded(written: str) -> str:
    return " ".join(written.casefold().split())


def _unclear(written: str, like: Sequence[Person]) -> str:
    told = {"written": written, "people": listing([label(one) for one in like]) if like else ""}
    if not like:
        return _("Nobody whom you can choose has this name or badge: %(written)s") % told
    return _("Write the badge instead of “%(written)s”. Do you mean %(people)s?") % told


def chooser(field: forms.Field, people: Sequence[Person], empty: tuple[str, Words]) -> forms.Field:
    """The field that asks for one of these people, with the words of the field in its place."""
    told: dict[str, Any] = {"label": field.label, "required": field.required}
    if len(people) > FEW:
        return NamedField(people=people, max_length=200, help_text=gettext_lazy("Name or badge"), **told)
    return forms.ChoiceField(choices=[empty, *_lines(people)], widget=LongSelect, help_text=field.help_text, **told)


def several(field: forms.Field, people: Sequence[Person], *, by_list: Words, by_name: Words) -> forms.Field:
    """The field that asks for any number of these people; each kind has a hint of its own."""
    told: dict[str, Any] = {"label": field.label, "required": field.required}
    if len(people) > FEW_BOXES:
        widget = forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})
        return SeveralNamedField(people=people, max_length=4000, widget=widget, help_text=by_name, **told)
    boxes = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(choices=_lines(people), widget=boxes, help_text=by_list, **told)


def _lines(people: Iterable[Person]) -> list[tuple[int, str]]:
    return [(one[0], label(one)) for one in people]
