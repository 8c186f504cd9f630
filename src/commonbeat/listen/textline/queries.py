"""Reads of the text line: what holds for a contact, what was decided and why, what is remembered of a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.records.models import ContactEvent
from commonbeat.ground.records.rules import merged
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.sealing import fingerprint
from commonbeat.kit.tasks import Waiting
from commonbeat.listen.textline.models import Decision, DecisionQuerySet, Line, TextRule
from commonbeat.listen.textline.rules import PROGRAMMES, Limits, Listed, Outcome, Reason, listed_for

WINDOW = timedelta(days=90)
"""How far back the page of texts looks."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for an agency at a moment: its clock, its limits, its rules."""

    now: datetime
    limits: Limits
    days: int
    hour: int
    rules: Sequence[Listed]

    @property
    def today(self) -> date:
        return self.now.date()

    def rule_for(self, call_type: str) -> Listed | None:
        """The rule on this kind of call."""
        return listed_for(self.rules, call_type)

    def due(self, day: date | None) -> bool:
        """Whether a survey of that day may go now."""
        return day is None or day < self.today or (day == self.today and self.now.hour >= self.hour)


def terms(agency: Agency, now: datetime | None = None) -> Terms:
    """What holds now; two queries."""
    here = agency.clock(now)
    value = setting(agency, SettingKey.TEXT_LINE, here.date())
    limits = Limits(
        update=timedelta(hours=value["update_hours"]),
        survey=timedelta(days=value["survey_within"]),
        apart=timedelta(days=value["apart_days"]),
    )
    rules = [row.listed for row in TextRule.objects.begun(here.date()).filter(agency=agency)]
    return Terms(here, limits, value["survey_days"], value["survey_hour"], rules)


def last_looked_at(agency: Agency) -> int:
    """The contact up to which all were looked at; 0 for none."""
    last = Decision.objects.filter(agency=agency).of(Programme.UPDATES).aggregate(last=Max("contact_id"))["last"]
    return last or 0


def number_mark(number: str) -> str:
    """By what this app knows a phone again; no other app's fingerprint is the same."""
    return fingerprint(number, "textline.number")


def line_of(agency: Agency, number: str) -> Line | None:
    """What is remembered of this phone (E.164), if anything is."""
    return Line.objects.filter(agency=agency, fingerprint=number_mark(number)).first()


def decisions_on(contact: ContactEvent) -> dict[str, Decision]:
    """What was decided about a contact, by kind of text."""
    return {row.programme: row for row in Decision.objects.filter(contact=contact).select_related("rule")}


@dataclass(frozen=True, slots=True)
class Told:
    """What was decided about one kind of text: how many were sent, wait, and were not sent for which reason.

    `others` are reasons too rare to be told apart.
    """

    programme: Programme
    sent: int
    waiting: int
    refused: Sequence[tuple[Reason, int]]
    others: int


def never_asked(rows: DecisionQuerySet, agency: Agency, today: date) -> list[Told]:
    """Why people were not texted since the window began, each kind of text by itself; two queries."""
    least = setting(agency, SettingKey.THRESHOLDS, today)["count"]
    counted = rows.filter(decided_on__gt=today - WINDOW).order_by().values_list("programme", "outcome", "reason")
    found: dict[str, dict[tuple[str, str], int]] = {}
    for programme, outcome, reason, count in counted.annotate(count=Count("pk")):
        found.setdefault(programme, {})[outcome, reason] = count
    return [_told(programme, found.get(programme.value, {}), least) for programme in PROGRAMMES]


def _told(programme: Programme, counts: dict[tuple[str, str], int], least: int) -> Told:
    reasons = {reason: count for (outcome, reason), count in counts.items() if outcome == Outcome.REFUSED}
    shown, others = merged(reasons, least)
    sums = {outcome: sum(count for (one, _reason), count in counts.items() if one == outcome) for outcome in Outcome}
    return Told(
        programme=programme,
        sent=sums[Outcome.SENT],
        waiting=sums[Outcome.WAITING],
        refused=[(Reason(reason), count) for reason, count in shown],
        others=others,
    )


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """For the Monday list: contacts come in, and no rule says after which calls anybody may be texted."""
    if not actor.may(Permission.MANAGE_TEXTS, agency) or TextRule.objects.filter(agency=agency).exists():
        return []
    if not ContactEvent.objects.live().filter(agency=agency).exists():
        return []
    return [
        Waiting(
            title=_("Nobody is texted yet: no rule says after which calls"),
            address="text_rule_new",
            next_step=_("Choose the first kind of call"),
        )
    ]
