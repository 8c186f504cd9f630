"""What leaves by mail or text: to the person who pointed it out, in their language, and to whoever must act."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.rules import Programme
from commonbeat.ground.people.models import Membership, User
from commonbeat.ground.roles import GRANTS, Actor, Permission, Role
from commonbeat.kit import words
from commonbeat.kit.sealing import seal, unseal
from commonbeat.listen.reports import queries, rules
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.reports.rules import Channel, Contact

SEALED_FOR = "reports.contact"
"""What the contact details of a concern are sealed for."""

Address = Callable[[str], str]
"""From the key of a concern to the full address of its page, in the language that is active."""

ROUTERS = tuple(role for role in Role if Permission.ROUTE_CONCERNS in GRANTS[role])


def sealed(contact: Contact, key: str) -> str:
    """Contact details with the key of the person's own link, so that an answer can lead back to it; "" where none."""
    return seal(json.dumps({"email": contact.email, "phone": contact.phone, "key": key}), SEALED_FOR) if contact else ""


def opened(concern: Concern) -> tuple[Contact, str]:
    """The contact details and the key; empty where none were given or where they are deleted."""
    if not concern.contact:
        return Contact(), ""
    kept = json.loads(unseal(concern.contact, SEALED_FOR))
    return Contact(kept["email"], kept["phone"]), kept["key"]


def confirm_received(actor: Actor, concern: Concern, address: Address | None) -> None:
    """The reference and the link, to whoever gave a way to be reached."""
    with override(concern.language):
        subject = _("%(reference)s: we have it") % {"reference": concern.reference}
        facts = {"reference": concern.reference, "day": words.day(concern.due)}
        said = _("Your reference is %(reference)s. We answer you in writing by %(day)s.") % facts
        _tell(actor, concern, subject, said, address, "reports.open_concern")


def send_reply(actor: Actor, concern: Concern, reply: str, address: Address | None, purpose: str) -> None:
    """What was written, to whoever gave a way to be reached."""
    with override(concern.language):
        names = {"reference": concern.reference, "agency": concern.agency.name}
        subject = _("%(reference)s: %(agency)s wrote to you") % names
        _tell(actor, concern, subject, reply, address, purpose)


def _tell(actor: Actor, concern: Concern, subject: str, said: str, address: Address | None, purpose: str) -> None:
    """A mail, a text or both, as the person asked. The one place from which the person is written to."""
    contact, key = opened(concern)
    link = address(key) if address is not None and key else ""
    given: dict[str, Any] = {"purpose": purpose, "programme": Programme.ANSWERS, "language": concern.language}
    if contact.email:
        body = _mail(concern, said, link)
        messaging.queue_mail(actor=actor, agency=concern.agency, to=contact.email, subject=subject, body=body, **given)
    if contact.phone:
        body = _text(concern, said, link)
        by_text = concern.channel == Channel.TEXT
        messaging.queue_text(actor=actor, agency=concern.agency, to=contact.phone, body=body, reply=by_text, **given)


def _mail(concern: Concern, said: str, link: str) -> str:
    """What the mail says: the words, the link, why they got it and until when it is kept."""
    parts = [said]
    if link:
        parts.append(_("See it, add to it, or say whether it is fixed: %(link)s") % {"link": link})
    parts.append(
        _(
            "You get this because somebody gave this address to %(agency)s for this one matter. It is deleted "
            "%(days)s days after the matter is closed. In danger now? Call 911; nobody reads answers to this mail."
        )
        % {"agency": concern.agency.name, "days": queries.contact_days(concern.agency)}
    )
    return "\n\n".join(parts) + "\n"


def _text(concern: Concern, said: str, link: str) -> str:
    """What the text says: who writes about what, the words as far as they fit, the link, how to stop."""
    about = _("%(agency)s about %(reference)s, for which this number was given:") % {
        "agency": concern.agency.name,
        "reference": concern.reference,
    }
    return " ".join(part for part in (about, rules.shortened(said), link, _("Reply STOP to get no texts.")) if part)


def tell_owner(actor: Actor, concern: Concern, purpose: str) -> None:
    """A mail to whoever answers, or to those who route where nobody does; never with anybody's words in it."""
    owner = concern.owner.user if concern.owner is not None else None
    _tell_staff(actor, concern, [owner] if owner is not None else holders(concern.agency, ROUTERS), purpose)


def tell_level(actor: Actor, concern: Concern, role: Role, purpose: str) -> None:
    """A mail to everybody who holds this role."""
    _tell_staff(actor, concern, holders(concern.agency, (role,)), purpose)


def holders(agency: Agency, roles: Iterable[Role]) -> list[User]:
    """Everybody who holds one of these roles at the agency today. One query."""
    held = Membership.objects.current().filter(agency=agency, role__in=list(roles))
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk"))


def _tell_staff(actor: Actor, concern: Concern, users: Iterable[User], purpose: str) -> None:
    """A mail to each, in their language. A pause holds it, unless somebody was in danger."""
    for user in users:
        with override(user.language):
            names = {"reference": concern.reference, "day": concern.due.isoformat()}
            subject = _("%(reference)s waits for a written answer") % names
            body = (
                _("Concern %(reference)s waits for a written answer. It is due %(day)s. Your desk leads to it.") % names
            )
            if concern.danger:
                body = _("The person said that somebody was in danger.") + "\n\n" + body
            messaging.queue_mail(
                actor=actor,
                agency=concern.agency,
                to=user.email,
                subject=subject,
                body=body + "\n",
                purpose=purpose,
                programme=Programme.STAFF,
                at_once=concern.danger,
                language=user.language,
            )
