"""Setting how mails and texts leave, and trying it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import gateways, rules
from commonbeat.ground.messaging.models import Gateway
from commonbeat.ground.messaging.rules import Backend, Kind, Outcome
from commonbeat.ground.roles import Actor
from commonbeat.kit.sealing import seal


@transaction.atomic
def set_gateway(
    *,
    actor: Actor,
    agency: Agency,
    kind: str,
    backend: str,
    settings: Mapping[str, Any],
    secret: str | None = None,
) -> Gateway:
    """Carry this agency's mails or texts this way from now on; `secret=None` keeps the one that is set.

    Raises ValidationError with the words for each wrong field.
    """
    if backend == Backend.SIMULATOR and not django_settings.DEMO:
        raise ValidationError({"backend": _("The phones of the demonstration exist in a demonstration only.")})
    before = Gateway.objects.in_force(agency, kind).first()
    same = before is not None and before.backend == backend
    sealed = seal(secret, gateways.SEALED_FOR) if secret is not None else before.secret if before and same else ""
    if found := rules.problems(kind, backend, settings, has_secret=bool(sealed)):
        raise ValidationError(found)
    row = Gateway(agency=agency, kind=kind, backend=backend, settings=dict(settings), secret=sealed)
    row.full_clean()
    row.save(force_insert=True)
    details = {"kind": kind, "backend": backend, **settings, "secret": "changed" if secret else "kept"}
    audit.record(agency=agency, actor=actor, verb="messaging.set_gateway", subject=row, details=details)
    return row


def send_test(*, actor: Actor, agency: Agency, kind: str, to: str) -> Outcome:
    """Send one test message now and keep what the gateway answered; never raises for a refusal."""
    gateway = gateways.in_force(agency, kind)
    words = _("This is a test message from %(agency)s. Nothing is asked of you.") % {"agency": agency.name}
    if kind == Kind.MAIL:
        subject = _("Test message from %(agency)s") % {"agency": agency.name}
        outcome = gateways.carry_mail(agency, to, subject, words, gateway=gateway)
    else:
        outcome = gateways.carry_text(agency, to, words, gateway=gateway)
    with transaction.atomic():
        if gateway is not None and gateway.agency_id == agency.pk:
            Gateway.objects.filter(pk=gateway.pk).update(
                tested_at=timezone.now(), test_passed=outcome.ok, test_words=outcome.words
            )
        details = {"kind": kind, "accepted": outcome.ok, "answer": outcome.words}
        audit.record(agency=agency, actor=actor, verb="messaging.send_test", subject=gateway or kind, details=details)
    return outcome
