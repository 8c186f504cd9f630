"""What is asked about programs, editions, standards, proofs and awards."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonbeat.act.standards.rules.programs import Area, LinkKind, StandardState
from commonbeat.act.standards.rules.proofs import ProofKind
from commonbeat.kit.forms import Form
from commonbeat.kit.words import Words

Choices = Sequence[tuple[Any, Words]]


def box(rows: int = 3) -> forms.Textarea:
    """A box for some lines."""
    return forms.Textarea(attrs={"rows": rows})


def offer(form: forms.Form, name: str, choices: Choices, none: Words = "") -> None:
    """Fill a choice with what the agency has; `none` is what it is called not to choose."""
    first: list[tuple[Any, Words]] = [("", none or _("Choose one"))]
    form.fields[name].choices = [*first, *choices]  # type: ignore[attr-defined]


class ProgramForm(Form):
    """A program: who accredits, for what, every how many months."""

    name = forms.CharField(label=_("Name of the program"), max_length=150)
    body = forms.CharField(label=_("Who accredits"), max_length=150)
    scope = forms.CharField(
        label=_("For what"),
        max_length=300,
        help_text=_("In words that the public understands. It stands in the badge."),
    )
    months = forms.IntegerField(label=_("Months of a cycle"), min_value=1, max_value=240, initial=36)
    starts_on = forms.DateField(label=_("The cycle began on"))
    public = forms.BooleanField(label=_("Show the public where it stands"), required=False, initial=True)


class EditionForm(Form):
    """An edition: its name and from when it is in force."""

    edition = forms.CharField(label=_("Edition"), max_length=60)
    effective_from = forms.DateField(label=_("In force from"))


class StandardForm(Form):
    """A standard, in words that the agency may use."""

    chapter = forms.CharField(label=_("Number of the chapter"), max_length=20)
    chapter_title = forms.CharField(
        label=_("Title of the chapter"), max_length=200, required=False, help_text=_("Needed once for each chapter.")
    )
    number = forms.CharField(label=_("Number of the standard"), max_length=20)
    area = forms.ChoiceField(label=_("Area"), choices=Area.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        widget=box(5),
        help_text=_("Enter what your license lets you enter. No standard comes with this program."),
    )
    bullets = forms.CharField(
        label=_("Parts to be proved"),
        max_length=10_000,
        required=False,
        widget=box(4),
        help_text=_("One on each line. Each part needs a proof of its own; without parts the whole does."),
    )
    exceeds_law = forms.BooleanField(label=_("It goes beyond state or federal law"), required=False)
    citation = forms.CharField(label=_("Which law, with its citation"), max_length=300, required=False)
    owner = forms.ChoiceField(label=_("Who keeps it"), required=False)
    proof_days = forms.IntegerField(
        label=_("Days that a proof stays good"),
        min_value=1,
        max_value=3650,
        required=False,
        help_text=_("Leave it empty to use the agency's own number."),
    )

    def __init__(self, *, people: Choices, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offer(self, "owner", people, _("Nobody yet"))
        if fixed:
            for name in ("chapter", "chapter_title", "number"):
                del self.fields[name]

    def clean_bullets(self) -> list[str]:
        """One text a line."""
        lines = [line.strip() for line in self.cleaned_data["bullets"].splitlines() if line.strip()]
        if any(len(line) > 500 for line in lines):
            raise forms.ValidationError(_("One part has more than 500 characters."))
        return lines


class StandardsFileForm(Form):
    """The file to look at."""

    file = forms.FileField(label=_("File of standards (CSV)"))


class LinkForm(Form):
    """What a standard is tied to."""

    kind = forms.ChoiceField(label=_("What it is tied to"), choices=LinkKind.choices)
    policy = forms.ChoiceField(label=_("Policy"), required=False)
    version = forms.ChoiceField(
        label=_("One version of a policy"), required=False, help_text=_("Only where the standard names that version.")
    )
    training = forms.ChoiceField(
        label=_("Training"), required=False, help_text=_("A requirement or a course. Choose it, or name it in words.")
    )
    words = forms.CharField(
        label=_("Training or record, in words"),
        max_length=200,
        required=False,
        help_text=_("Needed unless a policy or training is chosen."),
    )

    def __init__(self, *, policies: Choices, versions: Choices, trainings: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offer(self, "training", trainings, pgettext_lazy("training", "None"))
        offer(self, "policy", policies, pgettext_lazy("policy", "None"))
        offer(self, "version", versions, pgettext_lazy("policy", "None"))


class MoveForm(Form):
    """Where a standard stands now."""

    state = forms.ChoiceField(label=_("It stands now"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        required=False,
        widget=box(),
        help_text=_("Needed where it is waived or not compliant."),
    )

    def __init__(self, *, states: Sequence[StandardState], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offer(self, "state", [(one.value, one.label) for one in states])


class AskForm(Form):
    """What is asked for, of whom, by when."""

    request = forms.CharField(label=_("What is asked for"), max_length=300)
    bullet = forms.ChoiceField(label=_("Which part it proves"), required=False)
    asked = forms.ChoiceField(label=_("Who is asked"))
    due = forms.DateField(label=_("Due"))

    def __init__(self, *, people: Choices, bullets: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offer(self, "asked", people)
        offer(self, "bullet", bullets)
        self.fields["bullet"].required = bool(bullets)
        if not bullets:
            del self.fields["bullet"]


class GiveForm(Form):
    """What proves it, and for which days."""

    kind = forms.ChoiceField(label=_("What proves it"), choices=ProofKind.choices, widget=forms.RadioSelect)
    file = forms.FileField(label=_("File"), required=False)
    version = forms.ChoiceField(label=_("Which version of a policy"), required=False)
    measure = forms.ChoiceField(label=_("Published figure"), required=False)
    words = forms.CharField(
        label=_("In words"),
        max_length=500,
        required=False,
        widget=box(),
        help_text=_("What the proof shows; for a record, where somebody can find it."),
    )
    covers_from = forms.DateField(label=_("First day that it covers"))
    covers_to = forms.DateField(label=_("Last day that it covers"))

    def __init__(self, *, versions: Choices, measures: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offer(self, "version", versions, pgettext_lazy("policy", "None"))
        offer(self, "measure", measures, pgettext_lazy("published figure", "None"))


class BackForm(Form):
    """Why a proof is sent back."""

    reason = forms.CharField(
        label=_("What is missing"), max_length=500, widget=box(), help_text=_("Whoever was asked will read it.")
    )


class AwardForm(Form):
    """An accreditation as it was given."""

    scope = forms.CharField(label=_("For what"), max_length=300)
    given_on = forms.DateField(label=_("Given on"))
    valid_until = forms.DateField(label=_("Valid until"))
    assessment = forms.ChoiceField(label=_("After which assessment"), required=False)

    def __init__(self, *, assessments: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offer(self, "assessment", assessments, pgettext_lazy("assessment", "None"))


class EndAwardForm(Form):
    """Why it was taken back."""

    why = forms.CharField(label=_("Why"), max_length=500, widget=box(), help_text=_("The public reads it."))
