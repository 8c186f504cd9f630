"""A picture and the words that stand in for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.forms import Form
from commonbeat.show.portal import rules


class PictureForm(Form):
    """A new picture; its words are refused where they name a file instead of saying what is seen."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_(
            "A PNG, JPEG, WebP or GIF file of at most 5 MB. It is drawn afresh: notes, places and camera are not kept."
        ),
    )
    alt_en = forms.CharField(
        label=_("What it shows, in English"),
        max_length=300,
        help_text=_("For people who cannot see it. Example: Round seal: a bridge with three arches over a river."),
    )
    alt_es = forms.CharField(
        label=_("What it shows, in Spanish"),
        max_length=300,
        help_text=_("Example: Sello redondo: un puente de tres arcos sobre un río."),
    )

    def clean(self) -> dict[str, Any]:
        """Words that describe, in both languages."""
        clean: dict[str, Any] = super().clean() or {}
        alt: dict[str, str] = {field: clean[field] for field in ("alt_en", "alt_es") if field in clean}
        name = clean["file"].name if clean.get("file") else ""
        for field, problem in rules.alt_problems(alt, name).items():
            self.add_error(field, str(problem))
        return clean
