"""Forms: one renderer for every Django form, its errors in plain words at the top and at the field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from commonbeat.kit.words import Words


class Renderer(TemplatesSetting):
    """Draws every form of the project, allauth's too, with the kit's own field component (FORM_RENDERER)."""

    form_template_name = "kit/forms/form.html"
    field_template_name = "kit/forms/field.html"


REQUIRED: tuple[tuple[type[forms.Field], Words], ...] = (
    (forms.FileField, gettext_lazy("Choose a file: %(label)s")),
    (forms.BooleanField, gettext_lazy("Check the box to go on: %(label)s")),
    (forms.ChoiceField, gettext_lazy("Choose one: %(label)s")),
    (forms.Field, gettext_lazy("Tell us: %(label)s")),
)
"""What to say where nothing was given; the first fitting kind of field decides. ModelChoiceField is a ChoiceField."""

CHOICE = gettext_lazy("Choose one of the answers in the list.")
NUMBER = gettext_lazy("Write a number, such as 12.5.")
LOST = gettext_lazy("Choose the file again: it did not reach us.")
EXPECTED: tuple[tuple[type[forms.Field], dict[str, Words]], ...] = (
    (forms.ChoiceField, {"invalid_choice": CHOICE, "invalid_list": CHOICE, "invalid_pk_value": CHOICE}),
    (forms.EmailField, {"invalid": gettext_lazy("Write the email address like this: name@example.org")}),
    (forms.DecimalField, {"invalid": NUMBER}),
    (forms.FloatField, {"invalid": NUMBER}),
    (forms.IntegerField, {"invalid": gettext_lazy("Write a whole number, such as 12.")}),
    (forms.DateTimeField, {"invalid": gettext_lazy("Write day and time like this: 2026-11-21 16:40")}),
    (forms.DateField, {"invalid": gettext_lazy("Write the date like this: 2026-11-21")}),
    (forms.TimeField, {"invalid": gettext_lazy("Write the time like this: 16:40")}),
    (forms.URLField, {"invalid": gettext_lazy("Write the address like this: https://example.org")}),
    (
        forms.FileField,
        {"invalid": LOST, "missing": LOST, "empty": gettext_lazy("This file is empty. Choose another.")},
    ),
    (forms.RegexField, {"invalid": gettext_lazy("Write it as shown in the hint.")}),
)
"""What to say where something else was expected: what to do, never "invalid", never blame. The first fit decides."""

LIMITS: dict[str, Words] = {
    "max_length": ngettext_lazy(
        "Shorten this to %(limit_value)d character; it has %(show_value)d.",
        "Shorten this to %(limit_value)d characters; it has %(show_value)d.",
        "limit_value",
    ),
    "min_length": ngettext_lazy(
        "Write at least %(limit_value)d character; there are %(show_value)d.",
        "Write at least %(limit_value)d characters; there are %(show_value)d.",
        "limit_value",
    ),
    "max_value": gettext_lazy("Use %(limit_value)s or less."),
    "min_value": gettext_lazy("Use %(limit_value)s or more."),
    "null_characters_not_allowed": gettext_lazy("Take out the characters that cannot be read."),
}
"""What to say at a limit, by the code of the validator that found it (files have limits of their own)."""


def plain_words(form: forms.BaseForm) -> None:
    """Give every field of the form errors that say what to do; words that the form itself chose are kept."""
    for name, field in form.fields.items():
        label = {"label": field.label or name.replace("_", " ").capitalize()}
        required = next(words for kind, words in REQUIRED if _fits(field, kind))
        said: dict[str, Words] = {} if isinstance(field, forms.FileField) else dict(LIMITS)
        for kind, words in EXPECTED:
            if _fits(field, kind):
                said |= words
                break
        said["required"] = str(required) % label
        own = _own_words(field)
        field.error_messages.update({code: words for code, words in said.items() if code not in own})


def _fits(field: forms.Field, kind: type[forms.Field]) -> bool:
    """Is the field of this kind? Lists that offer rows of a table count as choices."""
    kinds = (forms.ChoiceField, forms.ModelChoiceField) if kind is forms.ChoiceField else (kind,)
    return isinstance(field, kinds)


def _own_words(field: forms.Field) -> set[str]:
    """The codes for which the form chose words of its own: those that differ from what the field's classes say."""
    usual: dict[str, Any] = {}
    for parent in reversed(type(field).__mro__):
        usual |= getattr(parent, "default_error_messages", {})
    return {code for code, words in field.error_messages.items() if str(words) != str(usual.get(code))}


class Form(forms.Form):
    """The base of every form: dates by the browser's date field, errors in plain words, labels above."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            native_date(field)
        plain_words(self)

    def full_clean(self) -> None:
        """Check everything; fields that a form added for its occasion speak as plainly as the others."""
        plain_words(self)
        super().full_clean()


def native_date(field: forms.Field) -> None:
    """Let the browser's own date field do the work; it sends and wants ISO dates."""
    widget = field.widget
    if type(widget) is forms.DateInput:
        widget.input_type = "date"
        widget.format = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class Hinted:
    """The label of an answer with a hint under it: `("yes", Hinted(_("Yes"), _("Call 911 first.")))`."""

    words: Words
    hint: Words

    def __str__(self) -> str:
        return str(self.words)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice, as a tile."""

    id: str
    value: str
    label: Words
    checked: bool = False
    disabled: bool = False
    hint: Words = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that the field component needs of one bound field."""

    id: str
    kind: str
    html: SafeString | str = ""
    options: tuple[Option, ...] = ()
    errors: tuple[str, ...] = ()
    described: str = ""
    hidden: bool = False


CLASSES = {
    "select": "usa-select",
    "textarea": "usa-textarea",
    "checkbox": "usa-checkbox__input usa-checkbox__input--tile",
}


def draw(bound: BoundField) -> Drawn:
    """The control of a bound field with its class and with what describes it: hint first, then error."""
    widget = bound.field.widget
    if widget.is_hidden:
        return Drawn(bound.auto_id, "hidden", bound.as_widget(), hidden=True)
    errors = tuple(str(error) for error in bound.errors)
    id_ = bound.id_for_label or bound.auto_id
    several = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    id_ = bound.auto_id if several else id_
    described = " ".join([f"{id_}-hint"] * bool(bound.help_text) + [f"{id_}-error"] * bool(errors))
    if several:
        kind = "checkbox" if isinstance(widget, forms.CheckboxSelectMultiple) else "radio"
        return Drawn(id_, kind, options=_options(bound), errors=errors, described=described)
    kind = _kind(widget)
    attributes: dict[str, Any] = {"class": _class(widget, kind, bool(errors)), "aria-describedby": described or None}
    attributes |= {"aria-invalid": "true"} if errors else {}
    attributes |= {"required": False} if kind == "checkbox" else {}
    html = bound.as_widget(attrs={name: value for name, value in attributes.items() if value not in (None, "")})
    return Drawn(id_, kind, html, errors=errors, described=described)


def _kind(widget: forms.Widget) -> str:
    """select, textarea, checkbox, file or input."""
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "file" if isinstance(widget, forms.FileInput) else "input"


def _class(widget: forms.Widget, kind: str, wrong: bool) -> str:
    """The control's USWDS class, after whatever the form itself asked for."""
    own = widget.attrs.get("class", "")
    name = CLASSES.get(kind, "usa-input")
    return " ".join(part for part in (own, name, "usa-input--error" if wrong and kind != "checkbox" else "") if part)


def _options(bound: BoundField) -> tuple[Option, ...]:
    """The answers of a choice, each with its hint if it has one."""
    found = []
    for place, subwidget in enumerate(bound.subwidgets):
        data = subwidget.data
        found.append(
            Option(
                id=data["attrs"].get("id") or f"{bound.auto_id}_{place}",
                value=str(data["value"]),
                label=str(data["label"]),
                checked=bool(data["selected"]),
                disabled=bool(data["attrs"].get("disabled")),
                hint=getattr(data["label"], "hint", ""),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the error summary: what to do, and the id of the field where to do it."""

    words: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands at the top of a form that was not accepted."""

    title: str
    items: tuple[Mistake, ...]


def summarize(form: forms.BaseForm) -> Summary:
    """Every error of the form, in the order of its fields; those of no field first."""
    items = [Mistake(str(error)) for error in form.errors.get(NON_FIELD_ERRORS, ())]
    said = Counter(str(error) for errors in form.errors.values() for error in errors)
    for bound in form:
        for error in map(str, bound.errors):
            # The same words at two fields would be two links that nobody can tell apart.
            label = bound.label if str(bound.label).endswith("?") else f"{bound.label}:"
            words = f"{label} {error}" if said[error] > 1 else error
            items.append(Mistake(words, _target(bound)))
    title = ngettext("One thing needs another look", "%(count)s things need another look", len(items))
    return Summary(title % {"count": len(items)}, tuple(items))


def _target(bound: BoundField) -> str:
    """The id to lead to: the control's own, or the first answer of a choice."""
    if bound.field.widget.is_hidden:
        return ""
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        options = _options(bound)
        return options[0].id if options else ""
    return bound.id_for_label or bound.auto_id or ""
