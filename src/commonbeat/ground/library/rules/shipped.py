"""The records that come with the program: what a catalogue needs of each resource, and no text of theirs.

No link either: an agency adds one once somebody opened it. Types and topics are those under which they are known;
audience, kind, provenance and grade are the house's reading, to be corrected by whoever reads them. The notes are the
house's own words.
"""

from commonbeat.ground.library.rules.shipped_guides import GUIDES
from commonbeat.ground.library.rules.shipped_record import ALL, STAFF, ShippedResource
from commonbeat.ground.library.rules.shipped_topics import (
    CRIME,
    DEMONSTRATIONS,
    FORCE,
    HEALTH,
    RECRUITMENT,
    TRUST,
    WELLNESS,
)

NAMED = (
    ShippedResource(
        title="Emerging Use of Force Issues: Balancing Public and Officer Safety",
        year=2012,
        types=("report",),
        topics=(TRUST, FORCE, WELLNESS),
        audiences=STAFF,
        kind="best_practice",
        provenance="practitioner",
        publisher="International Association of Chiefs of Police",
        note_en="Read it beside your own rules on force: where do the two differ, and why? Check newer law first.",
        note_es=(
            "Léalo junto a sus propias reglas sobre la fuerza: ¿en qué difieren y por qué? Revise antes la ley actual."
        ),
    ),
    ShippedResource(
        title="Racial Reconciliation, Truth-Telling, and Police Legitimacy",
        year=2012,
        types=("report",),
        topics=(TRUST,),
        audiences=ALL,
        kind="strategy",
        provenance="practitioner",
        publisher="Office of Community Oriented Policing Services",
        note_en="For leaders who prepare a first honest talk about past harm. Plan it with those who were harmed.",
        note_es=(
            "Para líderes que preparan una primera conversación honesta sobre daños pasados. Plánela con quienes los "
            "sufrieron."
        ),
    ),
    ShippedResource(
        title=(
            "Institutionalization of Problem Solving, Analysis, and Accountability in the Port St. Lucie, Florida "
            "Police Department"
        ),
        year=2011,
        types=("report", "research_article", "research_brief"),
        topics=(CRIME, TRUST),
        audiences=STAFF,
        kind="strategy",
        provenance="research",
        publisher="Office of Community Oriented Policing Services",
        note_en="One agency's way. Ask what your agency has in common with it before you borrow from it.",
        note_es=(
            "El camino de una agencia. Pregúntese qué tiene la suya en común con ella antes de tomar algo prestado."
        ),
    ),
    ShippedResource(
        title="Boston Police Department Enhancing Cultures of Integrity: Technical Assistance Guide",
        year=2010,
        types=("guidebook_tool",),
        topics=(TRUST, DEMONSTRATIONS, FORCE, RECRUITMENT),
        audiences=("agency",),
        kind="tool",
        provenance="department",
        publisher="Office of Community Oriented Policing Services",
        note_en="A large department's guide: a small agency should pick single steps, and say who does each.",
        note_es=(
            "La guía de un departamento grande: una agencia pequeña debería elegir pasos sueltos y decir quién hace "
            "cada uno."
        ),
    ),
    ShippedResource(
        title=(
            "Improving Responses to People with Mental Illnesses: Tailoring Law Enforcement Initiatives to Individual "
            "Jurisdictions"
        ),
        year=2010,
        types=("guidebook_tool",),
        topics=(TRUST, HEALTH),
        audiences=ALL,
        kind="tool",
        provenance="practitioner",
        publisher="Council of State Governments Justice Center",
        note_en=(
            "Sit down with your crisis line and a person who has been through a crisis, and go through it together."
        ),
        note_es="Siéntese con su línea de crisis y con alguien que haya pasado por una crisis, y repásenlo juntos.",
    ),
    ShippedResource(
        title=(
            "Information Sharing in Criminal Justice-Mental Health Collaborations: Working with HIPAA and Other "
            "Privacy Laws"
        ),
        year=2010,
        types=("guidebook_tool",),
        topics=(TRUST, HEALTH),
        audiences=STAFF,
        kind="tool",
        provenance="legal_review",
        publisher="Council of State Governments Justice Center",
        note_en="Privacy law may have changed since: have your counsel read your agreement, not this guide alone.",
        note_es=(
            "Las leyes de privacidad pueden haber cambiado: pida a su asesor legal que lea su acuerdo, no solo esta "
            "guía."
        ),
    ),
    ShippedResource(
        title="Implementing POP: Leading, Structuring, and Managing a Problem-Oriented Police Agency",
        year=2009,
        types=("guidebook_tool",),
        topics=(CRIME, TRUST),
        audiences=("agency",),
        kind="strategy",
        provenance="practitioner",
        publisher="Office of Community Oriented Policing Services",
        note_en="For the chief and the commanders: decide who gets time for problem solving before you announce it.",
        note_es=(
            "Para la jefatura y los comandantes: decidan quién tendrá tiempo para resolver problemas antes de "
            "anunciarlo."
        ),
    ),
    ShippedResource(
        title=(
            "Improving Responses to People with Mental Illnesses: The Essential Elements of a Specialized Law "
            "Enforcement-Based Program"
        ),
        year=2008,
        types=("guidebook_tool",),
        topics=(TRUST, HEALTH),
        audiences=STAFF,
        kind="best_practice",
        provenance="practitioner",
        publisher="Council of State Governments Justice Center",
        note_en="Use it as a list to look for gaps, together with those who give care in your town.",
        note_es="Úselo como lista para buscar vacíos, junto con quienes dan atención en su ciudad.",
    ),
    ShippedResource(
        title="Building Relationships of Trust: Moving to Implementation",
        year=2014,
        types=("guidebook_tool",),
        topics=(TRUST,),
        audiences=ALL,
        kind="strategy",
        provenance="practitioner",
        publisher="Institute for Intergovernmental Research",
        citation=(
            "Robert Wasserman and Zachary Ginsburg, Building Relationships of Trust: Moving to Implementation "
            "(Tallahassee, FL: Institute for Intergovernmental Research, 2014)"
        ),
        note_en=(
            "Its steps can be shown as evidence in your self-review. Choose one step for this year and say who owns it."
        ),
        note_es=(
            "Sus pasos pueden mostrarse como evidencia en su autoevaluación. Elija uno para este año y diga quién lo "
            "lleva."
        ),
    ),
)
RESOURCES = (*NAMED, *GUIDES)
"""All of them."""
