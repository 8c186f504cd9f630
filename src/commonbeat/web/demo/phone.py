"""The phones of the demonstration: left what stands on one, right what the system did behind it. Demo mode alone."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.agency.models import Setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.audit import facts
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.audit.queries import verb_words
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging import simulator
from commonbeat.ground.messaging.rules import Kind
from commonbeat.kit import words
from commonbeat.kit.pages import Page
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.listen.textline import actions
from commonbeat.web.demo.behind import story
from commonbeat.web.demo.phones import PHONES, NamedPhone

LONGEST = 480
"""Characters that may be typed: three segments."""


class _InTheDemonstration(Page):
    """Only a demonstration has these pages."""

    abstract = True
    public = True
    section = "listen"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        agency = getattr(request, "agency", None)
        if not settings.DEMO or (agency is not None and not agency.demo):
            return redirect("home")
        return super().dispatch(request, *args, **kwargs)


class Phones(_InTheDemonstration):
    """Every phone that has a name."""

    public = True
    title = gettext_lazy("The phones of this demonstration")
    template_name = "web/phone_list.html"

    def context(self) -> dict[str, Any]:
        return {"phones": PHONES}


class Phone(_InTheDemonstration):
    """One phone, and what happened behind it."""

    public = True
    title = gettext_lazy("A phone, and what happened behind it")
    template_name = "web/phone.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.kwargs = kwargs
        return super().dispatch(request, *args, **kwargs)

    @property
    def phone(self) -> NamedPhone:
        """The phone of this address."""
        for phone in PHONES:
            if phone.slug == self.kwargs["key"]:
                return phone
        raise Http404

    def context(self) -> dict[str, Any]:
        phone = self.phone
        told = story(self.agency, phone)
        hurried = Setting.objects.filter(agency=self.agency, key=SettingKey.TEXT_LINE).order_by("-pk").first()
        return {
            "phone": phone,
            "story": told,
            "entries": _entries(told.entries) if told.entries else None,
            "others": [other for other in PHONES if other != phone],
            "longest": LONGEST,
            "at_any_hour": hurried.citation if hurried else "",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Text from this phone: by the same way in as a gateway's call. Then carry what is due, as a worker would."""
        phone, body = self.phone, request.POST.get("words", "").strip()[:LONGEST]
        if body:
            reference = simulator.say(phone.number, body)
            actions.receive(agency=self.agency, sender=phone.number, body=body, gateway_reference=reference)
            messaging.carry_some(kind=Kind.TEXT)
        return redirect(f"{reverse('phone', args=[phone.slug])}#reply")


def _entries(rows: list[AuditEvent] | Any) -> DataTable:
    """The trail, newest first: when, who, what, and the beginning of the link of the chain."""
    return DataTable(
        caption=_("Audit entries"),
        columns=(Head(_("Time")), Head(_("Who")), Head(_("What")), Head(_("Chain"))),
        rows=tuple(
            (
                words.moment(row.at),
                row.actor_label,
                Cell(verb_words(row.verb), small=facts.details(row)),
                f"{row.hash[:4]}…{row.hash[-2:]}",
            )
            for row in rows
        ),
        synthetic=True,
    )
