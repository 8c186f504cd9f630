"""Every write about praise: gathering comments, passing on or leaving out, the officer's choice, the weekly mail."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commonbeat.act.recognition import access, queries
from commonbeat.act.recognition.models import NoDigest, Praise
from commonbeat.act.recognition.rules import Keeping, Reason, State, redaction
from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, Permission, System
from commonbeat.kit.retention import Retention
from commonbeat.listen.surveys import actions as surveys
from commonbeat.listen.surveys import queries as sealed

BY_ITSELF = System("recognition")


def gather(*, agency: Agency, on: date | None = None) -> int:
    """Put the comments of the week on the list, all under one day and in no order that tells anything; how many.

    Called once a week, so that the day on which a comment is found says nothing of the day on which it was written.
    What was decided while the sealed space could not be reached is finished first.
    """
    for row in Praise.objects.filter(agency=agency, comment__isnull=False).exclude(state=State.WAITING):
        _destroy_original(BY_ITSELF, row)
    there = {one.reference for one in sealed.comments_to_redact(agency)}
    with transaction.atomic():
        listed = Praise.objects.filter(agency=agency, comment__isnull=False)
        listed.waiting().exclude(comment__in=there).delete()
        new = sorted(there - set(listed.values_list("comment", flat=True)))
        day = on or agency.day()
        Praise.objects.bulk_create(Praise(agency=agency, comment=one, came_on=day) for one in new)
        if new:
            details = {"comments": len(new)}
            audit.record(agency=agency, actor=BY_ITSELF, verb="recognition.gather", subject="", details=details)
    return len(new)


def pass_on(*, actor: Actor, praise: Praise, words: str, on: date | None = None) -> Praise:
    """Pass the words on to the officer, or to the whole team where nobody knows the officer or they have left.

    `words` are the comment with something taken out: nothing may be put in, no number or address may be left. The
    sealed original is destroyed at once. Raises ValidationError in words.
    """
    comment = _comment(actor, praise)
    words = redaction.tidy(words)
    _check(comment, words)
    with transaction.atomic():
        row = _held(praise)
        row.state, row.decided_on = State.PASSED_ON, on or row.agency.day()
        row.words, row.language = words, redaction.language_of(words)
        row.staff, row.public_allowed = comment.staff, comment.public
        row.save()
        details = {"to": "officer" if row.staff else "team"}
        audit.record(agency=row.agency, actor=actor, verb="recognition.pass_on", subject=row, details=details)
    _destroy_original(actor, row)
    return row


def leave_out(*, actor: Actor, praise: Praise, reason: str, on: date | None = None) -> Praise:
    """Pass it on to nobody. Its words are destroyed; neither they nor the officer are written down anywhere."""
    _comment(actor, praise)
    with transaction.atomic():
        row = _held(praise)
        row.state, row.decided_on, row.reason = State.LEFT_OUT, on or row.agency.day(), Reason(reason)
        row.save()
        details = {"reason": row.reason}
        audit.record(agency=row.agency, actor=actor, verb="recognition.leave_out", subject=row, details=details)
    _destroy_original(actor, row)
    return row


def _comment(actor: Actor, praise: Praise) -> queries.Comment:
    """The sealed comment, if this person may read it. Raises ValidationError in words."""
    if not actor.may(Permission.REDACT_PRAISE, praise.agency):
        raise ValidationError(_("Only those who read comments first can do this."))
    comment = queries.comment_of(praise) if praise.state == State.WAITING else None
    if comment is None:
        raise ValidationError(_("This comment is not here any more."))
    if queries.is_about(actor, comment):
        raise ValidationError(_("This comment is about you or somebody whom you supervise. Somebody else reads it."))
    return comment


def _check(comment: queries.Comment, words: str) -> None:
    """Refuse, in words, what may not be passed on."""
    problem = ""
    if not redaction.says_something(words):
        problem = _("Nothing is left of it. Leave it out instead, and say why.")
    elif found := redaction.left_in(words):
        problem = _("Take this out: %(found)s") % {"found": found[0]}
    elif added := redaction.put_in(comment.words, words):
        problem = _("“%(word)s” is not in the comment. You may take words out, not put words in.") % {"word": added}
    if problem:
        raise ValidationError({"words": problem})


def _held(praise: Praise) -> Praise:
    """The row as it stands now, held until the transaction ends, if it still waits."""
    row = Praise.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=praise.pk).waiting().first()
    if row is None:
        raise ValidationError(_("Somebody has decided about this comment already."))
    return row


def _destroy_original(actor: Actor, row: Praise) -> None:
    """Destroy the sealed words, then forget their id; done again each week where a machine stopped in between."""
    assert row.comment is not None  # noqa: S101 - whoever calls has just decided about it
    with suppress(ValidationError):  # where it is gone already, all that is left to do is to forget its id
        surveys.mark_taken(actor=actor, agency=row.agency, comment=row.comment)
    row.comment = None
    row.save(update_fields=["comment"])


@transaction.atomic
def choose(*, actor: Actor, praise: Praise, keeping: str) -> Praise:
    """Keep praise of one's own in one's file, hide it, or show it again. Raises ValidationError for anybody else's."""
    row = access.own(actor, praise.agency).filter(pk=praise.pk).first()
    if row is None:
        raise ValidationError(_("Only the officer whom it is for can do this."))
    row.keeping = Keeping(keeping)
    row.save(update_fields=["keeping"])
    details = {"keeping": row.keeping}
    audit.record(agency=row.agency, actor=actor, verb="recognition.choose", subject=row, details=details)
    return row


@transaction.atomic
def set_digest(*, actor: Actor, staff: Staff, wanted: bool) -> None:
    """Whether the weekly mail comes to this person, as they themselves say."""
    if wanted:
        NoDigest.objects.filter(staff=staff).delete()
    else:
        NoDigest.objects.get_or_create(agency=staff.agency, staff=staff)
    details = {"wanted": wanted}
    audit.record(agency=staff.agency, actor=actor, verb="recognition.set_digest", subject=staff, details=details)


@transaction.atomic
def send_digest(*, agency: Agency, on: date | None = None) -> int:
    """Write to each who got praise in the seven days before, without its words; how many mails. Called weekly."""
    found = queries.with_news(agency, on or agency.day())
    for staff, number in found:
        _write(agency, staff, number)
    if found:
        details = {"mails": len(found)}
        audit.record(agency=agency, actor=BY_ITSELF, verb="recognition.send_digest", subject="", details=details)
    return len(found)


def _write(agency: Agency, staff: Staff, number: int) -> None:
    user = staff.user
    assert user is not None  # noqa: S101 - the mail is for those with an account
    with override(user.language):
        said = ngettext("One person praised you", "%(number)s people praised you", number) % {"number": number}
        body = _(
            "%(said)s in the last seven days. Read the words on your desk, under Thanks. They are yours: keep them in "
            "your file, or hide them: %(link)s\n\nThis mail comes on Mondays when there is something new. You can end "
            "it there."
        ) % {"said": said, "link": agencies.full_address(agency, "praise_own")}
        messaging.queue_mail(
            actor=BY_ITSELF,
            agency=agency,
            to=staff.email or user.email,
            subject=said,
            body=body + "\n",
            purpose="recognition.digest",
            language=user.language,
        )


@transaction.atomic
def destroy_due(*, agency: Agency, before: Mapping[str, datetime]) -> dict[str, int]:
    """Destroy what was decided by the moment for threads; what an officer filed stays until they have left so long."""
    limit = agency.day(before[Retention.THREAD])
    filed = Q(keeping=Keeping.FILED) & (Q(staff__ended__isnull=True) | Q(staff__ended__gt=limit))
    rows = Praise.objects.filter(agency=agency, decided_on__lte=limit).exclude(filed)
    gone = NoDigest.objects.filter(agency=agency, staff__ended__lte=agency.day(before[Retention.ACCOUNT]))
    return {"praise": rows.delete()[0], "praise_wishes": gone.delete()[0]}
