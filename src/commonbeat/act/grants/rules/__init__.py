"""Words and laws of asking for help; what of it is kept for how long."""

from commonbeat.act.grants.rules import help

RETENTION = {**help.RETENTION}
VERBS = {**help.VERBS}
"""How the trail tells of this app's actions."""
DETAILS = {**help.DETAILS}
SUBJECTS = {**help.SUBJECTS}

__all__ = ["DETAILS", "RETENTION", "SUBJECTS", "VERBS"]
