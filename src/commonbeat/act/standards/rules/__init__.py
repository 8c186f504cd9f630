"""Words and laws of standards, mandates and self-reviews; what of them is kept for how long."""

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.words import Words

RETENTION: dict[str, str] = {}
VERBS: dict[str, Words] = {}
"""How the trail tells of this app's actions."""
DETAILS: dict[str, Told] = {}
SUBJECTS: dict[str, Words] = {}
