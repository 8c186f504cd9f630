"""Twelve invented standards in our own words, two chapters; no body and no standard is real."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonbeat.act.standards.rules.programs import Area

VERIFIED, SUBMITTED, ASKED, LATE, BACK, OLD, NOTHING = "verified", "submitted", "asked", "late", "back", "old", ""


@dataclass(frozen=True)
class Plan:
    """One invented standard: its words, its parts, what became of the proof of each, and what a mock said of it.

    `training`: in words; `tie`: the same by the name of `ties`; `policy`: by its number in the demonstration.
    """

    number: str
    area: Area
    title: str
    text: str
    parts: Sequence[str]
    proofs: Sequence[str]
    mock: str = "met"
    said: str = ""
    law: str = ""
    training: str = ""
    tie: str = ""
    policy: str = ""


SAID = (
    ("At night nobody answered me in Hmong. By day they do.", "en", "read"),
    ("Escriben una respuesta a cada queja de la calle. Eso ayuda.", "es", "read"),
    ("At night nobody answered me in Hmong. By day they do!", "en", "aside"),
    ("They came to our block meeting twice this year.", "en", "new"),
)
"""What made-up people said about the next assessment, in which language, and what was done with it."""

CHAPTERS = {"1": "Who leads and who answers", "2": "What people can count on"}
L, R, T, S = Area.LEADERSHIP, Area.RESOURCES, Area.TRAINING, Area.SERVICE
PLANS: tuple[Plan, ...] = (
    Plan(
        "1.1",
        L,
        "Every order names who answers for it",
        "Each standing order carries the name of the one person who answers for it, and the list of orders is kept.",
        ("Each order carries a name", "The list of orders is kept"),
        (VERIFIED, VERIFIED),
    ),
    Plan(
        "1.2",
        L,
        "Goals of the year are written down",
        "The chief writes down at most ten goals for the year, and says at its end what became of each.",
        ("The goals are written down",),
        (VERIFIED,),
    ),
    Plan(
        "1.3",
        L,
        "Supervisors see few enough people",
        "No supervisor answers for more people than they can meet each month.",
        ("The list of supervisors and their people",),
        (OLD,),
        "not_met",
        "Two sergeants answered for 14 people each.",
    ),
    Plan(
        "1.4",
        R,
        "Equipment is counted",
        "What the agency owns is counted once a year by somebody who does not use it.",
        ("The count of the year", "Who counted does not use it"),
        (SUBMITTED, ASKED),
    ),
    Plan(
        "1.5",
        R,
        "Money for training is set aside",
        "The budget shows what is set aside for training, and what was spent.",
        (),
        (VERIFIED,),
    ),
    Plan(
        "1.6",
        T,
        "New supervisors are trained first",
        "Nobody supervises others before a course of at least 40 hours.",
        ("The list of courses",),
        (LATE,),
        "not_looked_at",
        training="Forty hours for new supervisors",
    ),
    Plan(
        "2.1",
        S,
        "Calls for help are answered by somebody",
        "Whoever calls reaches a person, day and night, in the languages most spoken here.",
        ("Day and night", "In the languages most spoken here"),
        (VERIFIED, BACK),
        "not_met",
        "At night nobody spoke Hmong.",
    ),
    Plan(
        "2.2",
        S,
        "Written answers within a set time",
        "Whoever points something out gets a written answer within the days that the agency set itself.",
        ("The list of answers with their days",),
        (VERIFIED,),
    ),
    Plan(
        "2.3",
        S,
        "Force is written down the same day",
        "Each use of force is written down before the shift ends, also when nobody was hurt.",
        ("Reports of the quarter",),
        (SUBMITTED,),
        law="Invented Statute 12.3, which asks for a report within 72 hours",
        policy="300",
    ),
    Plan(
        "2.4",
        T,
        "Talking first is practiced",
        "Everybody on patrol practices twice a year how to slow a scene down, with people playing the other part.",
        ("Who took part", "What was practiced"),
        (VERIFIED, OLD),
        "not_met",
        "The second session of the year was not held.",
        training="Two practice days on slowing a scene down",
        tie="requirement:de-escalation",
        policy="300",
    ),
    Plan(
        "2.5",
        S,
        "Property comes back",
        "What was taken in is given back, or the owner is told why not.",
        ("The list of what was given back",),
        (NOTHING,),
    ),
    Plan(
        "2.6",
        R,
        "The holding room is inspected",
        "The holding room is inspected each week by somebody who does not work there.",
        (),
        (NOTHING,),
        "not_looked_at",
    ),
)
