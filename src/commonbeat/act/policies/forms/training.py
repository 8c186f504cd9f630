"""What is asked when courses, requirements and sessions are written down, and when completions are."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies.models import CurriculumTopic
from commonbeat.act.policies.rules.training import Measure, Part, Purpose, Who
from commonbeat.ground.people.rules import Rank
from commonbeat.kit.forms import Form

Choices = Sequence[tuple[Any, Any]]
CITATION = gettext_lazy("Which law, policy or decision it follows from")
CHOOSE = ("", gettext_lazy("Choose one"))


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _boxes(label: Any, choices: Choices = (), **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **more)


class VersionForm(Form):
    """A version of a course: hours, how it teaches, and which topics it covers how."""

    hours = forms.DecimalField(label=gettext_lazy("Hours"), min_value=Decimal("0.25"), max_value=400, decimal_places=2)
    parts = _boxes(gettext_lazy("How it teaches"), Part.choices)
    content = forms.CharField(label=gettext_lazy("What it teaches"), required=False, max_length=4000, widget=_area(5))
    effective_from = forms.DateField(label=gettext_lazy("From which day"))

    def __init__(self, *, topics: Sequence[CurriculumTopic], language: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.topics = topics
        for topic in topics:
            label = _("%(topic)s: covered by") % {"topic": topic.name(language)}
            self.fields[f"topic_{topic.pk}"] = _boxes(label, Part.choices, required=False)

    def covers(self) -> list[tuple[CurriculumTopic, Part]]:
        """Topic and part, as checked."""
        return [(topic, Part(part)) for topic in self.topics for part in self.cleaned_data.get(f"topic_{topic.pk}", ())]


class CourseForm(VersionForm):
    """A course with its first version."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=150)
    code = forms.CharField(
        label=gettext_lazy("Short code"),
        max_length=30,
        help_text=gettext_lazy("As files of completed courses name it. For example: DE-1"),
    )
    tags = _boxes(gettext_lazy("Topics of the library"), required=False)
    field_order = ("title", "code", "hours", "parts", "content", "effective_from", "tags")

    def __init__(self, *, tags: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if tags:
            self.fields["tags"].choices = tags  # type: ignore[attr-defined]
        else:
            del self.fields["tags"]


class TopicForm(Form):
    """A topic of the curriculum."""

    name_en = forms.CharField(label=gettext_lazy("Topic in English"), max_length=120)
    name_es = forms.CharField(label=gettext_lazy("Topic in Spanish"), max_length=120, required=False)
    citation = forms.CharField(label=CITATION, max_length=300)


class StartForm(Form):
    """What an agency says so that the first requirements can begin."""

    citation = forms.CharField(label=CITATION, max_length=300)
    law_citation = forms.CharField(label=gettext_lazy("The newest law on these subjects"), max_length=300)
    law_from = forms.DateField(
        label=gettext_lazy("From which day it holds"),
        help_text=gettext_lazy("Everybody is asked for a completion since that day."),
    )


class RequirementForm(Form):
    """Who needs what, how often, and what it must hold."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=150)
    purpose = forms.ChoiceField(label=gettext_lazy("What it is for"), choices=[CHOOSE, *Purpose.choices])
    effective_from = forms.DateField(label=gettext_lazy("From which day"))
    citation = forms.CharField(label=CITATION, max_length=300)
    who = forms.ChoiceField(label=gettext_lazy("For whom"), choices=[CHOOSE, *Who.choices])
    units = _boxes(gettext_lazy("Only these units"), required=False)
    ranks = _boxes(gettext_lazy("Only these ranks"), Rank.choices, required=False)
    least_years = forms.IntegerField(
        label=gettext_lazy("From so many years of service"), required=False, min_value=0, max_value=60
    )
    most_years = forms.IntegerField(
        label=gettext_lazy("Up to so many years of service"), required=False, min_value=0, max_value=60
    )
    recurrence = forms.IntegerField(
        label=gettext_lazy("Again after how many months"),
        min_value=0,
        max_value=240,
        help_text=gettext_lazy("0: once is enough."),
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours in these months"), min_value=0, max_value=2000, decimal_places=2
    )
    practice = forms.BooleanField(label=gettext_lazy("With practice in a scenario"), required=False)
    sessions = forms.IntegerField(label=gettext_lazy("At least so many sessions"), min_value=1, max_value=24)
    days_apart = forms.IntegerField(label=gettext_lazy("with so many days between them"), min_value=0, max_value=730)
    measure = forms.BooleanField(label=gettext_lazy("Scores before and after, of the group alone"), required=False)
    law_update = forms.BooleanField(label=gettext_lazy("A new law asks everybody for a completion"), required=False)
    law_from = forms.DateField(label=gettext_lazy("From which day the new law holds"), required=False)
    law_citation = forms.CharField(label=gettext_lazy("The new law"), required=False, max_length=300)
    courses = _boxes(gettext_lazy("Which courses count"), required=False)
    versions = _boxes(gettext_lazy("Which policies it trains for"), required=False)
    ends = forms.BooleanField(label=gettext_lazy("It ends: nothing is asked for from that day on"), required=False)

    def __init__(
        self, *, units: Choices, courses: Choices, versions: Choices, change: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        for name, choices in (("units", units), ("courses", courses), ("versions", versions)):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        if not change:
            del self.fields["ends"]


class CrisisForm(Form):
    """Which kinds of call are crisis calls."""

    call_types = _boxes(gettext_lazy("Kinds of call in your records"), required=False)
    more = forms.CharField(
        label=gettext_lazy("Other kinds, one a line"), required=False, max_length=4000, widget=_area()
    )
    effective_from = forms.DateField(label=gettext_lazy("From which day"))
    citation = forms.CharField(label=CITATION, max_length=300)

    def __init__(self, *, offered: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if offered:
            self.fields["call_types"].choices = [(name, name) for name in offered]  # type: ignore[attr-defined]
        else:
            del self.fields["call_types"]

    def names(self) -> list[str]:
        """Every kind that was checked or written."""
        return [*self.cleaned_data.get("call_types", ()), *self.cleaned_data["more"].splitlines()]


class SessionForm(Form):
    """A day on which a course is held."""

    version = forms.ChoiceField(label=gettext_lazy("Course"))
    day = forms.DateField(label=gettext_lazy("Day"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=150)
    trainer = forms.CharField(label=gettext_lazy("Trainer"), max_length=150)
    seats = forms.IntegerField(
        label=gettext_lazy("Seats"), min_value=0, max_value=5000, help_text=gettext_lazy("0: nobody counts them.")
    )

    def __init__(self, *, versions: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["version"].choices = [CHOOSE, *versions]  # type: ignore[attr-defined]


class BadgesForm(Form):
    """Whom to sign up, by badge."""

    badges = forms.CharField(label=gettext_lazy("Badges, one a line"), max_length=20_000, widget=_area(6))

    def clean_badges(self) -> list[str]:
        """Every badge once, in the order in which it stands there."""
        return list(dict.fromkeys(one for one in re.split(r"[\s,;]+", self.cleaned_data["badges"]) if one))


class CompleteForm(Form):
    """Who of those signed up completed a session, and who practiced."""

    who = _boxes(gettext_lazy("Who completed it"))
    practised = _boxes(gettext_lazy("Who practiced in a scenario"), required=False)
    hours = forms.DecimalField(label=gettext_lazy("Hours"), min_value=Decimal("0.25"), max_value=24, decimal_places=2)
    signed_by = forms.CharField(
        label=gettext_lazy("Signed off by"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("The trainer's name. Without it nothing counts yet."),
    )

    def __init__(self, *, people: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("who", "practised"):
            self.fields[name].choices = people  # type: ignore[attr-defined]


class CompletionForm(Form):
    """One completion, by hand."""

    badge = forms.CharField(label=gettext_lazy("Badge or employee number"), max_length=40)
    course = forms.ChoiceField(label=gettext_lazy("Course"))
    day = forms.DateField(label=gettext_lazy("Day"))
    hours = forms.DecimalField(label=gettext_lazy("Hours"), min_value=Decimal("0.25"), max_value=24, decimal_places=2)
    practised = forms.BooleanField(label=gettext_lazy("Practiced in a scenario"), required=False)
    signed_by = forms.CharField(
        label=gettext_lazy("Signed off by"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("The trainer's name. Without it nothing counts yet."),
    )

    def __init__(self, *, courses: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["course"].choices = [CHOOSE, *courses]  # type: ignore[attr-defined]


class CorrectForm(CompletionForm):
    """A completion put right, with the reason."""

    reason = forms.CharField(label=gettext_lazy("Why it is corrected"), max_length=300)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(courses=(), **kwargs)
        del self.fields["badge"], self.fields["course"]


class MeasureForm(Form):
    """Scores from before and after: pairs known by a code alone, or the means of a group."""

    kind = forms.ChoiceField(label=gettext_lazy("What was scored"), choices=[CHOOSE, *Measure.choices])
    best = forms.FloatField(label=gettext_lazy("The best score"), min_value=1, max_value=1000)
    pairs = forms.CharField(
        label=gettext_lazy("Pairs, one a line: before, after"),
        required=False,
        max_length=20_000,
        widget=_area(6),
        help_text=gettext_lazy(
            "People pair their two sheets by a code of their own. Enter the two scores, without code or name: 6, 8"
        ),
    )
    people = forms.IntegerField(label=gettext_lazy("Or of the group: people"), required=False, min_value=2)
    before = forms.FloatField(label=gettext_lazy("Mean before"), required=False)
    after = forms.FloatField(label=gettext_lazy("Mean after"), required=False)
    spread = forms.FloatField(
        label=gettext_lazy("Standard deviation of the changes"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("Without it no range can be given, and no figure is shown."),
    )

    def clean_pairs(self) -> list[tuple[float, float]]:
        """The pairs as numbers."""
        found = []
        for line in self.cleaned_data["pairs"].splitlines():
            cells = re.findall(r"-?\d+(?:\.\d+)?", line)
            if line.strip() and len(cells) != 2:
                raise forms.ValidationError(_("Write two numbers on each line: before, after."))
            if cells:
                found.append((float(cells[0]), float(cells[1])))
        return found

    def clean(self) -> dict[str, Any]:
        """One way or the other."""
        clean = super().clean() or self.cleaned_data
        group = [clean.get(name) for name in ("people", "before", "after")]
        if not self.errors and not clean.get("pairs") and None in group:
            raise forms.ValidationError(_("Give the pairs, or people, mean before and mean after."))
        return clean


class MeetingForm(Form):
    """A first meeting with a partner."""

    day = forms.DateField(label=gettext_lazy("Day"))
    partner = forms.CharField(
        label=gettext_lazy("Organization"),
        max_length=150,
        help_text=gettext_lazy("The organization alone: no names of people."),
    )
    learned = forms.CharField(label=gettext_lazy("What you learned"), max_length=1000, widget=_area(4))
    next_step = forms.CharField(label=gettext_lazy("What comes next"), required=False, max_length=300)


class SignForm(Form):
    """A coach signs."""

    words = forms.CharField(label=gettext_lazy("Your words to them"), required=False, max_length=1000, widget=_area(4))
