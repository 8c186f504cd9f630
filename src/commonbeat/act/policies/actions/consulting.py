"""Putting a draft to people: opening, taking comments, reading them first, themes with answers, ending."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.policies import queries
from commonbeat.act.policies.access import Commenter
from commonbeat.act.policies.actions.steps import WORDS, check, move, take
from commonbeat.act.policies.models import ConsultationComment, ConsultationTheme, PolicyConsultation, PolicyVersion
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules import consultations as rules
from commonbeat.act.policies.rules.consultations import Answer, CommentState, LeftOut
from commonbeat.act.policies.rules.text import parse
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency import queries as settings
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import Language, SettingKey
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor


@transaction.atomic
def consult(
    *,
    actor: Actor,
    version: PolicyVersion,
    starts_on: date,
    ends_on: date,
    questions: str,
    questions_es: str = "",
    on: date | None = None,
) -> PolicyConsultation:
    """Put a version to people for these days: what they read is kept as it is now, whatever becomes of the version."""
    row = take(version)
    day = on or row.agency.day()
    check(rules.dates_problem(starts_on, ends_on, day), "ends_on" if starts_on >= day else "starts_on")
    check(str(fault) for fault in parse(row.text).faults)
    check("" if row.summary.strip() else _("Write the summary in plain words, in English."))
    check("" if questions.strip() else _("Ask at least one question."), "questions")
    move(row, VersionState.PUBLIC_COMMENT, actor=actor, verb="policies.move", day=day)
    asked = PolicyConsultation.objects.create(
        agency=row.agency,
        version=row,
        starts_on=starts_on,
        ends_on=ends_on,
        questions=questions.strip(),
        questions_es=questions_es.strip(),
        **{name: getattr(row, name) for name in WORDS},
    )
    _told(actor, asked, "policies.consult", until=ends_on.isoformat())
    return asked


def _told(actor: Actor, row: PolicyConsultation, verb: str, **details: object) -> None:
    """The entry of the trail, and the public pages that show it anew."""
    told = {"number": row.version.policy.number, "version": row.version.number, **details}
    audit.record(agency=row.agency, actor=actor, verb=verb, subject=row, details=told)
    agencies.touch_public(row.agency)


@transaction.atomic
def comment(
    *, agency: Agency, consultation: PolicyConsultation, words: str, language: str, on: date | None = None
) -> ConsultationComment:
    """Take a comment from whoever writes one; it waits to be read. Nothing of whoever wrote is kept.

    The same words within a minute are one comment: somebody pressed the button twice.
    """
    if not consultation.open_on(on or agency.day()):
        raise ValidationError(_("This consultation has ended. What people said stays on this page."))
    check(rules.comment_problem(words), "words")
    check("" if language in Language.values else _("This is not one of the choices."))
    PolicyConsultation.objects.select_for_update().get(pk=consultation.pk)
    if (there := queries.twin(consultation, words.strip())) is not None:
        return there
    ceiling = settings.setting(agency, SettingKey.POLICIES, agency.day())["comments_hourly"]
    if queries.comments_of_the_hour(agency) >= ceiling:
        said = _("So much came in this hour that we can take no more by this form now. Try again in an hour.")
        raise ValidationError(said, code="flooded")
    row = ConsultationComment.objects.create(
        agency=agency, consultation=consultation, language=language, original=words.strip()
    )
    details = {"number": consultation.version.policy.number, "version": consultation.version.number}
    audit.record(agency=agency, actor=Commenter(), verb="policies.comment", subject=consultation, details=details)
    return row


def _held(row: ConsultationComment) -> ConsultationComment:
    found = ConsultationComment.objects.select_for_update().get(pk=row.pk)
    check("" if found.state == CommentState.HELD else _("Somebody has read this comment already."))
    return found


@transaction.atomic
def show_comment(
    *, actor: Actor, comment: ConsultationComment, words: str, theme: ConsultationTheme | None = None
) -> ConsultationComment:
    """Show a comment, perhaps without some of its words: what was written is erased, how much of it where stays."""
    row = _held(comment)
    check(rules.shown_problem(row.original, words), "words")
    _fits(row, theme)
    row.taken_out = rules.taken_out(row.original, words) or []
    row.state, row.words, row.original, row.theme = CommentState.SHOWN, " ".join(words.split()), "", theme
    row.save()
    _told(actor, row.consultation, "policies.show_comment", comment=row.pk, taken_out=sum(row.taken_out))
    return row


@transaction.atomic
def leave_out_comment(*, actor: Actor, comment: ConsultationComment, reason: str) -> ConsultationComment:
    """Leave a comment out for one of four reasons; what was written is erased, that there was one is public."""
    row = _held(comment)
    check("" if reason in LeftOut.values else _("Choose why it is left out."), "reason")
    row.state, row.reason, row.original = CommentState.LEFT_OUT, reason, ""
    row.save()
    _told(actor, row.consultation, "policies.leave_out_comment", comment=row.pk, reason=reason)
    return row


def _fits(row: ConsultationComment, theme: ConsultationTheme | None) -> None:
    if theme is not None and theme.consultation_id != row.consultation_id:
        raise ValidationError({"theme": _("Choose a theme of this consultation.")})


@transaction.atomic
def sort_comment(*, actor: Actor, comment: ConsultationComment, theme: ConsultationTheme) -> ConsultationComment:
    """Put a comment that is shown under a theme."""
    row = ConsultationComment.objects.select_for_update().get(pk=comment.pk)
    check("" if row.state == CommentState.SHOWN else _("Show this comment first."))
    _fits(row, theme)
    row.theme = theme
    row.save(update_fields=["theme"])
    _told(actor, row.consultation, "policies.sort_comment", comment=row.pk, theme=theme.name)
    return row


@transaction.atomic
def add_theme(*, actor: Actor, consultation: PolicyConsultation, name: str, name_es: str = "") -> ConsultationTheme:
    """Name, in our words, what several comments say."""
    row = ConsultationTheme(
        agency=consultation.agency, consultation=consultation, name=name.strip(), name_es=(name_es or name).strip()
    )
    row.full_clean()
    row.save()
    _told(actor, consultation, "policies.add_theme", theme=row.name)
    return row


@transaction.atomic
def answer_theme(
    *,
    actor: Actor,
    theme: ConsultationTheme,
    answer: str,
    why: str,
    why_es: str = "",
    on: date | None = None,
) -> ConsultationTheme:
    """Say in writing what is done with what people said, and why; it can change until the approval."""
    row = ConsultationTheme.objects.select_related("consultation__version__policy").get(pk=theme.pk)
    take(row.consultation.version)
    check("" if answer in Answer.values else _("Choose one of the answers."), "answer")
    check("" if why.strip() else _("Say why: the public will read it."), "why")
    if PolicyVersion.objects.get(pk=row.consultation.version_id).fixed:
        raise ValidationError(_("The version is approved: what was answered stays."))
    row.answer, row.why, row.why_es = answer, why.strip(), why_es.strip()
    row.answered_on = on or row.agency.day()
    row.save()
    _told(actor, row.consultation, "policies.answer_theme", theme=row.name)
    return row


@transaction.atomic
def end(*, actor: Actor, consultation: PolicyConsultation, on: date | None = None) -> PolicyConsultation:
    """End a consultation before its last day."""
    row = PolicyConsultation.objects.select_for_update().get(pk=consultation.pk)
    day = on or row.agency.day()
    check("" if row.ended_on is None and day <= row.ends_on else _("It has ended already."))
    row.ended_on = day
    row.save(update_fields=["ended_on"])
    _told(actor, row, "policies.end_consultation")
    return row
