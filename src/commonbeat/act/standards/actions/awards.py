"""Writing down an accreditation as it was given, and that it was taken back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.standards.actions.programs import check
from commonbeat.act.standards.models import Assessment, Award, Program
from commonbeat.act.standards.rules import programs as rules
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor


@transaction.atomic
def give_award(
    *,
    actor: Actor,
    program: Program,
    scope: str,
    given_on: date,
    valid_until: date,
    assessment: Assessment | None = None,
) -> Award:
    """Write down an accreditation as the body gave it; the very same one once."""
    check(rules.award_problem(given_on, valid_until, program.agency.day()))
    if assessment is not None and assessment.edition.program_id != program.pk:
        raise ValidationError({"assessment": _("Choose an assessment of this program.")})
    agencies.take_turns(program.agency, "standards.give_award")
    same = Award.objects.filter(program=program, scope=scope, given_on=given_on, valid_until=valid_until)
    if twin := same.filter(ended_on__isnull=True).first():
        return twin
    row = Award.objects.create(
        agency=program.agency,
        program=program,
        assessment=assessment,
        scope=scope,
        given_on=given_on,
        valid_until=valid_until,
    )
    details = {"program": program.name, "from": given_on.isoformat(), "until": valid_until.isoformat()}
    audit.record(agency=row.agency, actor=actor, verb="standards.give_award", subject=row, details=details)
    agencies.touch_public(program.agency)
    return row


@transaction.atomic
def end_award(*, actor: Actor, award: Award, why: str, on: date | None = None) -> Award:
    """Write down that the body took it back before its time, on that day; the public page says so."""
    check("" if why.strip() else _("Say why: the public will read it."), "why")
    row = Award.objects.select_for_update(of=("self",)).select_related("agency").get(pk=award.pk)
    check(_("This has been written down already.") if row.ended_on else "")
    today = row.agency.day()
    day = on or today
    check(rules.end_problem(row.given_on, day, today), "on")
    row.ended_on, row.ended_why = day, why.strip()
    row.save(update_fields=["ended_on", "ended_why"])
    details = {"until": row.ended_on.isoformat(), "reason": row.ended_why}
    audit.record(agency=row.agency, actor=actor, verb="standards.end_award", subject=row, details=details)
    agencies.touch_public(row.agency)
    return row
