"""The forms of the pages on people."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.people.models import Staff
from commonbeat.ground.people.rules import Rank, StaffFacts
from commonbeat.ground.roles import Role
from commonbeat.kit.forms import Form, plain_words

ROLES = [(role.value, role.label) for role in Role]


class InviteForm(Form):
    """Whom to invite, and to what."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("Mail address"), help_text=_("The link goes there, and becomes the sign-in name."))
    roles = forms.MultipleChoiceField(label=_("Roles"), choices=ROLES, widget=forms.CheckboxSelectMultiple)


class RoleForm(Form):
    """One more role."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES)


class ReasonForm(Form):
    """Why it is done."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("It goes into the trail."))


class StaffForm(Form):
    """What is kept about somebody on the staff."""

    name = forms.CharField(label=_("Name"), max_length=150)
    badge = forms.CharField(label=_("Badge or employee number"), max_length=40)
    email = forms.EmailField(label=_("Mail address"), required=False)
    rank = forms.ChoiceField(label=_("Rank"), choices=Rank.choices)
    title = forms.CharField(label=_("Job title"), max_length=80, required=False)
    sworn = forms.BooleanField(label=_("Sworn"), required=False)
    unit = forms.CharField(label=_("Unit"), max_length=100, required=False)
    squad = forms.CharField(label=_("Squad"), max_length=100, required=False)
    shift = forms.CharField(label=_("Shift"), max_length=60, required=False)
    supervisor = forms.CharField(label=_("Supervisor's badge"), max_length=40, required=False)
    hired = forms.DateField(label=_("Hired"), required=False)

    def facts(self) -> StaffFacts:
        """What was written, for the action."""
        return StaffFacts(**{name: self.cleaned_data[name] for name in StaffFacts.__dataclass_fields__})


class ChangeStaffForm(StaffForm):
    """The same, with the reason for the change."""

    reason = forms.CharField(
        label=_("Why it changes"), max_length=200, help_text=_("What it was before is kept with this reason.")
    )


class EndStaffForm(Form):
    """When somebody left, and who takes over."""

    on = forms.DateField(label=_("Last day"), initial=timezone.localdate)
    hand_over_to = forms.ModelChoiceField(
        label=_("Who takes over the open work"), queryset=Staff.objects.none(), required=False
    )

    def __init__(self, *args: Any, colleagues: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["hand_over_to"]
        if needed:
            field.queryset, field.required = colleagues, True  # type: ignore[attr-defined]
        else:
            del self.fields["hand_over_to"]


class StaffFileForm(Form):
    """The file to look at."""

    file = forms.FileField(label=_("Staff file (CSV)"))


class AcceptForm(Form):
    """The password of a new account, twice."""

    password = forms.CharField(
        label=_("Choose a password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label=_("The same password again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_again(self) -> str:
        """Both must be the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise ValidationError(_("The two passwords differ. Write the same one twice."))
        return again


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: good for signing in alone, unless its owner wants it as a second factor only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What to call it")
        box = self.fields["passwordless"]
        box.initial = True
        box.label = _("Let this passkey sign me in by itself, without a password")
        box.help_text = _("Uncheck it for a security key that has no PIN and no fingerprint.")
        plain_words(self)


class NoFieldsForm(Form):
    """A confirmation without questions."""
