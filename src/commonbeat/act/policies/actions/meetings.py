"""The practice log of building relationships: a first meeting is logged, and a coach signs it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.policies.models import FirstMeeting
from commonbeat.act.policies.rules.training import day_problem
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor


@transaction.atomic
def log_meeting(
    *, actor: Actor, staff: Staff, day: date, partner: str, learned: str, next_step: str = ""
) -> FirstMeeting:
    """Somebody met a partner organization for the first time. Names of people do not belong here."""
    agency = staff.agency
    if words := day_problem(day, agency.day(), staff.hired):
        raise ValidationError({"day": str(words)})
    if FirstMeeting.objects.filter(agency=agency, staff=staff, partner__iexact=partner.strip()).exists():
        raise ValidationError({"partner": _("You logged a first meeting with them already.")})
    row = FirstMeeting(
        agency=agency,
        staff=staff,
        day=day,
        partner=partner.strip(),
        learned=learned.strip(),
        next_step=next_step.strip(),
        synthetic=agency.demo,
    )
    row.full_clean()
    row.save(force_insert=True)
    details = {"badge": staff.badge, "training_day": day.isoformat()}
    audit.record(agency=agency, actor=actor, verb="policies.log_meeting", subject=row, details=details)
    return row


@transaction.atomic
def sign_meeting(*, actor: Actor, meeting: FirstMeeting, coach: Staff, words: str = "") -> FirstMeeting:
    """A coach read it and talked it over; nobody signs their own."""
    meeting = FirstMeeting.objects.select_for_update().select_related("staff", "agency").get(pk=meeting.pk)
    if meeting.signed_on is not None:
        raise ValidationError(_("A coach signed it already."))
    if coach.pk == meeting.staff_id or coach.agency_id != meeting.agency_id:
        raise ValidationError(_("Somebody else who works here signs it as coach."))
    meeting.coach, meeting.coach_words, meeting.signed_on = coach, words.strip(), meeting.agency.day()
    meeting.full_clean()
    meeting.save(update_fields=["coach", "coach_words", "signed_on"])
    details = {"badge": meeting.staff.badge}
    audit.record(agency=meeting.agency, actor=actor, verb="policies.sign_meeting", subject=meeting, details=details)
    return meeting
