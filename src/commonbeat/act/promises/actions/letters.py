"""What is written to owners and to people promised, each in their own language; and the links in it."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.act.promises import rules
from commonbeat.act.promises.models import Commitment, VerifierKey
from commonbeat.act.promises.rules import Ask, Reminder
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.rules import Programme, full_number
from commonbeat.ground.roles import Actor
from commonbeat.kit.sealing import seal, unseal
from commonbeat.kit.words import day

CONTACT = "promises.contact"
"""What a contact of a person promised is sealed for."""


def sealed_contact(written: str) -> str:
    """A mail address or a phone number as it is kept; "" for none. Raises ValidationError in words."""
    written = written.strip()
    if not written:
        return ""
    if "@" in written:
        try:
            validate_email(written)
        except ValidationError:
            raise ValidationError({"contact": _("Write the email address like this: name@example.org")}) from None
        return seal(written.lower(), CONTACT)
    try:
        return seal(full_number(written), CONTACT)
    except ValidationError as problem:
        raise ValidationError({"contact": problem.messages}) from None


def contact_of(row: Commitment) -> str:
    """The mail address or phone of the person promised, for those who move the promise on; "" where none is kept."""
    return unseal(row.contact, CONTACT)


def new_key(row: Commitment) -> str:
    """A new link's key; only its hash stays here."""
    key = rules.new_key()
    VerifierKey.objects.create(agency=row.agency, commitment=row, key_hash=rules.key_hash(key))
    return key


def address(row: Commitment, name: str, *, language: str, **arguments: object) -> str:
    """The full address of a page, as a mail can carry it."""
    with override(language):
        path = reverse(name, kwargs=arguments)
    return row.site.rstrip("/") + "/" + path.removeprefix(get_script_prefix())


def tell_promised(actor: Actor, row: Commitment, *, ask: Ask | None = None) -> bool:
    """Write to the person promised where a contact is kept: that it was made, or, with `ask`, whether it was kept.

    A phone gets a text, which leaves only where texts are set up and wanted. False where nothing can be sent.
    """
    to = contact_of(row)
    if not to or not row.site:
        return False
    link = address(row, "promise_verify", language=row.contact_language, key=new_key(row))
    purpose, language = "promises.ask" if ask else "promises.make", row.contact_language
    with override(language):
        if "@" in to:
            subject, body = _asking(row, ask, link) if ask else _promising(row, link)
            messaging.queue_mail(
                actor=actor,
                agency=row.agency,
                to=to,
                subject=subject,
                body=body,
                purpose=purpose,
                programme=Programme.ANSWERS,
                language=language,
            )
        else:
            messaging.queue_text(
                actor=actor,
                agency=row.agency,
                to=to,
                body=_text(row, ask, link),
                purpose=purpose,
                programme=Programme.ANSWERS,
                language=language,
            )
    return True


def _text(row: Commitment, ask: Ask | None, link: str) -> str:
    """The same in a text: who, why, where to answer, how to stop."""
    told = {"agency": row.agency.name, "title": row.title, "due": day(row.due), "link": link}
    if ask:
        return (
            _(
                "%(agency)s says it kept its promise to you: %(title)s. Was it kept? Say yes or no: %(link)s "
                "Reply STOP to end."
            )
            % told
        )
    return (
        _(
            "%(agency)s promised you: %(title)s, by %(due)s. When it says that it was kept, we ask you here: %(link)s "
            "Reply STOP to end."
        )
        % told
    )


def _promising(row: Commitment, link: str) -> tuple[str, str]:
    told = {"agency": row.agency.name, "title": row.title, "due": day(row.due), "link": link}
    return _("A promise to you from %(agency)s") % told, _(
        "%(agency)s promised you:\n\n%(title)s\n\nIt is due on %(due)s. When the agency says that it was kept, we ask "
        "you whether that is so. Only you can confirm it. This link is yours; whoever has it can answer for you:\n\n"
        "%(link)s\n\nYou need no account. We keep your address for this promise alone and delete it some time after "
        "its end.\n"
    ) % told


def _asking(row: Commitment, ask: Ask, link: str) -> tuple[str, str]:
    told = {
        "agency": row.agency.name,
        "title": row.title,
        "due": day(row.due),
        "kept": day(row.kept_on) if row.kept_on else "",
        "link": link,
    }
    subject = _("Was this promise kept?") if ask is Ask.FIRST else _("One more time: was this promise kept?")
    return subject, _(
        "%(agency)s says that it kept this promise to you on %(kept)s:\n\n%(title)s\n\nThe first due date was %(due)s. "
        "Is that so? Say yes or no here. You need no account, and you may add words of your own:\n\n%(link)s\n\n"
        "If you do not answer, the public list says that nobody has checked.\n"
    ) % told


def remind_owner(actor: Actor, row: Commitment, why: Reminder) -> bool:
    """Write to the owner, if they have a mail address, that the day is near or has passed."""
    to = row.owner.email or (row.owner.user.email if row.owner.user else "")
    if not to:
        return False
    language = row.owner.user.language if row.owner.user else "en"
    told = {"title": row.title, "to": row.promised_to, "number": row.number}
    told["link"] = address(row, "promise_detail", language=language, number=row.number) if row.site else ""
    with override(language):
        told["due"] = day(row.new_due or row.due)
        if why is Reminder.BEFORE:
            subject = _("A promise of yours is due on %(due)s") % told
        else:
            subject = _("A promise of yours is late since %(due)s") % told
        body = (
            _(
                "Promise %(number)s, to %(to)s:\n\n%(title)s\n\nDue: %(due)s. Report it kept, agree on a new date, or "
                "say that it will not happen, and why. The public sees each of these.\n\n%(link)s\n"
            )
            % told
        )
    messaging.queue_mail(
        actor=actor,
        agency=row.agency,
        to=to,
        subject=subject,
        body=body,
        purpose="promises.remind",
        programme=Programme.STAFF,
        language=language,
    )
    return True
