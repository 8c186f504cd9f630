"""What the person promised says, by their link and without an account; new links; and words taken out again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.act.promises import access, rules
from commonbeat.act.promises.actions import entries, letters
from commonbeat.act.promises.models import Commitment, CommitmentEvent
from commonbeat.act.promises.rules import EventKind, Party, State
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor, System

PROMISED = System("the person promised")
"""How the trail names whoever holds the link: nobody here knows more."""


@transaction.atomic
def verify(*, agency: Agency, key: str, words: str = "", public: bool = False, on: date | None = None) -> Commitment:
    """The person promised says that it was kept. `public`: they agree that their words are shown."""
    row = _opened(agency, key)
    day = on or agency.day()
    entries.move(
        row,
        State.VERIFIED_KEPT,
        EventKind.VERIFIED,
        actor=PROMISED,
        verb="promises.verify",
        on=day,
        by=Party.PROMISED,
        words=words,
        public=public,
        closed_on=day,
    )
    return row


@transaction.atomic
def dispute(*, agency: Agency, key: str, words: str = "", public: bool = False, on: date | None = None) -> Commitment:
    """The person promised says that it was not kept: something is owed again."""
    row = _opened(agency, key)
    entries.move(
        row,
        State.DISPUTED,
        EventKind.DISPUTED,
        actor=PROMISED,
        verb="promises.dispute",
        on=on,
        by=Party.PROMISED,
        words=words,
        public=public,
    )
    return row


def _opened(agency: Agency, key: str) -> Commitment:
    """The promise that a link opens, held until the transaction ends. Raises ValidationError where it opens none."""
    entries.lock(agency)
    row = access.promised_by(agency, key)
    if row is None:
        raise ValidationError(_("This link opens no promise, or opens it no more."))
    return row


@transaction.atomic
def renew_link(*, actor: Actor, commitment: Commitment) -> str:
    """A new link for the person promised; every earlier one opens no more. Returns its key, known only now."""
    row = entries.take(actor, commitment)
    row.keys.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    key = letters.new_key(row)
    audit.record(
        agency=row.agency, actor=actor, verb="promises.renew_link", subject=row, details={"number": row.number}
    )
    return key


@transaction.atomic
def take_out_words(*, actor: Actor, event: CommitmentEvent, reason: str, on: date | None = None) -> CommitmentEvent:
    """Take a person's words out of an entry, such as a name or a number; the record says that and why, in public."""
    row = entries.take(actor, event.commitment)
    if not rules.one_line(reason):
        raise ValidationError({"reason": _("Say why the words are taken out: the public will read it.")})
    held = CommitmentEvent.objects.get(pk=event.pk)
    if not held.public_words:
        raise ValidationError(_("This entry shows no words."))
    CommitmentEvent.objects.filter(pk=event.pk).update(words="", salt="", words_public=False)
    entries.enter(row, EventKind.WORDS_TAKEN_OUT, on=on, words=reason)
    details = {"number": row.number, "entry": held.sequence}
    audit.record(agency=row.agency, actor=actor, verb="promises.take_out_words", subject=row, details=details)
    agencies.touch_public(row.agency)
    return CommitmentEvent.objects.get(pk=event.pk)
