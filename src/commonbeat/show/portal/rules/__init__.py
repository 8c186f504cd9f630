"""Words and laws of the public face: its pictures, common questions, technology in use, and who keeps each page."""

from commonbeat.show.portal.rules import faq, keeping, links, pictures, technology
from commonbeat.show.portal.rules.pictures import (
    LARGEST_FILE,
    LONGEST_SIDE,
    PictureUse,
    alt_problem,
    alt_problems,
    digest_of,
    looks_like_file_name,
)

RETENTION = {
    **pictures.RETENTION,
    **faq.RETENTION,
    **technology.RETENTION,
    **keeping.RETENTION,
    **links.RETENTION,
}
VERBS = {
    **pictures.VERBS,
    **faq.VERBS,
    **technology.VERBS,
    **keeping.VERBS,
    **links.VERBS,
}
"""How the trail tells of this app's actions."""
DETAILS = {**pictures.DETAILS, **faq.DETAILS, **technology.DETAILS, **keeping.DETAILS}
SUBJECTS = {**pictures.SUBJECTS, **faq.SUBJECTS, **technology.SUBJECTS, **keeping.SUBJECTS}

__all__ = [
    "DETAILS",
    "LARGEST_FILE",
    "LONGEST_SIDE",
    "RETENTION",
    "SUBJECTS",
    "VERBS",
    "PictureUse",
    "alt_problem",
    "alt_problems",
    "digest_of",
    "looks_like_file_name",
]
