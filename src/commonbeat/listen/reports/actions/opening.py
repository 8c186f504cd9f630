"""Opening a concern: by the form, by text, at the desk; it gets its reference, its day and whoever answers."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import Language
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging.rules import full_number
from commonbeat.ground.people.models import Membership, Staff
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import Actor, Role
from commonbeat.listen.reports import queries, rules
from commonbeat.listen.reports.actions import moves, telling
from commonbeat.listen.reports.models import Concern, Route
from commonbeat.listen.reports.rules import Candidate, Channel, Contact, EventKind, Kind, State, Where, clocks


@transaction.atomic
def open_concern(
    *,
    actor: Actor,
    agency: Agency,
    kind: str,
    words: str,
    where: Where,
    contact: Contact,
    channel: str,
    language: str,
    topic: str = "",
    danger: bool = False,
    key: str = "",
    at: datetime | None = None,
    address: telling.Address | None = None,
) -> tuple[Concern, str]:
    """Take up what somebody points out. Returns the concern and the key of its own page, which is kept nowhere plain.

    `key`: of a form that may be sent twice; the same key with the same words opens nothing new. `at`: when it was told,
    for what came by phone or at the desk some days ago. `address`: from key to the full address of the page, for the
    confirmation. Raises ValidationError by field, and without a field where too many came in this hour.
    """
    words = words.strip()
    contact = _checked(agency, kind, words, where, contact, channel, language, topic, at)
    if key and (same := _sent_before(agency, key, words, where)):
        return same, key
    _room(agency, channel)
    key = rules.new_key() if not key or Concern.objects.filter(key_hash=rules.key_hash(key)).exists() else key
    told = at or timezone.now()
    due = clocks.first_due(agency.day(told), queries.clocks(agency), danger=danger)
    said = {"kind": kind, "topic": topic, "words": words, "language": language, "channel": channel, "danger": danger}
    concern = Concern.objects.create(
        agency=agency,
        number=_next_number(agency),
        contact=telling.sealed(contact, key),
        key_hash=rules.key_hash(key),
        told_at=told,
        first_due=due,
        due=due,
        **said,
        **_place(where),
    )
    moves.write(concern, EventKind.TOLD, words=words, facts={"channel": channel}, at=told)
    moves.go(concern, State.TRIAGED)
    if owner := _owner(concern):
        moves.give(concern, owner)
    concern.save()
    about = {"kind": kind, "channel": channel, "language": language}
    details = {"reference": concern.reference, "contact": bool(contact), **about}
    audit.record(agency=agency, actor=actor, verb="reports.open_concern", subject=concern, details=details)
    telling.confirm_received(actor, concern, address)
    if danger:
        telling.tell_owner(actor, concern, "reports.open_concern")
    return concern, key


def _place(where: Where) -> dict[str, Any]:
    """The place as the concern keeps it: its point coarse."""
    return {
        "where_words": where.words.strip(),
        "neighborhood_id": where.neighborhood,
        "longitude": rules.coarse(where.longitude),
        "latitude": rules.coarse(where.latitude),
    }


def _checked(
    agency: Agency,
    kind: str,
    words: str,
    where: Where,
    contact: Contact,
    channel: str,
    language: str,
    topic: str,
    at: datetime | None,
) -> Contact:
    """The contact details in the form in which they are kept; raises ValidationError by field."""
    if kind not in Kind.values or channel not in Channel.values or language not in Language.values:
        raise ValidationError(_("This is not one of the choices."))
    if not words:
        raise ValidationError({"words": _("Tell us what it is, in a sentence.")})
    if len(words) > rules.LONGEST_WORDS or len(where.words) > rules.LONGEST_PLACE:
        raise ValidationError({"words": _("Shorten this, please.")})
    if topic and topic not in queries.topics(agency).current:
        raise ValidationError({"topic": _("Choose one of the topics.")})
    if where.neighborhood and not Neighborhood.objects.filter(agency=agency, pk=where.neighborhood).exists():
        raise ValidationError({"neighborhood": _("Choose one of the neighborhoods.")})
    if at is not None and at > timezone.now():
        raise ValidationError({"at": _("It cannot have been told in the future.")})
    email = contact.email.strip()
    if email:
        validate_email(email)
    return Contact(email, full_number(contact.phone) if contact.phone else "")


def _sent_before(agency: Agency, key: str, words: str, where: Where) -> Concern | None:
    """The concern that this very form opened before, if it says the same."""
    row = Concern.objects.filter(agency=agency, key_hash=rules.key_hash(key)).first()
    same = row is not None and (row.words, row.where_words, row.neighborhood_id) == (
        words,
        where.words.strip(),
        where.neighborhood,
    )
    return row if same else None


def _room(agency: Agency, channel: str) -> None:
    """Raises ValidationError, with what to do instead, where the site took as many in this hour as it may."""
    ceiling = queries.clocks(agency)["hourly"]
    if channel == Channel.WEB and clocks.flooded(queries.web_concerns_of_the_hour(agency), ceiling):
        raise ValidationError(_too_many(agency), code="flooded")


def _too_many(agency: Agency) -> str:
    if agency.phone:
        words = _(
            "So much came in this hour that we can take no more by this form now. "
            "Call %(phone)s, or try again in an hour."
        )
        return words % {"phone": agency.phone}
    return _("So much came in this hour that we can take no more by this form now. Try again in an hour.")


def _next_number(agency: Agency) -> int:
    """The next reference; one after the other."""
    agencies.take_turns(agency, "reports.open_concern")
    last: int | None = Concern.objects.filter(agency=agency).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _owner(concern: Concern) -> Staff | None:
    """Who answers, by the agency's rules, else one of its sergeants; None where a person must say."""
    agency = concern.agency
    district = concern.neighborhood.district_id if concern.neighborhood else None
    candidates = [
        Candidate(row.owner_id, row.topic, row.district_id) for row in Route.objects.current().filter(agency=agency)
    ]
    roles = Membership.objects.current().filter(agency=agency, role=Role.SERGEANT, user__is_active=True)
    is_open = Q(concerns__state__in=rules.OPEN)
    sergeants = Staff.objects.working().filter(agency=agency, user__in=roles.values("user"))
    loads = dict(sergeants.annotate(load=Count("concerns", is_open)).values_list("pk", "load"))
    chosen = rules.chosen_owner(candidates, topic=concern.topic, district=district, sergeants=loads)
    return Staff.objects.filter(pk=chosen).first() if chosen is not None else None
