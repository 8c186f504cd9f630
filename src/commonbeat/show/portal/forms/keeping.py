"""What is asked about a common question, a tool, and who keeps a page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.forms import Form

NONE = ("", _("None"))
CHOOSE = ("", _("Choose one"))
Choices = Sequence[tuple[Any, Any]]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=500, widget=_area(3), help_text=help_text)


class ReviewForm(Form):
    """By when it is read again."""

    review_by = forms.DateField(label=_("To be read again by"))


class KeepForm(ReviewForm):
    """Who keeps a page."""

    owner = forms.ChoiceField(label=_("Who keeps it"))
    field_order: Sequence[str] = ("owner", "review_by")

    def __init__(self, *, owners: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["owner"].choices = [CHOOSE, *owners]  # type: ignore[attr-defined]


class FaqForm(KeepForm):
    """A question and its answer in both languages, what it is about, and whether the public reads it."""

    question_en = forms.CharField(
        label=_("Question, in English"), max_length=200, help_text=_("As people ask it: What does this number mean?")
    )
    question_es = forms.CharField(label=_("Question, in Spanish"), max_length=200)
    answer_en = forms.CharField(
        label=_("Answer, in English"),
        max_length=4000,
        widget=_area(6),
        help_text=_("Short sentences and plain words. An empty line begins a new paragraph."),
    )
    answer_es = forms.CharField(label=_("Answer, in Spanish"), max_length=4000, widget=_area(6))
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    measure = forms.ChoiceField(
        label=_("The published figure that it explains"),
        required=False,
        help_text=_("The page of that figure then links to this answer."),
    )
    published = forms.BooleanField(label=_("The public may read it"), required=False)
    field_order = ("question_en", "question_es", "answer_en", "answer_es", "topic", "measure", "owner", "review_by")

    def __init__(self, *, topics: Choices, measures: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["topic"].choices = [NONE, *topics]  # type: ignore[attr-defined]
        self.fields["measure"].choices = [NONE, *measures]  # type: ignore[attr-defined]


class TechnologyForm(Form):
    """A tool: who makes it, what for, on what data, who decides, who checks it, by which policy, and its days."""

    name = forms.CharField(label=_("Name of the tool"), max_length=120)
    maker = forms.CharField(
        label=_("Maker"), max_length=120, help_text=_("The company, or “made here” where the agency made it.")
    )
    purpose_en = _text(_("What it is for, in English"))
    purpose_es = _text(_("What it is for, in Spanish"))
    data_en = _text(_("What data it uses, in English"), _("Also say whose data it is, and where it comes from."))
    data_es = _text(_("What data it uses, in Spanish"))
    decides_en = _text(
        _("Who decides, in English"), _("What the tool decides by itself, if anything, and what a person decides.")
    )
    decides_es = _text(_("Who decides, in Spanish"))
    review_en = _text(_("How a person checks it, in English"))
    review_es = _text(_("How a person checks it, in Spanish"))
    policy = forms.ChoiceField(label=_("The policy that governs it"), required=False)
    owner = forms.ChoiceField(label=_("Who answers for it"))
    since = forms.DateField(label=_("In use since"))
    until = forms.DateField(
        label=_("In use until"), required=False, help_text=_("Once its use has ended. It stays on the list.")
    )
    last_review = forms.DateField(label=_("Last review"), required=False)
    next_review = forms.DateField(label=_("Next review"))

    def __init__(self, *, policies: Choices, owners: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["policy"].choices = [NONE, *policies]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [CHOOSE, *owners]  # type: ignore[attr-defined]
