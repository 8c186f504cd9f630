"""The pages on which an administrator says how mails and texts leave, and tries it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.messaging import access, actions, queries
from commonbeat.ground.messaging.forms import MailGatewayForm, MailTestForm, TextGatewayForm, TextTestForm
from commonbeat.ground.messaging.rules import BACKENDS, Kind
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import FormPage, Page


class MessagingOverview(Page):
    """Mail and text: how each leaves, when it was last tried, what waits."""

    permission = Permission.MANAGE_AGENCY
    title = _("Mail and text messages")
    template_name = "messaging/overview.html"

    def context(self) -> dict[str, Any]:
        return {"ways": queries.ways(self.agency), "pause": queries.pause_in_force(self.agency)}


class _GatewayPage(FormPage):
    """One gateway's settings."""

    abstract = True
    permission = Permission.MANAGE_AGENCY
    template_name = "messaging/gateway.html"
    done_message = _("Saved. Now send a test message.")
    kind: ClassVar[Kind]

    def form_kwargs(self) -> Mapping[str, Any]:
        row = access.visible_gateways(self.request.user, self.agency).in_force(self.agency, self.kind).first()
        if row is None:
            return {"initial": {"backend": BACKENDS[self.kind][0].value, "port": 587}}
        return {"initial": {**row.settings, "backend": row.backend}}

    def act(self, form: Any) -> str:
        actions.set_gateway(
            actor=self.request.user,
            agency=self.agency,
            kind=self.kind,
            backend=form.cleaned_data["backend"],
            settings=form.settings(),
            secret=form.cleaned_data["secret"] or None,
        )
        return reverse(f"{self.kind}_test")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": MessagingOverview.title, "url": reverse("messaging_overview")}]


class MailGateway(_GatewayPage):
    """How mails leave."""

    title = _("How mails leave")
    form_class = MailGatewayForm
    kind = Kind.MAIL


class TextGateway(_GatewayPage):
    """How texts leave."""

    title = _("How text messages leave")
    form_class = TextGatewayForm
    kind = Kind.TEXT


class _TestPage(FormPage):
    """Send one message to yourself and read what the gateway said."""

    abstract = True
    permission = Permission.MANAGE_AGENCY
    template_name = "messaging/test.html"
    kind: ClassVar[Kind]

    def act(self, form: Any) -> str:
        outcome = actions.send_test(
            actor=self.request.user, agency=self.agency, kind=self.kind, to=form.cleaned_data["to"]
        )
        (messages.success if outcome.ok else messages.error)(self.request, outcome.words)
        return reverse("messaging_overview")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": MessagingOverview.title, "url": reverse("messaging_overview")}]


class MailTest(_TestPage):
    """A test mail."""

    title = _("Send a test mail")
    form_class = MailTestForm
    kind = Kind.MAIL


class TextTest(_TestPage):
    """A test text."""

    title = _("Send a test text")
    form_class = TextTestForm
    kind = Kind.TEXT
