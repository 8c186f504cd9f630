"""The drawings of a self-review: where each role stands on a question, and where an agreed answer does."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.queries.self_review import Line
from commonbeat.act.standards.rules.self_review import LEVELS, Rating
from commonbeat.act.standards.rules.self_review_groups import Group, group_from, spread_of
from commonbeat.act.standards.rules.self_review_said import SCALE, names_of, spread_said
from commonbeat.kit import levels
from commonbeat.kit.drawing import Chart, KeyItem
from commonbeat.kit.levels import LevelRow
from commonbeat.kit.tables import DataTable
from commonbeat.kit.words import Words, number

ROLE: Words = gettext_lazy("Role")


def rows_of(groups: Iterable[Group], minimum: int) -> list[LevelRow]:
    """The groups as rows of a chart."""
    return [
        LevelRow(
            label=names_of(group.kinds),
            counts=[group.counts.get(level, 0) for level in LEVELS],
            apart=group.counts.get(Rating.DONT_KNOW, 0),
            outside=group.counts.get(Rating.NOT_APPLICABLE, 0),
            middle=group.median(minimum),
        )
        for group in groups
    ]


def chart_of(groups: Iterable[Group], *, question: str, minimum: int, synthetic: bool) -> Chart | None:
    """Where each group stands; None where too few answered to show anything."""
    rows = rows_of(groups, minimum)
    if not rows:
        return None
    desc = "; ".join(f"{row.label}: n = {number(row.n)}, {SCALE.said(row.middle)}" for row in rows)
    return levels.level_rows(rows, scale=SCALE, title=question, desc=f"{desc}.", name=ROLE, synthetic=synthetic)


def chart_of_line(line: Line, *, language: str, minimum: int, synthetic: bool) -> Chart | None:
    """The same for a question of the one screen."""
    question = str(line.question["es" if language.startswith("es") else "en"])
    return chart_of(line.groups, question=question, minimum=minimum, synthetic=synthetic)


def table_of_told(question: Mapping[str, Any], *, language: str, minimum: int, synthetic: bool) -> DataTable | None:
    """The counts of a question of a snapshot as a table; None where too few answered."""
    rows = rows_of((group_from(plain) for plain in question["groups"]), minimum)
    words = str(question["es" if language.startswith("es") else "en"])
    return levels.level_table(rows, scale=SCALE, caption=words, name=ROLE, synthetic=synthetic) if rows else None


def key(*, synthetic: bool) -> tuple[KeyItem, ...]:
    """What the marks mean, once for the page."""
    return levels.level_key(SCALE, synthetic=synthetic)


def spread_of_told(question: Mapping[str, Any], minimum: int) -> str:
    """The same sentence for a question of a snapshot."""
    return spread_said(spread_of([group_from(plain) for plain in question["groups"]], minimum))


def position_of(agreed: Rating, before: Rating | None) -> SafeString:
    """Where an agreed answer stands, and where it stood; the page must hold `positions_shared`."""
    return levels.position(
        LEVELS.index(agreed) if agreed in LEVELS else None,
        LEVELS.index(before) if before is not None and before in LEVELS else None,
    )


def positions_shared(*, synthetic: bool) -> SafeString:
    """What all positions of a page share."""
    return levels.positions_shared(levels=len(LEVELS), synthetic=synthetic)
