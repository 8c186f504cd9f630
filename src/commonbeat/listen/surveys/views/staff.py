"""What those who run surveys see: what is asked and why, and how many were asked and answered. No single answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, Page
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.listen.surveys import access, actions, queries
from commonbeat.listen.surveys.forms import CampaignForm, EndForm
from commonbeat.listen.surveys.models import Campaign, Instrument, InstrumentItem
from commonbeat.listen.surveys.rules.questions import choices_from, in_language
from commonbeat.plumb import protect_list
from commonbeat.plumb.result import Reason


class SurveyOverview(Page):
    """Every campaign and every set of questions."""

    permission = Permission.RUN_SURVEYS
    section = "listen"
    title = gettext_lazy("Surveys")
    template_name = "surveys/overview.html"

    def context(self) -> dict[str, Any]:
        campaigns = list(access.visible(self.request.user, self.agency))
        instruments = access.instruments(self.request.user, self.agency)
        return {
            "campaigns": _campaign_table(campaigns, self.agency.day()) if campaigns else None,
            "instruments": _instrument_table(instruments) if instruments else None,
        }


def _campaign_table(campaigns: list[Campaign], today: date) -> DataTable:
    return DataTable(
        caption=_("Campaigns"),
        columns=(Head(_("Campaign")), Head(_("Asks")), Head(_("Days")), Head(_("State"))),
        rows=tuple(
            (
                Cell(row.title, href=reverse("survey_campaign", args=[row.pk])),
                row.get_kind_display(),
                _days(row),
                Cell(_("asks now"), state="fine") if row.asks_on(today) else _("does not ask"),
            )
            for row in campaigns
        ),
    )


def _days(row: Campaign) -> str:
    if row.ends_on is None:
        return _("from %(day)s on") % {"day": words.day(row.starts_on)}
    return words.day_range(row.starts_on, row.ends_on)


def _instrument_table(instruments: list[Instrument]) -> DataTable:
    return DataTable(
        caption=_("Sets of questions"),
        columns=(Head(_("Questions")), Head(_("Version")), Head(_("State"))),
        rows=tuple(
            (
                Cell(in_language(row.title, _language()), href=reverse("survey_instrument", args=[row.pk])),
                str(row.version),
                Cell(_("fixed for good"), state="verified") if row.fielded_at else Cell(_("to be read"), state="open"),
            )
            for row in instruments
        ),
    )


class PrepareQuestions(ActionPage):
    """Put the standard questions together."""

    permission = Permission.RUN_SURVEYS
    done_message = gettext_lazy("The standard questions are ready to be read.")

    def act(self) -> str:
        row = actions.prepare(actor=self.request.user, agency=self.agency)
        return reverse("survey_instrument", args=[row.pk])

    def back(self) -> str:
        return reverse("survey_overview")


def _instrument(page: Page) -> Instrument:
    found = access.instrument(page.request.user, page.agency, page.kwargs["pk"])
    if found is None:
        raise Http404
    return found


class InstrumentPage(DetailPage):
    """A set of questions with the passport of each."""

    permission = Permission.RUN_SURVEYS
    section = "listen"
    template_name = "surveys/instrument.html"

    def find(self) -> Instrument | None:
        return access.instrument(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return in_language(self.object.title, _language())

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": SurveyOverview.title, "url": reverse("survey_overview")}]

    def context(self) -> dict[str, Any]:
        return {"questions": [_passport(row) for row in queries.places_of(self.object)]}


def _passport(row: InstrumentItem) -> dict[str, Any]:
    """What a question measures, how it is worded in each language, and how it is answered."""
    item, language, names = row.item, _language(), dict(settings.LANGUAGES)
    return {
        "place": row.place,
        "title": in_language(item.wording, language),
        "construct": in_language(item.construct.name, language),
        "about": in_language(item.construct.about, language),
        "wordings": [
            (code, names.get(code, code), said) for code, said in item.wording.items() if code != language[:2]
        ],
        "answers": words.listing([in_language(one.said, language) for one in choices_from(item.choices)]),
        "skip": in_language(item.skip, language),
        "version": item.version,
        "own": item.own_wording,
        "translation": item.translation_note,
    }


class FixQuestions(ActionPage):
    """Fix a set of questions for good."""

    permission = Permission.RUN_SURVEYS
    done_message = gettext_lazy("The questions are fixed. Nobody can change them now; they can be asked.")

    def act(self) -> str:
        actions.field(actor=self.request.user, instrument=_instrument(self))
        return self.back()

    def back(self) -> str:
        return reverse("survey_instrument", args=[self.kwargs["pk"]])


class BeginCampaign(FormPage):
    """Begin to ask with a set of questions."""

    permission = Permission.RUN_SURVEYS
    section = "listen"
    title = gettext_lazy("Begin to ask")
    template_name = "surveys/campaign_new.html"
    form_class = CampaignForm
    done_message = gettext_lazy("The campaign is set.")

    def prepare(self) -> None:
        self.instrument = _instrument(self)

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {"starts_on": self.agency.day()}}

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        row = actions.open_campaign(
            actor=self.request.user,
            agency=self.agency,
            instrument=self.instrument,
            title=clean["title"],
            starts_on=clean["starts_on"],
            ends_on=clean["ends_on"],
        )
        return reverse("survey_campaign", args=[row.pk])

    def context(self) -> dict[str, Any]:
        return {"instrument": self.instrument}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": SurveyOverview.title, "url": reverse("survey_overview")}]


class CampaignPage(DetailPage):
    """A campaign month by month: how many were asked, how many answers are written."""

    permission = Permission.RUN_SURVEYS
    section = "listen"
    template_name = "surveys/campaign.html"

    def find(self) -> Campaign | None:
        return access.campaign(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return str(self.object.title)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": SurveyOverview.title, "url": reverse("survey_overview")}]

    def context(self) -> dict[str, Any]:
        today = self.agency.day()
        months = queries.months(self.object, today)
        fewest = setting(self.agency, SettingKey.THRESHOLDS, today)["count"]
        return {
            "days": _days(self.object),
            "asks": self.object.asks_on(today),
            "months": month_table(months, fewest, synthetic=self.agency.demo) if months else None,
            "questions": in_language(self.object.instrument.title, _language()),
        }


def month_table(months: list[queries.Month], fewest: int, *, synthetic: bool = False) -> DataTable:
    """Invited and answered by month; what is too few is not shown, nor what would give it away."""
    invited = protect_list([one.invited for one in months], minimum=fewest)
    answered = protect_list([one.answered for one in months], minimum=fewest)
    lines = [(_month(one.month), invited.cells[place], answered.cells[place]) for place, one in enumerate(months)]
    return DataTable(
        caption=_("Asked and answered, by the month in which they were asked"),
        columns=(Head(_("Month")), Head(_("Asked"), numeric=True), Head(_("Answers written"), numeric=True)),
        rows=tuple(
            (month, _count(asked, fewest), _count(said, fewest))
            for month, asked, said in [*lines, (pgettext("months", "All"), invited.total, answered.total)]
        ),
        synthetic=synthetic,
    )


def _month(month: str) -> str:
    """A month in words; "" is that of answers of which too few came."""
    if not month:
        return _("month not kept: too few answered")
    return date_format(date.fromisoformat(f"{month}-01"), pgettext("a month", "F Y"))


def _count(value: int | Reason | None, fewest: int) -> str:
    if isinstance(value, int):
        return words.number(value)
    return _("hidden (fewer than %(fewest)s, or it would give such a count away)") % {"fewest": fewest}


class EndCampaign(FormPage):
    """Set the last day of a campaign."""

    permission = Permission.RUN_SURVEYS
    section = "listen"
    title = gettext_lazy("End the campaign")
    template_name = "surveys/campaign_new.html"
    form_class = EndForm
    done_message = gettext_lazy("The last day is set.")

    def prepare(self) -> None:
        found = access.campaign(self.request.user, self.agency, self.kwargs["pk"])
        if found is None:
            raise Http404
        self.campaign = found

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {"ends_on": self.agency.day()}}

    def act(self, form: Any) -> str:
        actions.close_campaign(actor=self.request.user, campaign=self.campaign, on=form.cleaned_data["ends_on"])
        return reverse("survey_campaign", args=[self.campaign.pk])

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": SurveyOverview.title, "url": reverse("survey_overview")}]


def _language() -> str:
    return get_language() or "en"
