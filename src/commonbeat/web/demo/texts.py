"""The text line of the demonstration: its rules before the calls come in, its texts after them."""

import time
from collections.abc import Callable

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency, Setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging import simulator
from commonbeat.ground.messaging.rules import Kind
from commonbeat.ground.roles import Actor
from commonbeat.listen.textline import actions
from commonbeat.listen.textline.models import TextRule
from commonbeat.web.demo.agency import SINCE
from commonbeat.web.demo.phones import PHONES

Say = Callable[[str], object]

MADE_UP = "Made up for this demonstration"
AT_ANY_HOUR = "Demonstration: whoever visits at night finds texts, too; a real agency's leave from 8 to 20"
SETTINGS = (
    (SettingKey.QUIET_HOURS, {"opens": 0, "closes": 24}),
    (SettingKey.TEXT_LINE, {"survey_days": 0, "survey_hour": 0}),
)
"""So that a newcomer need not wait for the morning; the page of the phones says so."""

BOTH = (
    *("*COMPLAINT", "THEFT*", "TRAFFIC ACCIDENT", "BURGLARY*", "GRAFFITI", "FOUND PROPERTY", "NEIGHBOR DISPUTE"),
    *("CITIZEN ASSIST", "VEHICLE STOLEN", "FRAUD", "PROPERTY DAMAGE", "SUSPICIOUS VEHICLE"),
)
"""Kinds of call after which people get an update and are asked."""
SURVEY_ONLY = ("TRAFFIC STOP",)
STOPS = "sam-whitfield"
"""Who has had enough."""
PATIENCE = 10.0
"""Seconds that we wait for a worker that carries at the same time."""


def prepare(actor: Actor, agency: Agency, say: Say) -> None:
    """The rules and the hours; before any call comes in, for a call is looked at once. A survey asks already."""
    for key, value in SETTINGS:
        if not Setting.objects.filter(agency=agency, key=key).exists():
            agencies.set_value(
                actor=actor, agency=agency, key=key, value=value, effective_from=SINCE, citation=AT_ANY_HOUR
            )
    known = set(TextRule.objects.filter(agency=agency).values_list("pattern", flat=True))
    for pattern in (*BOTH, *SURVEY_ONLY):
        if pattern not in known:
            actions.set_rule(
                actor=actor,
                agency=agency,
                pattern=pattern,
                update=pattern in BOTH,
                survey=True,
                effective_from=SINCE,
                citation=MADE_UP,
            )
    say(f"{TextRule.objects.filter(agency=agency).count()} rules on texts")


def send(actor: Actor, agency: Agency, say: Say) -> None:
    """Look at the calls, carry what is due, and let one person say STOP."""
    actions.decide(actor=actor, agency=agency)
    while messaging.carry_some(kind=Kind.TEXT):
        pass
    for phone in PHONES:
        if phone.slug == STOPS and _has_a_text(phone.number):
            reference = simulator.say(phone.number, "STOP")
            actions.receive(agency=agency, sender=phone.number, body="STOP", gateway_reference=reference)
    messaging.carry_some(kind=Kind.TEXT)
    say(f"{sum(bool(simulator.conversation(phone.number)) for phone in PHONES)} phones with texts")


def _has_a_text(number: str) -> bool:
    """Whether something came, and nothing was said to it yet; a worker may be carrying it just now."""
    until = time.monotonic() + PATIENCE
    while not simulator.conversation(number) and time.monotonic() < until:
        time.sleep(0.1)
    texts = simulator.conversation(number)
    return bool(texts) and not any(text.mine for text in texts)
