"""What is asked of somebody who reads and signs, and of whoever puts a version before people."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.act.policies.models import QuizItem
from commonbeat.act.policies.rules.attestations import MOST, Answer, Who
from commonbeat.ground.people.rules import Rank
from commonbeat.kit.forms import Form


class QuizForm(Form):
    """Every question on one page; what was answered wrongly says why, and where to read on."""

    def __init__(self, *, items: Sequence[QuizItem], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.items = items
        spanish = (get_language() or "en").startswith("es")
        for item in items:
            several = len(item.right) > 1
            said = (item.question_es if spanish else "") or item.question
            answers = [
                (str(place), (one.text_es if spanish else "") or one.text) for place, one in enumerate(item.choices)
            ]
            kind = forms.MultipleChoiceField if several else forms.ChoiceField
            widget = forms.CheckboxSelectMultiple if several else forms.RadioSelect
            self.fields[f"q{item.pk}"] = kind(
                label=said,
                choices=answers,
                widget=widget,
                help_text=gettext("More than one answer is right.") if several else "",
            )

    @property
    def chosen(self) -> dict[int, set[int]]:
        """The places chosen, question by question."""
        found = {}
        for item in self.items:
            value = self.cleaned_data[f"q{item.pk}"]
            found[item.pk] = {int(one) for one in (value if isinstance(value, list) else [value])}
        return found

    def explain(self, missed: Sequence[QuizItem]) -> None:
        """Say at each of these why another answer is right, and in which section it stands."""
        spanish = (get_language() or "en").startswith("es")
        for item in missed:
            why = (item.why_es if spanish else "") or item.why
            told = {"why": why, "section": item.section}
            self.add_error(f"q{item.pk}", gettext("%(why)s Read section %(section)s again.") % told)


class SignForm(Form):
    """The statement, and one's own name under it."""

    agreed = forms.BooleanField(label=_("I have read this version and I understand it."))
    name = forms.CharField(
        label=_("Your name"), max_length=150, help_text=_("Write it as it stands above. It is your signature.")
    )


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class QuestionForm(Form):
    """One question: two to five answers, which of them are right, why, and where it stands."""

    question = forms.CharField(label=_("Question"), max_length=300, widget=_area())
    question_es = forms.CharField(label=_("Question in Spanish"), max_length=300, required=False, widget=_area())
    why = forms.CharField(
        label=_("Why that is so"),
        max_length=500,
        widget=_area(),
        help_text=_("Whoever answers wrongly reads this. Explain, do not blame."),
    )
    why_es = forms.CharField(label=_("Why, in Spanish"), max_length=500, required=False, widget=_area())
    section = forms.CharField(label=_("Section to read"), max_length=40, help_text=_("For example: 4.2"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for place in range(1, MOST + 1):
            needed = place <= 2
            self.fields[f"answer_{place}"] = forms.CharField(
                label=gettext("Answer %(number)s") % {"number": place}, max_length=300, required=needed
            )
            self.fields[f"answer_es_{place}"] = forms.CharField(
                label=gettext("Answer %(number)s in Spanish") % {"number": place}, max_length=300, required=False
            )
            self.fields[f"right_{place}"] = forms.BooleanField(
                label=gettext("Answer %(number)s is right") % {"number": place}, required=False
            )
        self.order_fields(
            [
                "question",
                "question_es",
                *(f"{name}_{place}" for place in range(1, MOST + 1) for name in ("answer", "answer_es", "right")),
                "why",
                "why_es",
                "section",
            ]
        )

    @property
    def answers(self) -> list[Answer]:
        """The answers that were written."""
        told = self.cleaned_data
        return [
            Answer(told[f"answer_{place}"], told[f"answer_es_{place}"], told[f"right_{place}"])
            for place in range(1, MOST + 1)
            if told[f"answer_{place}"].strip()
        ]


class RoundForm(Form):
    """By when, and who is asked."""

    due = forms.DateField(label=_("To be signed by"))
    who = forms.ChoiceField(label=_("Who is asked"), choices=Who.choices, widget=forms.RadioSelect, initial="everybody")
    units = forms.MultipleChoiceField(
        label=_("Which units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for “some units”."),
    )
    ranks = forms.MultipleChoiceField(
        label=_("Which ranks"),
        choices=Rank.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for “some ranks”."),
    )

    def __init__(self, *, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["units"].choices = units  # type: ignore[attr-defined]
        if not units:
            del self.fields["units"]


class LeaveForm(Form):
    """From when to when somebody is away."""

    since = forms.DateField(label=_("Away from"))
    until = forms.DateField(
        label=_("Back on"), required=False, help_text=_("Leave it empty if nobody knows yet. Do not write why.")
    )
