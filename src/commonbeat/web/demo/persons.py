"""The made-up people of the demonstration agency, one for each role that has something of its own to see."""

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Membership
from commonbeat.ground.roles import Role

PERSONS: dict[Role, str] = {
    Role.ADMINISTRATOR: "Dana Whitcomb",
    Role.CHIEF: "Ruth Okafor",
    Role.ANALYST: "Tomás Rivera",
    Role.COMMANDER: "Helen Strand",
    Role.SERGEANT: "Marcus Bell",
    Role.OFFICER: "Ana Lindqvist",
    Role.INFORMATION_OFFICER: "Priya Nair",
    Role.RECORDS_OFFICER: "Walter Schmidt",
    Role.BOARD_MEMBER: "Gloria Jackson",
    Role.INDEPENDENT_REVIEWER: "Samuel Yang",
    Role.ACCREDITATION: "Lena Ostrowski",
}
"""In the order in which the sign-in page names them."""


def by_role(agency: Agency) -> dict[Role, Membership]:
    """Who holds each role at the demonstration agency, in the order of PERSONS."""
    held = {
        Role(membership.role): membership
        for membership in Membership.objects.current().filter(agency=agency).select_related("user").order_by("-pk")
    }
    return {role: held[role] for role in PERSONS if role in held}
