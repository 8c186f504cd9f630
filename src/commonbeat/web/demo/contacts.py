"""Made-up calls of the last 60 days, as a CAD would export them, through the importer that every agency uses.

Every number is one of 612-555-0100 to 612-555-0199, which are set aside for fiction (NANPA: 555 line numbers).
"""

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.records.models import ContactEvent
from commonbeat.ground.roles import Actor
from commonbeat.kit.tabular.mapping import ColumnMapping
from commonbeat.kit.tabular.moments import Clock
from commonbeat.web.demo.agency import OFFICERS
from commonbeat.web.demo.phones import FIRST_FREE, PHONES
from commonbeat.web.demo.records import Say, bring

ROWS = 400
DAYS = 60
SEED = 1829
FILE = "made-up-contacts.csv"

HEADER = (
    *("Incident Number", "Call Received", "Nature", "Disposition", "Call Source", "Person Type", "Caller Phone"),
    *("Juvenile", "Caution", "Language", "Officer Badge", "Neighborhood"),
)
CONTACTS = ColumnMapping(
    columns={
        "source_key": ("Incident Number",),
        "at": ("Call Received",),
        "call_type": ("Nature",),
        "disposition": ("Disposition",),
        "police_initiated": ("Call Source",),
        "person_role": ("Person Type",),
        "caller_phone": ("Caller Phone",),
        "minor": ("Juvenile",),
        "flags": ("Caution",),
        "language": ("Language",),
        "badge_text": ("Officer Badge",),
        "neighborhood_text": ("Neighborhood",),
    },
    clock=Clock.LOCAL,
)

ROLES = {
    "Reporting party": 56,
    "Victim": 14,
    "Driver": 12,
    "Other": 6,
    "Witness": 5,
    "Suspect": 4,
    "Arrestee": 3,
}
"""Who was met, and how often of a hundred."""
REPORTED = (
    ("NOISE COMPLAINT", "SPOKE WITH NEIGHBOR"),
    ("PARKING COMPLAINT", "VEHICLE TAGGED"),
    ("SUSPICIOUS VEHICLE", "GONE ON ARRIVAL"),
    ("THEFT REPORT", "REPORT TAKEN"),
    ("TRAFFIC ACCIDENT", "REPORT TAKEN"),
    ("BURGLARY ALARM", "FALSE ALARM"),
    ("GRAFFITI", "REPORT TAKEN"),
    ("FOUND PROPERTY", "PROPERTY HELD"),
    ("NEIGHBOR DISPUTE", "ADVISED"),
    ("ANIMAL COMPLAINT", "REFERRED"),
    ("WELFARE CHECK", "ASSISTED"),
    ("CITIZEN ASSIST", "ASSISTED"),
)
CALLS: dict[str, tuple[tuple[str, str], ...]] = {
    "Reporting party": REPORTED,
    "Other": REPORTED,
    "Witness": (("TRAFFIC ACCIDENT", "STATEMENT TAKEN"), ("THEFT REPORT", "STATEMENT TAKEN")),
    "Victim": (
        ("THEFT FROM VEHICLE", "REPORT TAKEN"),
        ("BURGLARY OF DWELLING", "REPORT TAKEN"),
        ("VEHICLE STOLEN", "REPORT TAKEN"),
        ("FRAUD", "REPORT TAKEN"),
        ("PROPERTY DAMAGE", "REPORT TAKEN"),
        ("DOMESTIC ABUSE", "REPORT TAKEN"),
        ("ASSAULT REPORT", "REPORT TAKEN"),
    ),
    "Driver": (("TRAFFIC STOP", "WARNED"), ("TRAFFIC STOP", "CITATION"), ("TRAFFIC ACCIDENT", "REPORT TAKEN")),
    "Suspect": (("SHOPLIFTING", "REPORT TAKEN"), ("TRESPASS", "ADVISED")),
    "Arrestee": (("SHOPLIFTING", "ARREST"), ("WARRANT", "ARREST")),
}
LANGUAGES = {"English": 80, "Spanish": 13, "Somali": 5, "": 2}
HOURS = [*range(7, 24), *range(10, 23), *range(16, 22), 0, 1, 2, 5]
"""When people call, the hours of the day and evening more often."""
SOURCES = {"911": 55, "PHONE": 35, "WALK-IN": 10}


def load(actor: Actor, agency: Agency, say: Say) -> None:
    """Write the file, load it, delete it; once, whatever day it is by then."""
    if ContactEvent.objects.live().filter(agency=agency).exists():
        say(f"{FILE} is loaded already")
        return
    places = list(Neighborhood.objects.filter(agency=agency).order_by("name").values_list("name", flat=True))
    today = agency.day()
    path = Path(settings.DATA_DIR) / FILE
    write(path, rows(today, places))
    try:
        bring(actor, agency, "contacts", path, CONTACTS, "made-up CAD", say)
    finally:
        path.unlink()


def write(path: Path, made_up: Iterator[Sequence[str]]) -> None:
    """The rows as CSV, readable by the owner alone."""
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(made_up)


def rows(today: date, places: Sequence[str], count: int = ROWS) -> Iterator[Sequence[str]]:
    """Calls of the 60 days before `today`, the same for the same day; first those of the phones with a name."""
    draw = random.Random(SEED)  # noqa: S311 - made-up calls, nothing secret
    places = draw.sample(places, len(places))
    yesterday = datetime.combine(today - timedelta(days=1), time(9, 40))
    for number, phone in enumerate(PHONES):
        at = yesterday + timedelta(minutes=47 * number)
        language = "Spanish" if phone.language == "es" else "English"
        call = (phone.call_type, phone.disposition, "911", phone.role, phone.written)
        yield (phone.key, _at(at), *call, "N", "", language, _badge(draw), _place(draw, places))
    for number in range(len(PHONES) + 1, count + 1):
        yield _row(draw, today, places, number)


def _row(draw: random.Random, today: date, places: Sequence[str], number: int) -> Sequence[str]:
    at = datetime.combine(today - timedelta(days=draw.randint(1, DAYS)), time(draw.choice(HOURS), draw.randrange(60)))
    role = _weighed(draw, ROLES)
    call_type, disposition = draw.choice(CALLS[role])
    source = "ON VIEW" if role in ("Driver", "Arrestee") else _weighed(draw, SOURCES)
    return (
        *(f"MADE-UP-{number:03d}", _at(at), call_type, disposition, source, role, _phone(draw)),
        "Y" if draw.random() < 0.02 else "N",
        "MH" if call_type == "WELFARE CHECK" else "",
        *(_weighed(draw, LANGUAGES), _badge(draw), _place(draw, places)),
    )


def _phone(draw: random.Random) -> str:
    """A fictional number, written in one of the ways that dispatchers use; for some calls none that can be read."""
    line = f"{100 + draw.randint(FIRST_FREE, 99):04d}"
    usual = (f"(612) 555-{line}", f"612-555-{line}", f"612555{line}", f"612.555.{line}")
    return draw.choice((*usual * 5, "", "REFUSED", "911-555-0100"))


def _badge(draw: random.Random) -> str:
    return draw.choice((*OFFICERS, "D006"))


def _place(draw: random.Random, places: Sequence[str]) -> str:
    """A neighborhood; the first have many more calls than the last."""
    return draw.choices(places, [1 / rank for rank in range(1, len(places) + 1)])[0] if places else ""


def _weighed(draw: random.Random, words: dict[str, int]) -> str:
    return draw.choices(list(words), list(words.values()))[0]


def _at(moment: datetime) -> str:
    return f"{moment:%m/%d/%Y %H:%M}"
