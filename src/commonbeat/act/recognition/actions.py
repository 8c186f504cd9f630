"""Every write about praise: gathering comments, passing on or leaving out, the officer's choice, the weekly mail."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commonbeat.act.recognition import access, queries, rules
from commonbeat.act.recognition.models import NoDigest, Praise
from commonbeat.act.recognition.rules import Keeping, Reason, Standing, State, marks, redaction
from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, System
from commonbeat.kit.retention import Retention
from commonbeat.listen.surveys import actions as surveys
from commonbeat.listen.surveys import queries as sealed

BY_ITSELF = System("recognition")


def gather(*, agency: Agency, on: date | None = None) -> int:
    """Put the comments of the week on the list, all under its Monday and in no order that tells anything; how many.

    Called once a week, so that the day on which a comment is found says nothing of the day on which it was written.
    What was decided while the sealed space could not be reached is finished first; what is for nobody who works here
    is left out last, before anybody reads it.
    """
    for row in Praise.objects.filter(agency=agency, comment__isnull=False).exclude(state=State.WAITING):
        _destroy_original(BY_ITSELF, row)
    there = sealed.comments_to_redact(agency)
    with transaction.atomic():
        listed = Praise.objects.filter(agency=agency, comment__isnull=False)
        gone, _tables = listed.waiting().exclude(comment__in=there).delete()
        new = sorted(there - set(listed.values_list("comment", flat=True)))
        day = rules.monday(on or agency.day())
        Praise.objects.bulk_create(Praise(agency=agency, comment=one, came_on=day) for one in new)
        if new or gone:
            details = {"comments": len(new), "gone": gone}
            audit.record(agency=agency, actor=BY_ITSELF, verb="recognition.gather", subject="", details=details)
    _leave_out_nobodys(agency, on)
    return len(new)


def _leave_out_nobodys(agency: Agency, on: date | None) -> None:
    """Leave out what waits and whose officer is not known or has left: its writer let nobody else have it."""
    rows = list(Praise.objects.filter(agency=agency).waiting())
    found = queries.standings(BY_ITSELF, agency, rows)
    for row in rows:
        if found[row.pk] is Standing.NOBODYS:
            with suppress(ValidationError):  # somebody was quicker
                _leave_out(BY_ITSELF, row, Reason.NO_OFFICER, on)


def pass_on(*, actor: Actor, praise: Praise, words: str, on: date | None = None) -> Praise:
    """Pass the words on to the officer.

    `words` are the comment with something taken out: nothing may be put in, a mark stands wherever something is
    out, no number or address may be left. The sealed original is destroyed at once. Raises ValidationError in words.
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
        audit.record(agency=row.agency, actor=actor, verb="recognition.pass_on", subject=row)
    _destroy_original(actor, row)
    return row


def leave_out(*, actor: Actor, praise: Praise, reason: str, on: date | None = None) -> Praise:
    """Pass it on to nobody. Its words are destroyed; neither they nor the officer are written down anywhere."""
    _comment(actor, praise)
    return _leave_out(actor, praise, Reason(reason), on)


def _leave_out(actor: Actor, praise: Praise, reason: Reason, on: date | None) -> Praise:
    with transaction.atomic():
        row = _held(praise)
        row.state, row.decided_on, row.reason = State.LEFT_OUT, on or row.agency.day(), reason
        row.save()
        details = {"reason": row.reason}
        audit.record(agency=row.agency, actor=actor, verb="recognition.leave_out", subject=row, details=details)
    _destroy_original(actor, row)
    return row


def _comment(actor: Actor, praise: Praise) -> queries.Comment:
    """The sealed comment, if this person may read it. Raises ValidationError in words."""
    if not access.reads_first(actor, praise.agency):
        raise ValidationError(_("Only those who read comments first can do this."))
    found = queries.look(actor, praise) if praise.state == State.WAITING else None
    if found is not None and found.standing is Standing.ANOTHERS:
        raise ValidationError(_("This comment is about you or somebody whom you supervise. Somebody else reads it."))
    if found is None or found.comment is None:
        raise ValidationError(_("This comment is not here any more."))
    return found.comment


def _check(comment: queries.Comment, words: str) -> None:
    """Refuse, in words, what may not be passed on."""
    problem = ""
    if not redaction.says_something(words):
        problem = _("Nothing is left of it. Leave it out instead, and say why.")
    elif found := redaction.left_in(words):
        problem = _("Take this out: %(found)s") % {"found": found[0]}
    elif added := redaction.put_in(comment.words, words):
        problem = _("“%(word)s” is not in the comment. You may take words out, not put words in.") % {"word": added}
    elif marks.unmarked(comment.words, words):
        problem = _("Something is taken out and no mark says where. Put […] there, or put the words back.")
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
    """Keep praise of one's own in one's file, hide it, or show it again. Raises ValidationError for anybody else's.

    The trail is read by those who judge officers, so it tells neither who was praised nor what they did with it.
    """
    row = access.own(actor, praise.agency).filter(pk=praise.pk).first()
    if row is None:
        raise ValidationError(_("Only the officer whom it is for can do this."))
    row.keeping = Keeping(keeping)
    row.save(update_fields=["keeping"])
    audit.record(agency=row.agency, actor=BY_ITSELF, verb="recognition.choose", subject=row)
    return row


@transaction.atomic
def set_digest(*, actor: Actor, staff: Staff, wanted: bool) -> None:
    """Whether the weekly mail comes to this person, as they themselves say. Raises ValidationError for anybody else."""
    if actor.pk is None or staff.user_id != actor.pk:
        raise ValidationError(_("Only the one whom these mails are for can do this."))
    if wanted:
        NoDigest.objects.filter(staff=staff).delete()
    else:
        NoDigest.objects.get_or_create(agency=staff.agency, staff=staff)
    details = {"wanted": wanted}
    audit.record(agency=staff.agency, actor=actor, verb="recognition.set_digest", subject=staff, details=details)


@transaction.atomic
def send_digest(*, agency: Agency, on: date | None = None) -> int:
    """Write to each who got praise before this Monday that no mail told of, without its words; how many mails.

    Called weekly. Late or after a missed week it tells of all that is left; called twice, of nothing twice. What
    somebody hid, or wants no mail about, has had its turn as well.
    """
    fresh = queries.untold(agency, on or agency.day())
    found = queries.with_news(agency, fresh)
    fresh.update(told=True)
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
            "%(said)s. Read the words on your desk, under Thanks. They are yours: keep them in "
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
            programme=Programme.STAFF,
            language=user.language,
        )


@transaction.atomic
def destroy_due(*, agency: Agency, before: Mapping[str, datetime]) -> dict[str, int]:
    """Destroy what was decided by the moment for threads; what an officer filed stays until they have left so long.

    What nobody has read goes by the Monday on which it came on the list, with its sealed original.
    """
    limit = agency.day(before[Retention.THREAD])
    filed = Q(keeping=Keeping.FILED) & (Q(staff__ended__isnull=True) | Q(staff__ended__gt=limit))
    rows = Praise.objects.filter(agency=agency, decided_on__lte=limit).exclude(filed)
    unread = Praise.objects.filter(agency=agency, came_on__lte=limit).waiting().select_related("agency")
    for row in unread:
        _destroy_original(BY_ITSELF, row)
    gone = NoDigest.objects.filter(agency=agency, staff__ended__lte=agency.day(before[Retention.ACCOUNT]))
    return {"praise": rows.delete()[0] + unread.delete()[0], "praise_wishes": gone.delete()[0]}
