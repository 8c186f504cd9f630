"""Pages on which an administrator changes what the agency is called and set to."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency import actions, queries
from commonbeat.ground.agency.forms import AgencyForm, SettingForm
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import FormPage, Page, Words


def _setup() -> dict[str, Any]:
    return {"label": _("Settings"), "url": reverse("setup")}


class AgencyChange(FormPage):
    """Name, place, phone, mail, time zone, languages, host names."""

    permission = Permission.MANAGE_AGENCY
    title = _("What the agency is called and how people reach it")
    template_name = "agency/agency_change.html"
    form_class = AgencyForm
    done_message = _("Saved. The public pages show it now.")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [_setup()]

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"instance": queries.fresh(self.agency)}

    def act(self, form: Any) -> str:
        actions.change(actor=self.request.user, agency=queries.fresh(self.agency), changes=form.cleaned_data)
        return reverse("setup")


class SettingList(Page):
    """Every dated setting: what holds today, since when, by whose decision, and what held before."""

    permission = Permission.MANAGE_AGENCY
    title = _("Thresholds and times, each from a day on")
    template_name = "agency/setting_list.html"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [_setup()]

    def context(self) -> dict[str, Any]:
        return {"settings": queries.settings_through_time(self.agency, self.agency.day())}


class SettingChange(FormPage):
    """One dated setting, from a day on; what held before stays."""

    permission = Permission.MANAGE_AGENCY
    template_name = "agency/setting_change.html"
    form_class = SettingForm
    done_message = _("Saved. It holds from the day that you gave; what held before is kept.")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [_setup(), {"label": SettingList.title, "url": reverse("setting_list")}]

    @property
    def key(self) -> SettingKey:
        """Which setting the address names."""
        return SettingKey(self.kwargs["key"])

    def prepare(self) -> None:
        if self.kwargs["key"] not in SettingKey.values:
            raise Http404

    def heading(self) -> Words:
        return self.key.label

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"key": self.key, "now": queries.setting(self.agency, self.key, self.agency.day())}

    def act(self, form: Any) -> str:
        actions.set_value(
            actor=self.request.user,
            agency=self.agency,
            key=self.key,
            value=form.value(),
            effective_from=form.cleaned_data["effective_from"],
            citation=form.cleaned_data["citation"],
        )
        return reverse("setting_list")
