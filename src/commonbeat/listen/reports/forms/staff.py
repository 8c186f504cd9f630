"""What staff write and decide about a concern."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.messaging.rules import full_number
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import Neighborhood
from commonbeat.kit.forms import Form, Hinted
from commonbeat.listen.reports import rules
from commonbeat.listen.reports.forms.offering import Choices, offer
from commonbeat.listen.reports.forms.public import ReachForm, WhatForm
from commonbeat.listen.reports.rules import Elsewhere


class AnswerForm(Form):
    """The written answer."""

    words = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy(
            "The person reads it as you write it, with your name. Write in their language if you can."
        ),
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    settles = forms.ChoiceField(
        label=gettext_lazy("Does this settle it?"),
        choices=(
            (
                "yes",
                Hinted(
                    gettext_lazy("Yes"), gettext_lazy("The person is asked whether it is fixed, and can open it again.")
                ),
            ),
            ("no", Hinted(gettext_lazy("Not yet"), gettext_lazy("Say below by which day you write again."))),
        ),
        widget=forms.RadioSelect,
        initial="yes",
    )
    again_by = forms.DateField(label=gettext_lazy("You write again by"), required=False)


class WordsForm(Form):
    """Words to the person, and nothing else."""

    words = forms.CharField(
        label=gettext_lazy("A last word to the person"),
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NoteForm(Form):
    """Words that stay inside."""

    words = forms.CharField(
        label=gettext_lazy("Note for colleagues"),
        help_text=gettext_lazy("The person who pointed it out never sees it. A public records request may."),
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReferForm(Form):
    """Why it is not answered here, and where to go."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Why is it not answered here?"), choices=Elsewhere.choices, widget=forms.RadioSelect
    )
    to = forms.CharField(
        label=gettext_lazy("Office, and how to reach it"),
        help_text=gettext_lazy("For example: Public Works, 612-555-0100"),
        max_length=200,
        required=False,
    )
    same_as = forms.IntegerField(
        label=gettext_lazy("Number of the earlier concern"),
        help_text=gettext_lazy("The number after C-"),
        min_value=1,
        max_value=2_000_000_000,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("What you write to the person"),
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AssignForm(Form):
    """Who answers; and what the person left out."""

    owner = forms.ChoiceField(label=gettext_lazy("Who answers?"))
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    neighborhood = forms.ChoiceField(label=gettext_lazy("Neighborhood"), required=False)

    def __init__(
        self, *, staff: Sequence[Staff], topics: Choices, places: Sequence[Neighborhood], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.staff, self.places = {str(each.pk): each for each in staff}, {str(each.pk): each for each in places}
        offer(self, "owner", [("", _("Choose somebody")), *((pk, each.name) for pk, each in self.staff.items())])
        offer(self, "topic", [("", _("Not chosen yet")), *topics])
        offer(self, "neighborhood", [("", _("Not known")), *((pk, each.name) for pk, each in self.places.items())])

    def chosen(self) -> dict[str, Any]:
        """Owner, topic and neighborhood as rows."""
        clean = self.cleaned_data
        return {
            "owner": self.staff[clean["owner"]],
            "topic": clean["topic"],
            "neighborhood": self.places.get(clean["neighborhood"]),
        }


class ToldForm(Form):
    """What somebody said by phone or at the desk."""

    words = WhatForm.base_fields["words"]
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    kind = WhatForm.base_fields["kind"]
    where = forms.CharField(
        label=gettext_lazy("Street address or corner"), max_length=rules.LONGEST_PLACE, required=False
    )
    neighborhood = forms.ChoiceField(label=gettext_lazy("Neighborhood"), required=False)
    told = forms.DateField(label=gettext_lazy("Day on which it was told"), initial=timezone.localdate)
    email = ReachForm.base_fields["email"]
    phone = ReachForm.base_fields["phone"]
    language = ReachForm.base_fields["language"]

    def __init__(self, *, topics: Choices, places: Sequence[Neighborhood], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offer(self, "topic", [("", _("Not chosen yet")), *topics])
        offer(self, "neighborhood", [("", _("Not known")), *((str(each.pk), each.name) for each in places)])

    def clean_phone(self) -> str:
        """The number with + and country code, or nothing."""
        return full_number(self.cleaned_data["phone"]) if self.cleaned_data["phone"].strip() else ""

    def told_at(self) -> datetime | None:
        """Noon of an earlier day by the agency's clock; None for today, which is now."""
        told, today = self.cleaned_data["told"], timezone.localdate()
        if told == today:
            return None
        return timezone.make_aware(datetime(told.year, told.month, told.day, 12))
