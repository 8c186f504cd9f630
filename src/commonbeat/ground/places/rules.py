"""What a neighborhood is called, where its shape comes from, and what makes two names the same."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention

RETENTION = {
    "District": Retention.CONFIGURATION,
    "Neighborhood": Retention.CONFIGURATION,
    "PopulationMargin": Retention.CONFIGURATION,
}

VERBS = {
    "places.add": _("added neighborhoods"),
    "places.describe": _("changed what a neighborhood is called"),
    "places.save_shapes": _("gave neighborhoods their shapes"),
}
"""How the trail tells of this app's actions."""

ALL = "all"
"""The group of a population margin that counts everybody."""

CLOSE = 0.8
"""How alike two folded names must be (0 to 1) for one to be offered as a guess for the other."""


class ShapeSource(TextChoices):
    """Where the outline of a neighborhood comes from; derived ones are said to be so wherever they are drawn."""

    OFFICIAL = "official", _("official borders")
    DERIVED = "derived", _("drawn from where records happened, not official borders")
    NONE = "none", _("no shape")


DETAILS = {
    "places.names": Told(_("names")),
    "places.reason": Told(_("reason")),
    "places.fields": Told(
        _("changed"), {"name": _("name"), "aliases": _("other spellings"), "district": _("district")}
    ),
    "places.source": Told(_("where the shapes come from"), dict(ShapeSource.choices)),
    "places.note": Told(_("note")),
    "places.neighborhoods": Told(_("neighborhoods")),
    "agency.kind": Told(words={"neighborhoods": _("Neighborhoods"), "population": _("Population")}),
}
SUBJECTS = {"places.neighborhood": _("neighborhood")}


def folded(name: str) -> str:
    """A name as it is compared: no case, accents, punctuation or doubled spaces ("Near - North" is "near north").

    An apostrophe joins ("Steven's" is "stevens"), an ampersand is the word, all other marks part words.
    """
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ").replace("ß", "ss")).casefold()
    joined = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘`´")
    return " ".join(re.findall(r"[^\W_]+", joined))


def slug_of(name: str) -> str:
    """The name as it stands in an address: "near-north"; empty where the name holds no letter or digit."""
    return folded(name).encode("ascii", "ignore").decode().replace(" ", "-").strip("-")


def index_of(names: Iterable[tuple[int, Sequence[str]]]) -> dict[str, int]:
    """From folded name to id, given each id with all its spellings; an earlier id keeps a name claimed twice."""
    index: dict[str, int] = {}
    for pk, spellings in names:
        for spelling in spellings:
            index.setdefault(folded(spelling), pk)
    index.pop("", None)
    return index


def clashes(names: Iterable[tuple[int, Sequence[str]]]) -> list[str]:
    """Spellings that more than one place claims, so that a record could not be placed."""
    owner: dict[str, int] = {}
    double: list[str] = []
    for pk, spellings in names:
        for spelling in spellings:
            if owner.setdefault(folded(spelling), pk) != pk:
                double.append(spelling)
    return double


def guesses(words: str, index: Mapping[str, int], *, most: int = 6) -> list[int]:
    """Ids whose name fits what somebody typed: the same name alone, else names that hold it, else names close to it.

    Words around a name do not hinder ("I live in Powderhorn Park"). Best first; empty where nothing fits.
    """
    asked = folded(words)
    if not asked:
        return []
    if asked in index:
        return [index[asked]]
    tokens = asked.split()
    scored: dict[int, float] = {}
    for name, pk in index.items():
        score = _fit(asked, tokens, name)
        if score >= CLOSE:
            scored[pk] = max(scored.get(pk, 0.0), score)
    return sorted(scored, key=lambda pk: (-scored[pk], pk))[:most]


def _fit(asked: str, tokens: Sequence[str], name: str) -> float:
    """How well a folded name fits: over 1 where one holds the other in whole words, else how alike they look."""
    if f" {name} " in f" {asked} ":
        return 2 + len(name) / 1000
    if len(asked) >= 3 and all(any(word.startswith(token) for word in name.split()) for token in tokens):
        return 1 + len(asked) / 1000
    return SequenceMatcher(None, asked, name).ratio()


Ring = Sequence[Sequence[float]]


def in_polygons(polygons: Sequence[Sequence[Ring]], longitude: float, latitude: float) -> bool:
    """Whether a point lies in any polygon (its first ring) and in none of that polygon's holes (the others)."""
    return any(
        _in_ring(polygon[0], longitude, latitude)
        and not any(_in_ring(hole, longitude, latitude) for hole in polygon[1:])
        for polygon in polygons
    )


def _in_ring(ring: Ring, x: float, y: float) -> bool:
    """Ray casting: a ray to the east crosses the ring an odd number of times from inside."""
    inside = False
    x1, y1 = ring[-1][0], ring[-1][1]
    for corner in ring:
        x2, y2 = corner[0], corner[1]
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


def bbox_of(polygons: Sequence[Sequence[Ring]]) -> list[float]:
    """West, south, east and north of all outer rings."""
    corners = [corner for polygon in polygons for corner in polygon[0]]
    east, north = max(corner[0] for corner in corners), max(corner[1] for corner in corners)
    return [min(corner[0] for corner in corners), min(corner[1] for corner in corners), east, north]
