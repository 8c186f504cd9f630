"""Writing to people about training that is due: one mail each, with everything in it, and then none for a while."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.act.policies.queries.training import Asked, asked, standings
from commonbeat.act.policies.rules.standing import Stand, Standing
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import full_address, setting
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import System
from commonbeat.kit.words import day as said_day

BY_ITSELF = System("training")
VERB = "policies.remind_training"


def remind(*, agency: Agency) -> int:
    """One digest to everybody with a mail address whose training is due soon or late; returns how many. Called daily.

    Whoever was written to in the last days (a dated setting) is left alone.
    """
    today = agency.day()
    days = setting(agency, SettingKey.TRAINING, today)
    wanted = asked(agency, today)
    staff = list(Staff.objects.working().filter(agency=agency).select_related("user"))
    found = standings(agency, staff, wanted, today)
    lately = _written_to(agency, timezone.now() - timedelta(days=days["remind_days"]))
    sent = 0
    for who in staff:
        due = [
            (one, stand)
            for one in wanted
            if (stand := found.get((who.pk, one.key))) is not None and _is_due(stand, today, days["due_soon_days"])
        ]
        if due and str(who.pk) not in lately and _address(who):
            _write(agency, who, due, today)
            sent += 1
    return sent


def _is_due(stand: Standing, today: date, soon: int) -> bool:
    return stand.state != Stand.MET and stand.due is not None and (stand.due - today).days <= soon


def _written_to(agency: Agency, since: datetime) -> set[str]:
    """The numbers of the staff to whom a digest went after that moment; the trail says so. One query."""
    rows = AuditEvent.objects.filter(agency_id=agency.pk, verb=VERB, at__gt=since)
    return set(rows.values_list("subject_id", flat=True))


def _address(who: Staff) -> str:
    return who.email or (who.user.email if who.user else "")


@transaction.atomic
def _write(agency: Agency, who: Staff, due: Sequence[tuple[Asked, Standing]], today: date) -> None:
    language = who.user.language if who.user else "en"
    with override(language):
        lines = [_line(one, stand, today) for one, stand in due]
        body = _("Training that is due for you:\n\n%(lines)s\n\nSee what is missing: %(link)s\n") % {
            "lines": "\n".join(lines),
            "link": full_address(agency, "training_own"),
        }
        subject = _("Training that is due for you")
    messaging.queue_mail(
        actor=BY_ITSELF,
        agency=agency,
        to=_address(who),
        subject=subject,
        body=body,
        purpose="policies.training",
        programme=Programme.STAFF,
        language=language,
    )
    details = {"requirements": [one.key for one, _stand in due]}
    audit.record(agency=agency, actor=BY_ITSELF, verb="policies.remind_training", subject=who, details=details)


def _line(one: Asked, stand: Standing, today: date) -> str:
    told = {"title": one.row.title, "day": said_day(stand.due) if stand.due else ""}
    if stand.late(today):
        return _("- %(title)s: late since %(day)s") % told
    return _("- %(title)s: by %(day)s") % told
