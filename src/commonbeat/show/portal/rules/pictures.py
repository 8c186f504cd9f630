"""Which pictures the public face has, and what their description may be."""

import re
from collections.abc import Mapping
from hashlib import sha256

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention

RETENTION = {"Picture": Retention.PERMANENT}

VERBS = {
    "portal.set_picture": _("set a picture of the public pages"),
    "portal.remove_picture": _("removed a picture from the public pages"),
}
"""How the trail tells of this app's actions."""

LONGEST_SIDE = 800
"""Pixels of the longest side that is kept: a seal is shown small."""
LARGEST_FILE = 5_000_000
"""Bytes of the largest file that is taken."""

_ENDING = re.compile(r"\.(jpe?g|jfif|png|gif|webp|avif|hei[cf]|tiff?|bmp|svg|pdf|raw|cr2|nef)$", re.IGNORECASE)
_CAMERA = re.compile(
    r"^(img|dsc[a-z]?|dcim|pxl|mvimg|wa|scan|screen ?shot|image|photo|picture|foto|imagen|captura)[-_ ]*\d",
    re.IGNORECASE,
)
_ID = re.compile(r"(?=[^\s]*\d)[\w-]{12,}")


class PictureUse(TextChoices):
    """Where a picture stands."""

    SEAL = "seal", _("the agency's seal, beside its name")


DETAILS = {
    "portal.use": Told(_("which"), dict(PictureUse.choices)),
    "portal.sha256": Told(_("fingerprint (SHA-256)")),
    "portal.alt_en": Told(_("said in English")),
    "portal.alt_es": Told(_("said in Spanish")),
}
SUBJECTS = {"portal.picture": _("picture")}


def looks_like_file_name(words: str) -> bool:
    """Is this what a camera or a web site called the file, rather than what the picture shows?

    `54717358492_370f9f315d_k`, `IMG_2031.jpg` and `seal_final_v2` are; "Seal: a bridge over a river" is not.
    """
    words = words.strip()
    if _ENDING.search(words) or _CAMERA.match(words) or _ID.search(words):
        return True
    return " " not in words and bool(re.search(r"[\d_]", words))


def alt_problem(words: str, file_name: str = "") -> str | Promise:
    """Why these words do not describe a picture, or "" if they do.

    `file_name` is what the file was called: to repeat it describes nothing.
    """
    words = words.strip()
    stem = re.sub(r"[\W_]+", " ", _ENDING.sub("", file_name)).strip().casefold()
    if not words:
        return _("Say in a sentence what the picture shows, for people who cannot see it.")
    if looks_like_file_name(words) or (stem and re.sub(r"[\W_]+", " ", words).strip().casefold() == stem):
        return _("This looks like the name of a file. Say what the picture shows, for people who cannot see it.")
    if len(words.split()) < 3:
        return _("This is too short to picture it. Use three words or more.")
    return ""


def alt_problems(alt: Mapping[str, str], file_name: str = "") -> dict[str, str | Promise]:
    """The problem of each language's words; empty where all describe the picture."""
    found = {language: alt_problem(words, file_name) for language, words in alt.items()}
    return {language: problem for language, problem in found.items() if problem}


def digest_of(content: bytes) -> str:
    """The fingerprint of a picture as it is kept: SHA-256 in hex."""
    return sha256(content).hexdigest()
