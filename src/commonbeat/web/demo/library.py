"""The library of the demonstration: what comes with the program, and some records that are clearly made up."""

from collections.abc import Callable
from dataclasses import replace

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library import actions
from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.actions import Record
from commonbeat.ground.library.models import ResourceRequest
from commonbeat.ground.library.rules import Grade
from commonbeat.ground.roles import Actor

NOTE_EN = "Made up for this demonstration: there is no such text."
NOTE_ES = "Inventado para esta demostración: este texto no existe."

INVENTED: tuple[tuple[Record, Grade, str], ...] = (
    (
        Record(
            title="Walking the Same Beat: A Made-Up Guide to Knowing Your Neighbors",
            year=2024,
            types=("guidebook_tool",),
            topics=("community-trust",),
            audiences=("agency", "community"),
            kind="tool",
            provenance="department",
            publisher="An invented department",
        ),
        Grade.EXPERIENCE,
        "Invented: one department tells what it did.",
    ),
    (
        Record(
            title="Asking Before Searching: A Made-Up Review of Consent Rules",
            year=2023,
            types=("report", "research_brief"),
            topics=("use-of-force", "community-trust"),
            audiences=("agency", "practitioner"),
            kind="best_practice",
            provenance="legal_review",
            publisher="An invented law school",
        ),
        Grade.PROMISING,
        "Invented: it compares rules, not what came of them.",
    ),
    (
        Record(
            title="Before You Buy a Tool That Predicts: Made-Up Questions for a Town",
            year=2025,
            types=("guidebook_tool", "web_page"),
            topics=("technology",),
            audiences=("agency", "community"),
            kind="tool",
            provenance="practitioner",
            publisher="An invented network of analysts",
        ),
        Grade.NOT_RATED,
        "",
    ),
    (
        Record(
            title="Doce semanas con un equipo de crisis: un estudio ficticio",
            year=2022,
            types=("research_article",),
            topics=("mental-health",),
            audiences=("practitioner",),
            kind="strategy",
            provenance="research",
            publisher="Una universidad inventada",
            language="es",
        ),
        Grade.MODERATE,
        "Invented: one study with a comparison group.",
    ),
)
WITHDRAWN = Record(
    title="Ten Signs of a Bad Neighborhood: A Made-Up Leaflet",
    year=2009,
    types=("web_page",),
    topics=("crime-and-violence",),
    audiences=("community",),
    publisher="An invented office",
)
WHY = "Made up: it blamed places for what happens in them, and nobody could say what it rested on."
WISHES = (
    ("Something short on how to talk with teenagers at a bus stop.", "en", "topic=community-trust&type=guidebook_tool"),
    ("Una guía en español sobre cómo presentar una queja.", "es", "language=es&topic=community-trust"),
)


def fill(actor: Actor, agency: Agency, say: Callable[[str], object]) -> None:
    """Ship, add what is not there yet, withdraw one, and leave two wishes open."""
    actions.ship(actor=actor, agency=agency)
    there = set(access.visible(actor, agency).values_list("title", flat=True))
    for record, grade, basis in INVENTED:
        if record.title not in there:
            row = actions.add_resource(
                actor=actor, agency=agency, record=replace(record, note_en=NOTE_EN, note_es=NOTE_ES)
            )
            if basis:
                actions.rate_evidence(actor=actor, resource=row, grade=grade, basis=basis)
    if WITHDRAWN.title not in there:
        row = actions.add_resource(
            actor=actor, agency=agency, record=replace(WITHDRAWN, note_en=NOTE_EN, note_es=NOTE_ES)
        )
        actions.withdraw_resource(actor=actor, resource=row, because=WHY)
    if not ResourceRequest.objects.filter(agency=agency).exists():
        for words, language, asked in WISHES:
            actions.ask_resource(actor=access.Visitor(), agency=agency, words=words, asked=asked, language=language)
    say(f"{access.visible(actor, agency).count()} records")
