"""The forms of the gateways' settings, of their tests, and of the pause."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.messaging.rules import BACKENDS, Backend, Kind, Security, full_number
from commonbeat.kit.forms import Form

KEEP = _("Leave it empty to keep the one that is set.")


def _choices(kind: Kind) -> list[tuple[str, Any]]:
    """The carriers of a kind; the phones of the demonstration are offered in a demonstration alone."""
    offered = [backend for backend in BACKENDS[kind] if settings.DEMO or backend != Backend.SIMULATOR]
    return [(backend.value, backend.label) for backend in offered]


class MailGatewayForm(Form):
    """How mails leave."""

    backend = forms.ChoiceField(label=_("Who carries the mails"), choices=_choices(Kind.MAIL), widget=forms.RadioSelect)
    host = forms.CharField(label=_("Mail server"), required=False, help_text=_("Such as mail.example.gov."))
    port = forms.IntegerField(label=_("Port"), required=False, help_text=_("Usually 587."))
    security = forms.ChoiceField(label=_("Encryption"), choices=Security.choices, required=False)
    username = forms.CharField(label=_("User name at the mail server"), required=False)
    secret = forms.CharField(
        label=_("Password at the mail server"),
        required=False,
        help_text=KEEP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    sender = forms.EmailField(
        label=_("Address that mails come from"), required=False, help_text=_("Such as no-reply@police.example.gov.")
    )

    def settings(self) -> dict[str, Any]:
        """What the gateway keeps, without the secret."""
        names = ("host", "port", "security", "username", "sender") if self.cleaned_data["backend"] == "smtp" else ()
        return {name: self.cleaned_data[name] for name in names}


class TextGatewayForm(Form):
    """How texts leave."""

    backend = forms.ChoiceField(label=_("Who carries the texts"), choices=_choices(Kind.TEXT), widget=forms.RadioSelect)
    account = forms.CharField(label=_("Account SID"), required=False, help_text=_("It begins with AC."))
    secret = forms.CharField(
        label=_("Auth token"),
        required=False,
        help_text=KEEP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    sender = forms.CharField(
        label=_("Number or messaging service that texts come from"),
        required=False,
        help_text=_("A number with + and country code, such as +16125550100, or a service that begins with MG."),
    )

    def settings(self) -> dict[str, Any]:
        """What the gateway keeps, without the secret."""
        names = ("account", "sender") if self.cleaned_data["backend"] == "twilio" else ()
        return {name: self.cleaned_data[name] for name in names}


class MailTestForm(Form):
    """Where the test mail goes."""

    to = forms.EmailField(label=_("Send a test mail to"), help_text=_("An address whose mailbox you can open now."))


class TextTestForm(Form):
    """Where the test text goes."""

    to = forms.CharField(
        label=_("Send a test text to"), help_text=_("A phone that you hold now, such as 612-555-0100.")
    )

    def clean_to(self) -> str:
        """The number with + and country code."""
        return full_number(self.cleaned_data["to"])


def _tomorrow_morning() -> datetime:
    """Eight o'clock of the next day, by the agency's clock."""
    day = timezone.localdate() + timedelta(days=1)
    return datetime.combine(day, time(8))


class PauseForm(Form):
    """Why all that goes out is held back, and until when."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Everybody here reads it. Name no resident and no case.")
    )
    until = forms.DateTimeField(
        label=_("Until"),
        initial=_tomorrow_morning,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("By the agency's clock. You can resume at any time before."),
    )
