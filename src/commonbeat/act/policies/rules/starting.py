"""What an agency may start its training from: two requirements and the topics of a curriculum, in our own words.

They are a beginning, not a law: the agency names its own law, and every later change is a row of its own.
"""

from typing import Any

from commonbeat.act.policies.rules.training import Purpose, Who

TOPICS: tuple[tuple[str, str, str], ...] = (
    ("alternatives-to-force", "Alternatives to force", "Alternativas al uso de la fuerza"),
    ("less-lethal", "Less-lethal tools and their limits", "Medios menos letales y sus límites"),
    (
        "behavioral-health",
        "Recognize behavioral health emergencies",
        "Reconocer emergencias de salud conductual",
    ),
    ("time-distance-cover", "Time, distance and cover", "Tiempo, distancia y protección"),
    ("talking-down", "Talking with people in distress", "Hablar con personas alteradas"),
    ("duty-to-intervene", "Duty to step in", "El deber de intervenir"),
)
"""Key, name in English, name in Spanish."""

REQUIREMENTS: tuple[dict[str, Any], ...] = (
    {
        "key": "de-escalation",
        "title": "Ongoing de-escalation training",
        "purpose": Purpose.DE_ESCALATION,
        "who": Who.SWORN,
        "recurrence": 12,
        "hours": 8,
        "practice": True,
    },
    {
        "key": "mental-health",
        "title": "Ongoing mental health and crisis training",
        "purpose": Purpose.CRISIS,
        "who": Who.SWORN,
        "recurrence": 24,
        "hours": 8,
        "practice": True,
    },
)
"""Both ask for practice, and for a completion since the newest law that the agency names."""
