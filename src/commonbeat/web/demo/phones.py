"""The made-up residents whose phones a newcomer holds: one for each thing that may happen after a contact."""

from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPhone:
    """A fictional number, who holds it, and the contact of yesterday: `key` is its number in the made-up CAD."""

    number: str
    name: str
    language: str
    key: str
    call_type: str
    disposition: str
    role: str
    story: Words

    @property
    def slug(self) -> str:
        """By what its page is found: the name, never the number."""
        return slugify(self.name)

    @property
    def written(self) -> str:
        """The number as dispatchers write it."""
        return f"({self.number[2:5]}) {self.number[5:8]}-{self.number[8:]}"


PHONES = (
    NamedPhone(
        number="+16125550101",
        name="Jordan Ellis",
        language="en",
        key="MADE-UP-001",
        call_type="NOISE COMPLAINT",
        disposition="SPOKE WITH NEIGHBOR",
        role="Reporting party",
        story=_("Called about loud music. Gets an update, then a short survey."),
    ),
    NamedPhone(
        number="+16125550102",
        name="Lucía Herrera",
        language="es",
        key="MADE-UP-002",
        call_type="THEFT REPORT",
        disposition="REPORT TAKEN",
        role="Reporting party",
        story=_("Reported a stolen bicycle. Gets the same in Spanish."),
    ),
    NamedPhone(
        number="+16125550103",
        name="Sam Whitfield",
        language="en",
        key="MADE-UP-003",
        call_type="PARKING COMPLAINT",
        disposition="VEHICLE TAGGED",
        role="Reporting party",
        story=_("Called about a blocked driveway, and has answered STOP: gets nothing more."),
    ),
    NamedPhone(
        number="+16125550104",
        name="Dana Marsh",
        language="en",
        key="MADE-UP-004",
        call_type="ASSAULT REPORT",
        disposition="REPORT TAKEN",
        role="Victim",
        story=_("Victim of violence: is never asked how it went."),
    ),
    NamedPhone(
        number="+16125550105",
        name="Abdi Warsame",
        language="en",
        key="MADE-UP-005",
        call_type="TRAFFIC ACCIDENT",
        disposition="STATEMENT TAKEN",
        role="Witness",
        story=_("Saw an accident. The number of a witness is not even kept."),
    ),
)
FIRST_FREE = 20
"""Numbers from 612-555-0120 on belong to nobody with a name."""
