"""The invented agency: its name, its notice in two languages, and its made-up people."""

from datetime import date

from django.db import transaction

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging import gateways
from commonbeat.ground.messaging.rules import Backend, Kind
from commonbeat.ground.people.actions.accounts import grant_role
from commonbeat.ground.people.actions.staff import add_staff
from commonbeat.ground.people.models import Staff, User
from commonbeat.ground.people.rules import Rank, StaffFacts
from commonbeat.ground.roles import Actor, Role
from commonbeat.show.portal.actions import set_picture
from commonbeat.show.portal.models import Picture
from commonbeat.show.portal.rules import PictureUse
from commonbeat.web.demo.persons import PERSONS, by_role
from commonbeat.web.seal import ALT, demonstration_seal

SLUG = "demo"
NAME = "Prairie Falls Police Department"
PLACE = "Minneapolis (demo)"
"""Where the records come from, in words that are the same in every language."""
TIMEZONE = "America/Chicago"
SINCE = date(2017, 1, 1)

NOTICE = {
    "en": (
        "Demonstration. No such agency exists. The stops (2017) and uses of force (2016-2021) are real: "
        "they are the open data of the Minneapolis Police Department, which has no part in this site. "
        "Staff, calls, texts, answers, concerns and promises are made up."
    ),
    "es": (
        "Demostración. Esta agencia no existe. Las paradas (2017) y los usos de la fuerza (2016-2021) son reales: "
        "son los datos abiertos del Departamento de Policía de Minneapolis, que no participa en este sitio. "
        "El personal, las llamadas, los mensajes, las respuestas, los asuntos señalados y las promesas son inventados."
    ),
}

SWORN = {
    Role.CHIEF: Rank.CHIEF,
    Role.COMMANDER: Rank.COMMANDER,
    Role.SERGEANT: Rank.SERGEANT,
    Role.OFFICER: Rank.OFFICER,
}
"""Who of the made-up people wears a badge."""
UNDER = {Role.OFFICER: Role.SERGEANT, Role.SERGEANT: Role.COMMANDER, Role.COMMANDER: Role.CHIEF}
"""Who of them is supervised by whom."""


OFFICERS = {
    "D101": "Nora Feld",
    "D102": "Isaac Tran",
    "D103": "Camila Duarte",
    "D104": "Owen Brandt",
    "D105": "Hodan Yusuf",
    "D106": "Peter Lund",
    "D107": "Grace Moua",
    "D108": "Leo Baptiste",
}
"""Made-up officers without an account, so that contacts have somebody who went there."""


def found(actor: Actor) -> Agency:
    """The demonstration agency, founded now if it is not there yet."""
    agency = Agency.objects.filter(slug=SLUG).first()
    if agency is None:
        agency = agencies.found(
            actor=actor, name=NAME, slug=SLUG, place=PLACE, timezone=TIMEZONE, demo=True, demo_notice=NOTICE
        )
    if not Picture.objects.filter(agency=agency).of_use(PictureUse.SEAL).current().exists():
        set_picture(
            actor=actor,
            agency=agency,
            use=PictureUse.SEAL,
            content=demonstration_seal(),
            file_name="seal.png",
            alt_en=ALT["en"],
            alt_es=ALT["es"],
        )
    if gateways.in_force(agency, Kind.TEXT) is None:
        messaging.set_gateway(actor=actor, agency=agency, kind=Kind.TEXT, backend=Backend.SIMULATOR, settings={})
    for role, name in PERSONS.items():
        if role not in by_role(agency):
            _make_person(actor, agency, role, name)
    there = set(Staff.objects.filter(agency=agency).values_list("badge", flat=True))
    for badge, name in OFFICERS.items():
        if badge not in there:
            over = _badge(UNDER[Role.OFFICER])
            facts = StaffFacts(name=name, badge=badge, rank=Rank.OFFICER.value, hired=SINCE, supervisor=over)
            add_staff(actor=actor, agency=agency, facts=facts)
    return agency


def _badge(role: Role) -> str:
    """The badge of one of them: their place among PERSONS."""
    return f"D{list(PERSONS).index(role) + 1:03d}"


@transaction.atomic
def _make_person(actor: Actor, agency: Agency, role: Role, name: str) -> None:
    """An account that no password opens: only the one-click sign-in of demo mode does."""
    user = User.objects.create_user(email=f"{role.value}@{agency.slug}.example", name=name)
    grant_role(actor=actor, agency=agency, user=user, role=role)
    if role in SWORN:
        facts = StaffFacts(
            name=name,
            badge=_badge(role),
            email=user.email,
            rank=SWORN[role].value,
            hired=SINCE,
            supervisor=_badge(UNDER[role]) if role in UNDER else "",
        )
        staff = add_staff(actor=actor, agency=agency, facts=facts)
        staff.user = user
        staff.save(update_fields=["user"])
