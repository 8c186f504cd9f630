"""What is asked when a review is opened, answered, talked over and led to its next steps."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.act.standards.rules.instrument import EvidenceKind
from commonbeat.act.standards.rules.self_review import RaterKind, Rating
from commonbeat.kit.forms import Form

NOT_YET = ("", _("Not agreed yet"))


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OpenForm(Form):
    """A new review: its name, by when people answer, all questions or the marked ones."""

    title = forms.CharField(
        label=_("What it is called"), max_length=120, help_text=_("For example: Self-review, fall 2026")
    )
    rate_by = forms.DateField(label=_("People answer by"))
    marked_only = forms.BooleanField(label=_("Ask only the questions that are marked"), required=False)

    def __init__(self, *, marked: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not marked:
            del self.fields["marked_only"]


class InviteForm(Form):
    """Who is asked: whole groups, or single people."""

    kinds = forms.MultipleChoiceField(
        label=_("Everybody of these groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    people = forms.MultipleChoiceField(label=_("Or these people"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *, groups: Mapping[RaterKind, int], persons: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        kinds = [(kind.value, f"{kind.label} ({count})") for kind, count in groups.items()]
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]
        self.fields["people"].choices = persons  # type: ignore[attr-defined]


class AreaForm(Form):
    """The questions of one area: an answer to each, and a note and what shows it for whoever wants to say more."""

    def __init__(
        self, *, questions: Sequence[Mapping[str, Any]], language: str, given: Mapping[str, Any], **kwargs: Any
    ) -> None:
        self.asked = questions
        said = {f"{key}-{part}": words for key, parts in given.items() for part, words in parts.items()}
        super().__init__(initial=said, **kwargs)
        kinds = [("", _("Choose one")), *EvidenceKind.choices]
        for one in questions:
            key = str(one["key"])
            words = str(one["es" if language.startswith("es") else "en"])
            self.fields[f"{key}-rating"] = forms.ChoiceField(
                label=words, choices=Rating.choices, widget=forms.RadioSelect, required=False
            )
            self.fields[f"{key}-note"] = forms.CharField(
                label=_("A note"),
                max_length=500,
                required=False,
                widget=_area(2),
                help_text=_("Whoever leads the review reads it without your name or role. Name nobody."),
            )
            self.fields[f"{key}-kind"] = forms.ChoiceField(label=_("What shows it?"), choices=kinds, required=False)
            self.fields[f"{key}-evidence"] = forms.CharField(
                label=_("Which one?"),
                max_length=200,
                required=False,
                help_text=_("Such as Policy 300, or the minutes of a meeting. It stays in the review: name nobody."),
            )

    @property
    def answers(self) -> dict[str, dict[str, str]]:
        """What was said, by question."""
        parts = ("rating", "note", "kind", "evidence")
        return {
            str(one["key"]): {part: self.cleaned_data[f"{one['key']}-{part}"] for part in parts} for one in self.asked
        }


class AgreeForm(Form):
    """The agreed answer and the words to it, for every question on the page; only what this page changed counts.

    `was` and `said` hold what stood there when the page was drawn, so that two people who have it open do not undo each
    other's work.
    """

    def __init__(self, *, keys: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.keys = keys
        for key in keys:
            self.fields[f"agreed-{key}"] = forms.ChoiceField(
                label=_("Agreed answer"), choices=[NOT_YET, *Rating.choices], required=False
            )
            self.fields[f"words-{key}"] = forms.CharField(label=_("In your words"), max_length=500, required=False)

    @property
    def agreed(self) -> dict[str, tuple[str, str]]:
        """By question."""
        given = {
            key: (self.cleaned_data[f"agreed-{key}"], self.cleaned_data[f"words-{key}"])
            for key in self.keys
            if f"agreed-{key}" in self.data
        }
        drawn = {key: (self.data.get(f"was-{key}"), self.data.get(f"said-{key}")) for key in given}
        return {key: now for key, now in given.items() if now != drawn[key]}


class ReflectForm(Form):
    """What an area made people think of."""

    words = forms.CharField(
        label=_("What this area made us think of"),
        max_length=4000,
        widget=_area(8),
        help_text=_("What surprised you? Where do roles see it differently, and why? Name nobody."),
    )


class EvidenceForm(Form):
    """One thing that shows an answer."""

    kind = forms.ChoiceField(label=_("What shows it?"), choices=EvidenceKind.choices)
    policy_version = forms.ChoiceField(label=_("Version of a policy, if it is one"), required=False)
    run = forms.ChoiceField(label=_("Published figures, if they are"), required=False)
    words = forms.CharField(label=_("Or in words: what it is"), max_length=200, required=False)
    address = forms.URLField(label=_("Its address"), max_length=500, required=False, assume_scheme="https")

    def __init__(self, *, versions: Sequence[tuple[int, str]], runs: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        none = ("", _("None"))
        self.fields["policy_version"].choices = [none, *versions]  # type: ignore[attr-defined]
        self.fields["run"].choices = [none, *runs]  # type: ignore[attr-defined]


class StepForm(Form):
    """Who does what by when."""

    question = forms.ChoiceField(label=_("Which gap"))
    title = forms.CharField(label=_("What will be done"), max_length=120)
    owner = forms.ChoiceField(label=_("Who does it"))
    due = forms.DateField(label=_("By when"))

    def __init__(self, *, gaps: Sequence[tuple[str, str]], owners: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        none = ("", _("Choose one"))
        self.fields["question"].choices = [none, *gaps]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [none, *owners]  # type: ignore[attr-defined]


class PromiseForm(Form):
    """To whom a next step is promised."""

    promised_to = forms.CharField(
        label=_("To whom"),
        max_length=200,
        help_text=_(
            "The public reads this for good: name a group, or say it in general. A person's name only if they agreed."
        ),
    )


class ConsentForm(Form):
    """The name under a review."""

    agreed = forms.BooleanField(label=_("I have read it, and I give my name to it"))


class HandOverForm(Form):
    """Who leads a review from now on."""

    to = forms.ChoiceField(label=_("Who leads it from now on"))

    def __init__(self, *, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["to"].choices = [("", _("Choose one")), *people]  # type: ignore[attr-defined]


class AbandonForm(Form):
    """Why a review is given up."""

    why = forms.CharField(
        label=_("Why it is given up"),
        max_length=500,
        widget=_area(),
        help_text=_("It is kept for good, and those who lead self-reviews read it. Name nobody."),
    )
