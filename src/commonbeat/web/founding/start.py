"""Making what was asked for: keys, database, agency, gateways, first administrator; all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library import actions as library
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.rules import Kind, Outcome
from commonbeat.ground.people import actions as people
from commonbeat.ground.people import queries
from commonbeat.ground.people.models import Invitation, Membership
from commonbeat.ground.roles import Role, System
from commonbeat.web import keys


@dataclass(slots=True)
class Started:
    """What was made: the agency, the first administrator's link if that is how they enter, each test's answer."""

    agency: Agency
    link: str = ""
    new_keys: list[Path] = field(default_factory=list)
    tests: dict[Kind, Outcome] = field(default_factory=dict)


def occupants() -> list[str]:
    """The agencies that are here already; none where there is no database yet, or an empty one."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and "memory" not in name and not Path(name).exists():
        return []
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    return list(Agency.objects.values_list("name", flat=True)) if Agency._meta.db_table in tables else []


def start(answers: Mapping[str, Any]) -> Started:
    """Make the installation. Interrupted anywhere, it can be run again: the agency appears in one transaction, last."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    new_keys = keys.create(settings.KEYS_DIR)
    call_command("migrate", interactive=False, verbosity=0)
    console = System(_("set-up at the console"))
    with transaction.atomic():
        agency = agencies.found(
            actor=console,
            name=answers["agency.name"],
            slug=answers["agency.slug"],
            place=answers["agency.place"],
            timezone=answers["agency.timezone"],
            languages=answers["agency.languages"],
        )
        library.ship(actor=console, agency=agency)
        _set_gateways(console, agency, answers)
        link = _first_administrator(console, agency, answers)
    return Started(agency, link, new_keys, _test(console, agency, answers))


def _set_gateways(console: System, agency: Agency, answers: Mapping[str, Any]) -> None:
    for kind, secret in ((Kind.MAIL, "password"), (Kind.TEXT, "token")):
        carrier = answers[f"{kind}.carrier"]
        if carrier == "none":
            continue
        names = {"smtp": ("host", "port", "security", "username", "sender"), "twilio": ("account", "sender")}
        messaging.set_gateway(
            actor=console,
            agency=agency,
            kind=kind,
            backend=carrier,
            settings={name: answers[f"{kind}.{name}"] for name in names.get(carrier, ())},
            secret=answers.get(f"{kind}.{secret}") or None,
        )


def link_maker(address: str) -> people.Address:
    """From a token to the full address of the page that accepts it, under the address of the site."""
    return lambda token: address + reverse("invitation_accept", kwargs={"token": token})


def _first_administrator(console: System, agency: Agency, answers: Mapping[str, Any]) -> str:
    """Invite the first administrator; with a password chosen, accept at once and return no link."""
    chosen = answers.get("administrator.password", "")
    tokens: list[str] = []

    def address(token: str) -> str:
        tokens.append(token)
        return link_maker(answers["site.address"])(token)

    _row, link = people.invite(
        actor=console,
        agency=agency,
        email=answers["administrator.email"],
        name=answers["administrator.name"],
        roles=[Role.ADMINISTRATOR],
        address=address,
        mail=not chosen and answers["mail.carrier"] != "none",
    )
    if not chosen:
        return link
    people.accept(token=tokens[0], password=chosen)
    return ""


def _test(console: System, agency: Agency, answers: Mapping[str, Any]) -> dict[Kind, Outcome]:
    """Send the test messages that were asked for; a refusal is told, and undoes nothing."""
    return {
        kind: messaging.send_test(actor=console, agency=agency, kind=kind, to=answers[f"{kind}.test_to"])
        for kind in Kind
        if answers.get(f"{kind}.test_to")
    }


def let_in(email: str, address: str) -> str:
    """Help an administrator who cannot get in: a new link for an invitation that ran out, or their factors removed.

    Returns the link, or "" where the account is there and its second factor is set up anew at the next sign-in.
    Raises ValidationError where this address is no administrator's.
    """
    console = System(_("set-up at the console"))
    for invitation in queries.unanswered(Invitation.objects.filter(email=email)):
        if Role.ADMINISTRATOR in invitation.roles:
            return people.resend(actor=console, invitation=invitation, address=link_maker(address), mail=False)
    member = Membership.objects.current().filter(user__email=email, role=Role.ADMINISTRATOR).first()
    if member is None:
        raise ValidationError(_("No administrator has this address."))
    people.lift_factors(actor=console, agency=member.agency, user=member.user, reason=_("asked for at the console"))
    return ""
