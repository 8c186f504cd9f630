"""The few tags and filters that the components need."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonbeat.kit import words
from commonbeat.kit.forms import Drawn, Summary, draw, summarize
from commonbeat.kit.shapes import shape as drawn_shape
from commonbeat.plumb.result import Estimate, Kind, Shown, Withheld
from commonbeat.plumb.wording import short

register = template.Library()


@register.filter
def trimmed(slot: str) -> str:
    """A slot without the white space around it; what was safe stays safe."""
    return mark_safe(slot.strip()) if isinstance(slot, SafeString) else slot.strip()  # noqa: S308


@register.filter
def said(shown: Shown) -> str:
    """An estimate in a few words, with its range and what it rests on."""
    words.check_shown(shown)
    line = short(shown, words.language())
    return line if isinstance(shown, Withheld) else f"{line}, n = {words.number(shown.n)}"


@register.simple_tag
def shape(kind: str) -> SafeString:
    """The shape of a state."""
    return drawn_shape(kind)


@register.simple_tag
def control(field: BoundField) -> Drawn:
    """A bound field, ready to be drawn."""
    return draw(field)


@register.simple_tag
def error_summary(form: forms.BaseForm) -> Summary:
    """The errors of a form, for its top."""
    return summarize(form)


@register.simple_tag
def big(shown: Shown) -> dict[str, str]:
    """The parts of a score: the figure, what is behind it, its range; the reason alone where it is withheld."""
    words.check_shown(shown)
    if isinstance(shown, Withheld):
        return {"point": "", "behind": "", "range": shown.detail or short(shown, words.language())}
    point, spread = words.parts(shown, signs=True)
    return {"point": point, "behind": _behind(shown), "range": _("Range %(spread)s") % {"spread": spread}}


def _behind(estimate: Estimate) -> str:
    """ "9 of 14, 2017" for a share of which both are known, else n and the days."""
    window = estimate.window.said(words.language())
    if estimate.kind is Kind.SHARE and estimate.numerator is not None and estimate.denominator is not None:
        return f"{words.of(int(estimate.numerator), int(estimate.denominator))}, {window}"
    return f"n = {words.number(estimate.n)}, {window}"


@register.filter
def number(value: Any) -> str:
    """A whole number with thousands apart."""
    return words.number(value)


@register.filter
def day(value: Any) -> str:
    """A day in words."""
    return words.day(value) if value else ""


@register.filter
def moment(value: Any) -> str:
    """A day and time in words."""
    return words.moment(value) if value else ""


@register.filter
def size(value: int) -> str:
    """A number of bytes in words."""
    return words.size(value)
