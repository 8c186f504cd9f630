"""What those who keep the rules see: after which calls people are texted, who was never asked and why. No numbers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import FormPage, Page
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.listen.textline import access, actions, queries
from commonbeat.listen.textline.forms import TextRuleForm
from commonbeat.listen.textline.models import TextRule
from commonbeat.listen.textline.rules import listed_for


class Texts(Page):
    """Who was texted, who was not and why, and the rules that hold."""

    permission = Permission.MANAGE_TEXTS
    section = "listen"
    title = gettext_lazy("Texts after a contact")
    template_name = "textline/overview.html"

    def context(self) -> dict[str, Any]:
        today = self.agency.day()
        rows = access.visible(self.request.user, self.agency)
        rules = list(access.visible_rules(self.request.user, self.agency))
        told = queries.never_asked(rows, self.agency, today)
        return {
            "told": [_shown(one, self.least(today)) for one in told],
            "anything": any(one.sent or one.waiting or one.refused or one.others for one in told),
            "rules": _rules(rules, today) if rules else None,
            "window": queries.WINDOW.days,
            "terms": setting(self.agency, SettingKey.TEXT_LINE, today),
            "quiet": setting(self.agency, SettingKey.QUIET_HOURS, today),
            "may_set": self.request.user.may(Permission.MANAGE_AGENCY, self.agency),
            "calls": [self._address(name) for name in ("text_inbound", "text_status")],
        }

    def _address(self, name: str) -> str:
        """A full address for the gateway, which calls in no language."""
        with override("en"):
            return self.request.build_absolute_uri(reverse(name))

    def least(self, today: date) -> int:
        """From which count a reason is told apart."""
        return setting(self.agency, SettingKey.THRESHOLDS, today)["count"]


def _shown(told: queries.Told, least: int) -> dict[str, Any]:
    """One kind of text: how many were sent and wait, none told apart that are too few, and why others got none."""
    few = _("fewer than %(least)s") % {"least": least}
    sums = [words.number(count) if count == 0 or count >= least else few for count in (told.sent, told.waiting)]
    return {"programme": told.programme.label, "sent": sums[0], "waiting": sums[1], "table": _reasons(told, least)}


def _reasons(told: queries.Told, least: int) -> DataTable | None:
    """The reasons with their counts, those too rare put together; None where nobody was left out."""
    lines = [(str(reason.label), words.number(count)) for reason, count in told.refused]
    names = {"least": least}
    if told.others >= least:
        rare = _("Other reasons together, each fewer than %(least)s times") % names
        lines.append((rare, words.number(told.others)))
    elif told.others:
        lines.append((_("All reasons"), _("fewer than %(least)s") % names))
    if not lines:
        return None
    caption = _("Why people got no such text: %(programme)s") % {"programme": told.programme.label}
    return DataTable(caption=caption, columns=(Head(_("Why")), Head(_("People"), numeric=True)), rows=tuple(lines))


def _rules(rows: list[TextRule], today: date) -> DataTable:
    """Every rule, those that hold today marked."""
    begun = [row.listed for row in rows if row.effective_from <= today]
    return DataTable(
        caption=_("Rules on texts"),
        columns=(Head(_("Kind of call")), Head(_("Update")), Head(_("Survey")), Head(_("From")), Head(_("State"))),
        rows=tuple(
            (
                Cell(row.pattern, small=row.citation),
                _("yes") if row.update else _("no"),
                _("yes") if row.survey else _("no"),
                words.day(row.effective_from),
                _state(row, today, holds=row.listed == listed_for(begun, row.pattern)),
            )
            for row in rows
        ),
    )


def _state(row: TextRule, today: date, *, holds: bool) -> Cell:
    if row.effective_from > today:
        return Cell(_("to come"), state="open")
    return Cell(_("holds"), state="fine") if holds else Cell(_("replaced"), state="unknown")


class TextRuleNew(FormPage):
    """Say after which calls people are texted."""

    permission = Permission.MANAGE_TEXTS
    section = "listen"
    title = gettext_lazy("A rule on texts")
    template_name = "textline/rule_new.html"
    form_class = TextRuleForm
    done_message = gettext_lazy("Saved. It holds from its day on for contacts that come in then.")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": Texts.title, "url": reverse("texts")}]

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {"effective_from": self.agency.day()}}

    def act(self, form: Any) -> str:
        actions.set_rule(actor=self.request.user, agency=self.agency, **form.cleaned_data)
        return reverse("texts")
