"""People asked and their answers as grouped cells: counted by the database, never read one by one."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.places.models import Neighborhood
from commonbeat.kit.cells import CellTable
from commonbeat.kit.sealing import fingerprint
from commonbeat.listen.surveys import queries as surveys
from commonbeat.measure.experience.rules import over_until
from commonbeat.measure.experience.tables import AnswerCell, Answers, AskedCell


@dataclass(frozen=True, slots=True)
class Records:
    """What there is to count, and by which the same counts are known again."""

    answers: Answers
    inputs: Sequence[Mapping[str, str]]


def records(agency: Agency, today: date) -> Records:
    """The cells of every month in which nobody who was asked can still answer. Four queries."""
    until = over_until(today)
    areas = dict(Neighborhood.objects.filter(agency=agency).order_by("name").values_list("slug", "pk"))
    answers = Answers(
        areas=tuple(areas.values()),
        asked=_asked(surveys.invited(agency, until), areas),
        answered=_answered(surveys.answered(agency), areas),
        until=until,
    )
    return Records(answers, [{"kind": "answers", "until": until.isoformat(), "fingerprint": _mark(answers)}])


def _asked(table: CellTable, areas: Mapping[str, int]) -> list[AskedCell]:
    places, months, counts = (table.column(name) for name in ("area", "month", "invitations"))
    cells = zip(places, months, counts, strict=True)
    return [(areas.get(str(place or "")), str(month), int(count or 0)) for place, month, count in cells]


def _answered(table: CellTable, areas: Mapping[str, int]) -> list[AnswerCell]:
    places, months, codes, counts = (table.column(name) for name in ("area", "month", "code", "responses"))
    cells = zip(places, months, codes, counts, strict=True)
    return [
        (areas.get(str(place or "")), str(month or ""), str(code or ""), int(count or 0))
        for place, month, code, count in cells
    ]


def _mark(answers: Answers) -> str:
    """A keyed mark of what is counted and where. A plain hash would let anybody try which small counts fit it."""
    cells: Counter[tuple[int, str, str]] = Counter()
    for area, month, row in answers.counted():
        for name, number in (("top", row.top), ("answered", row.answered), ("asked", row.asked)):
            cells[area or 0, month, name] += number
    counted = [list(answers.areas), sorted([*key, number] for key, number in cells.items() if number)]
    return fingerprint(json.dumps(counted), "experience.cells")
