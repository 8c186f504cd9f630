"""What is asked about assessments, demands and the list of what must be public."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonbeat.act.standards.forms.accreditation import Choices, box, offer
from commonbeat.act.standards.rules.assessments import LONGEST_ANSWER, LONGEST_COMMENT, Aside, AssessmentKind, Mark
from commonbeat.act.standards.rules.mandates import EvidenceKind, Finder, Grade, RequirementState, SourceKind, Wording
from commonbeat.act.standards.rules.transparency import Item
from commonbeat.kit.forms import Form


class AssessmentForm(Form):
    """An assessment: how, by whom, when; when people may comment."""

    kind = forms.ChoiceField(label=_("How it is done"), choices=AssessmentKind.choices)
    assessor = forms.CharField(label=_("Who assesses"), max_length=200)
    starts_on = forms.DateField(label=_("Begins on"))
    comments_from = forms.DateField(
        label=_("People may comment from"), required=False, help_text=_("Leave both days empty to ask for no comments.")
    )
    comments_until = forms.DateField(label=_("People may comment until"), required=False)
    contact = forms.CharField(
        label=_("How people reach the assessors themselves"),
        max_length=300,
        required=False,
        help_text=_("The public reads it: a mail address, a phone, a letter box."),
    )


class MarkForm(Form):
    """What the assessor says of one standard."""

    mark = forms.ChoiceField(label=_("What they found"), choices=Mark.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words"), max_length=1000, required=False, widget=box(), help_text=_("Needed where it is not met.")
    )


class CloseForm(Form):
    """The end of an assessment."""

    summary = forms.CharField(label=_("What came of it, in short"), max_length=1000, required=False, widget=box())


class CommentForm(Form):
    """What somebody says; nothing about who they are."""

    words = forms.CharField(
        label=_("What should the assessors know?"),
        max_length=LONGEST_COMMENT,
        widget=box(6),
        help_text=_("Please leave out names of people, yours too."),
        error_messages={"required": _("Write what the assessors should know.")},
    )


class AsideForm(Form):
    """Why a comment is set aside."""

    aside = forms.ChoiceField(label=_("Why"), choices=Aside.choices, widget=forms.RadioSelect)


class AnswerForm(Form):
    """What the agency answers in public to all comments."""

    words = forms.CharField(
        label=_("What you answer"),
        max_length=LONGEST_ANSWER,
        widget=box(6),
        help_text=_(
            "The public reads it beside the number of comments. Quote nobody: say what was raised, and what you do."
        ),
    )


class WordingForm(Form):
    """How a demand is written down."""

    source = forms.ChoiceField(label=_("Where it comes from"), choices=SourceKind.choices)
    citation = forms.CharField(label=_("Which paper, with its citation"), max_length=300)
    paragraph = forms.CharField(label=_("Paragraph"), max_length=40, required=False)
    title = forms.CharField(label=_("In short"), max_length=150)
    demand = forms.CharField(label=_("What it demands, in our words"), max_length=1000, widget=box(4))

    @property
    def wording(self) -> Wording:
        """What was filled in."""
        return Wording(*(self.cleaned_data[name] for name in ("source", "citation", "paragraph", "title", "demand")))


class RequirementForm(WordingForm):
    """One demand, in the agency's own words."""

    owner = forms.ChoiceField(label=_("Who keeps it"))
    due = forms.DateField(label=_("Due"), required=False)
    public = forms.BooleanField(label=_("Show it to the public"), required=False)

    def __init__(self, *, people: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offer(self, "owner", people)


class KeeperForm(Form):
    """Who keeps a demand, by when."""

    owner = forms.ChoiceField(label=_("Who keeps it"))
    due = forms.DateField(label=_("Due"), required=False)

    def __init__(self, *, people: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offer(self, "owner", people)


class RequirementMoveForm(Form):
    """Where a demand stands now."""

    state = forms.ChoiceField(label=_("It stands now"))
    words = forms.CharField(label=_("In words"), max_length=1000, required=False, widget=box())

    def __init__(self, *, states: list[RequirementState], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offer(self, "state", [(one.value, one.label) for one in states])


class EvidenceForm(Form):
    """What shows that a demand is kept."""

    kind = forms.ChoiceField(label=_("What shows it"), choices=EvidenceKind.choices, widget=forms.RadioSelect)
    version = forms.ChoiceField(label=_("Which version of a policy"), required=False)
    measure = forms.ChoiceField(
        label=_("Published figure"),
        required=False,
        help_text=_("A survey that a decree demands is shown by its figures."),
    )
    dataset = forms.ChoiceField(label=_("Published file"), required=False)
    proof = forms.ChoiceField(label=_("Proof of a standard"), required=False)
    words = forms.CharField(label=_("In words"), max_length=300, required=False)

    def __init__(
        self, *, versions: Choices, measures: Choices, datasets: Choices, proofs: Choices, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        none = pgettext_lazy("evidence", "None")
        for name, choices in (("version", versions), ("measure", measures), ("dataset", datasets), ("proof", proofs)):
            offer(self, name, choices, none)


class FindingForm(Form):
    """What somebody outside found."""

    finder = forms.ChoiceField(label=_("Who found it"), choices=Finder.choices)
    name = forms.CharField(label=_("Their name or office"), max_length=200)
    grade = forms.ChoiceField(label=_("What they found"), choices=Grade.choices, widget=forms.RadioSelect)
    day = forms.DateField(label=_("On which day"))
    words = forms.CharField(label=_("In words"), max_length=1000, required=False, widget=box())


class IndexListForm(Form):
    """The list of what must be public: for each item the days that it may be old."""

    effective_from = forms.DateField(label=_("In force from"))
    citation = forms.CharField(
        label=_("Law, policy or decision"),
        max_length=300,
        help_text=_("Why the list is as it is. The public reads it."),
    )

    def __init__(self, *, items: dict[str, int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for item in Item:
            self.fields[item.value] = forms.IntegerField(
                label=item.label,
                required=False,
                min_value=0,
                max_value=36500,
                initial=items.get(item.value),
            )

    @property
    def items(self) -> dict[str, int | None]:
        """Each item with its days; None where it is not on the list."""
        return {item.value: self.cleaned_data.get(item.value) for item in Item}
