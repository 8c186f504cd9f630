"""The rules on texts, and forgetting phones that nothing was heard of for long."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor, Permission
from commonbeat.listen.textline import queries
from commonbeat.listen.textline.models import Line, TextRule


@transaction.atomic
def set_rule(
    *,
    actor: Actor,
    agency: Agency,
    pattern: str,
    update: bool,
    survey: bool,
    effective_from: date,
    citation: str,
) -> TextRule:
    """Say what follows a kind of call from a day on; an earlier rule on the same words stays, and ends by that.

    Raises ValidationError by field.
    """
    if not actor.may(Permission.MANAGE_TEXTS, agency):
        raise PermissionDenied
    if not pattern.strip():
        raise ValidationError({"pattern": _("Name the kind of call, as the file does.")})
    row = TextRule(
        agency=agency,
        pattern=" ".join(pattern.split()),
        update=update,
        survey=survey,
        effective_from=effective_from,
        citation=citation.strip(),
    )
    row.full_clean()
    row.save(force_insert=True)
    details = {
        "pattern": row.pattern,
        "update": update,
        "survey": survey,
        "from": effective_from,
        "citation": row.citation,
    }
    audit.record(agency=agency, actor=actor, verb="textline.set_rule", subject=row, details=details)
    return row


@transaction.atomic
def forget(*, actor: Actor, agency: Agency, now: datetime | None = None) -> int:
    """Forget phones of which nothing was heard for as long as two surveys lie apart; how many. Called nightly."""
    terms = queries.terms(agency, now)
    gone, _by_table = Line.objects.filter(agency=agency, changed_on__lt=terms.today - terms.limits.apart).delete()
    if gone:
        audit.record(agency=agency, actor=actor, verb="textline.forget", subject="phones", details={"phones": gone})
    return gone
