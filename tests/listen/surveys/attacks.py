"""Ways to link an answer to a phone, tried by somebody who has everything but the keys and has watched the phones.

The attacker here knows more than any real one: who answered, in which order, when, by which channel, and whose home and
officer it was about. All that is missing is what they said. Each attack names, for a row of answers, the person whose
it is thought to be; where it knows nothing it draws among those who can be meant.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scipy.stats import binom

from commonbeat.kit.spaces import SEALED
from listen.surveys.spoils import Row, Spoils
from listen.surveys.town import Resident, Town

SURE = 1e-6
"""How seldom an attack that only draws may seem to do better than that."""


Box = tuple[Resident, Row]
"""Whose box it is, and its row."""


@dataclass
class Group:
    """Rows that were written together, and the boxes that vanished then, in the order in which these had appeared."""

    rows: list[Row]
    boxes: list[Box]

    @property
    def people(self) -> list[Resident]:
        """Whose boxes they were."""
        return [person for person, _box in self.boxes]


@dataclass
class View:
    """What the attacker makes of the spoils: groups of responses and of comments, how often each person's box was
    written, the codes by response."""

    spoils: Spoils
    people: list[Resident]
    draw: random.Random
    nights: list[tuple[datetime, set[str]]]
    responses: list[Group] = field(default_factory=list)
    comments: list[Group] = field(default_factory=list)
    writes: Counter[str] = field(default_factory=Counter)
    items: dict[str, list[Row]] = field(default_factory=dict)

    def codes(self, row: Row) -> int:
        """How many codes a response has."""
        return len(self.items.get(id_of(row), []))


Guesses = Iterable[tuple[str, Resident]]
"""The id of a response or comment, and whose it is thought to be."""

State = dict[str, dict[str, Row]]


def view(spoils: Spoils, town: Town, nights: list[tuple[datetime, set[str]]]) -> View:
    """Follow each box from the first tap to the writing, and put a name to it: the attacker watched the phones."""
    found = View(spoils, town.people, random.Random(town.seed), nights)
    began = iter(sorted((one for one in town.people if one.answers), key=lambda one: one.began))
    owner: dict[str, Resident] = {}
    wordy: set[str] = set()
    before: State = {}
    for state in spoils.states:
        now = {table: {id_of(row): row for row in rows} for table, rows in state.items()}
        for row in _there(now, before, "surveys_openanswer"):
            owner[id_of(row)] = next(began)
        for key, row in now["surveys_openanswer"].items():
            found.writes[owner[key].number] += row["box"] != before.get("surveys_openanswer", {}).get(key, row)["box"]
        closed, fresh = _there(before, now, "surveys_openanswer"), _there(now, before, "surveys_waiting")
        for row, box in zip(closed * len(fresh) if len(closed) == 1 else closed, fresh, strict=False):
            owner[id_of(box)] = owner[id_of(row)]
        wordy.update(id_of(box) for box in fresh[1:] if len(closed) == 1)
        gone = [(owner[id_of(box)], box) for box in _there(before, now, "surveys_waiting")]
        codes = [one for one in gone if id_of(one[1]) not in wordy]
        words = [one for one in gone if id_of(one[1]) in wordy]
        found.responses += _apart(_there(now, before, "surveys_response"), codes)
        found.comments += _apart(_there(now, before, "surveys_comment"), words)
        before = now
    for row in spoils.tables[SEALED, "surveys_responseitem"]:
        found.items.setdefault(plain(row["response_id"]), []).append(row)
    return found


def _apart(rows: list[Row], boxes: list[Box]) -> list[Group]:
    """One commit may hold several groups: where month and neighborhood tell them apart, take them apart."""
    made = []
    for cell in sorted({(str(row["month"]), row.get("area", "")) for row in rows}, reverse=True):
        mine = [row for row in rows if (str(row["month"]), row.get("area", "")) == cell]
        fitting = [one for one in boxes if _same_cell(mine[0], one[0])]
        if len(fitting) == len(mine):
            made.append(Group(mine, fitting))
            rows = [row for row in rows if row not in mine]
            boxes = [one for one in boxes if one not in fitting]
    return [*made, Group(rows, boxes)] if rows else made


def plain(value: Any) -> str:
    """An id as both databases write it."""
    return str(value).replace("-", "")


def id_of(row: Row) -> str:
    """What a row is known by."""
    return plain(row.get("lookup") or row["id"])


def _there(one: State, other: State, table: str) -> list[Row]:
    """The rows of the first state that the second has not, in the order of the file."""
    return [row for key, row in one.get(table, {}).items() if key not in other.get(table, {})]


def _paired(view: View, group: Group, row_key: Callable[[Row], Any], box_key: Callable[[int, Box], Any]) -> Guesses:
    """Rows in one order beside boxes in another; whatever is equal in it stands in any order."""
    rows = sorted(view.draw.sample(group.rows, len(group.rows)), key=row_key)
    boxes = list(enumerate(group.boxes))
    boxes = sorted(view.draw.sample(boxes, len(boxes)), key=lambda one: box_key(*one))[-len(rows) :]
    return [(id_of(row), box[0]) for row, (_place, box) in zip(rows, boxes, strict=False)]


def by_place(view: View) -> Iterator[tuple[str, Resident]]:
    """Rows lie in the file in the order in which people finished."""
    for group in (*view.responses, *view.comments):
        yield from _paired(view, group, _place, lambda order, _box: order)


def by_items(view: View) -> Iterator[tuple[str, Resident]]:
    """The codes lie in the file in that order."""
    for group in view.responses:
        yield from _paired(
            view,
            group,
            lambda row: min((_place(item) for item in view.items.get(id_of(row), [])), default=(0,)),
            lambda order, _box: order,
        )


def _place(row: Row) -> tuple[int, ...]:
    """A rowid of SQLite, or page and line of PostgreSQL."""
    place = row["place"]
    return (place,) if isinstance(place, int) else tuple(int(part) for part in place.strip("()").split(","))


def by_id(view: View) -> Iterator[tuple[str, Resident]]:
    """Ids grow, or follow from one another."""
    for group in (*view.responses, *view.comments):
        yield from _paired(view, group, id_of, lambda _order, box: id_of(box[1]))


def by_length(view: View) -> Iterator[tuple[str, Resident]]:
    """Long boxes held many codes or many words."""
    for group in view.responses:
        yield from _paired(view, group, view.codes, lambda _order, box: len(box[1]["box"]))
    for group in view.comments:
        yield from _paired(view, group, lambda row: len(row["words"]), lambda _order, box: len(box[1]["box"]))


def by_reach(view: View) -> Iterator[tuple[str, Resident]]:
    """Whoever tapped often gave many answers, or wrote words."""
    for group in view.responses:
        yield from _paired(view, group, view.codes, lambda _order, box: view.writes[box[0].number])
    for group in view.comments:
        yield from _paired(view, group, lambda _row: 0, lambda _order, box: view.writes[box[0].number])


def _fitting(view: View, fits: Callable[[Row, Resident], bool]) -> Iterator[tuple[str, Resident]]:
    """Draw for each row among the people of its group whom it fits."""
    for group in (*view.responses, *view.comments):
        for row in group.rows:
            yield id_of(row), view.draw.choice([one for one in group.people if fits(row, one)] or group.people)


def by_cell(view: View) -> Iterator[tuple[str, Resident]]:
    """The row says the month and the neighborhood in which the person was asked."""
    return _fitting(view, _same_cell)


def by_channel(view: View) -> Iterator[tuple[str, Resident]]:
    """The row says by which channel the person answered; words come by web alone."""
    return _fitting(view, lambda row, one: row.get("channel", "web") in ("", one.channel))


def _same_cell(row: Row, person: Resident) -> bool:
    month = str(row["month"])[:7] if row["month"] else person.month
    return (month, row.get("area") or person.area) == (person.month, person.area)


def by_count(view: View) -> Iterator[tuple[str, Resident]]:
    """Without any of the log: of all who answered in that month and neighborhood, one."""
    answered = [one for one in view.people if one.answers]
    for row in view.spoils.tables[SEALED, "surveys_response"]:
        yield id_of(row), view.draw.choice([one for one in answered if _same_cell(row, one)] or answered)


def by_night(view: View) -> Iterator[tuple[str, Resident]]:
    """What is new in the backup of a night comes from those who finished since the last."""
    last = view.nights[0][0]
    seen: set[str] = set()
    answered = [one for one in view.people if one.answers]
    for night, rows in view.nights:
        since = [one for one in answered if one.finished and last < one.finished <= night]
        for key in sorted(rows - seen):
            yield key, view.draw.choice(since or answered)
        last, seen = night, rows


def by_time(view: View) -> Iterator[tuple[str, Resident]]:
    """Some row with a moment in it, of whatever table, names the answer: it belongs to whoever finished just before."""
    finished = [(one.finished, one) for one in view.people if one.finished]
    told = [(moment, words) for rows in view.spoils.tables.values() for row in rows for moment, words in _moments(row)]
    for group in (*view.responses, *view.comments):
        for key in map(id_of, group.rows):
            moments = [moment for moment, words in told if key in words]
            near = [one for end, one in finished if any(0 <= (at - end).total_seconds() < 120 for at in moments)]
            yield key, view.draw.choice(near or group.people)


def _moments(row: Row) -> Iterator[tuple[datetime, str]]:
    """Every moment in a row, with all of the row's words."""
    words = plain(" ".join(str(value) for value in row.values()))
    for value in row.values():
        if isinstance(value, datetime):
            yield value, words
        elif isinstance(value, str) and len(value) > 18 and value[4:5] == "-" and value[10:11] in " T":
            yield datetime.fromisoformat(value + ("" if "+" in value else "+00:00")), words


ATTACKS: dict[str, Callable[[View], Guesses]] = {
    "order of the rows": by_place,
    "order of the codes": by_items,
    "order of the ids": by_id,
    "lengths of the boxes": by_length,
    "how far they came": by_reach,
    "month and neighborhood": by_cell,
    "channel": by_channel,
    "counts alone": by_count,
    "backups of nights": by_night,
    "moments in trail, jobs and messages": by_time,
}


@dataclass
class Score:
    """How an attack did: guesses, how many were right, and how many a draw among those who can be meant gets right."""

    guesses: int = 0
    right: int = 0
    expected: float = 0.0

    def add(self, other: "Score") -> None:
        """Over several towns."""
        self.guesses += other.guesses
        self.right += other.right
        self.expected += other.expected

    @property
    def bound(self) -> int:
        """More right guesses than this come by chance once in a million times (binomial)."""
        return int(binom.ppf(1 - SURE, self.guesses, self.expected / max(self.guesses, 1)))

    @property
    def links(self) -> bool:
        """Whether the attack does better than a draw."""
        return self.right > self.bound

    def __str__(self) -> str:
        return f"{self.right} of {self.guesses} right, {self.expected:.0f} by chance, bound {self.bound}"


def score(view: View, town: Town, attack: Callable[[View], Guesses]) -> Score:
    """Let the referee judge one attack. A draw hits one of those among whom a row was written, at most every fifth."""
    referee, found = town.referee, Score()
    truth = {plain(pk): person for pk, person in (*referee.owner.items(), *referee.writer.items())}
    hidden = {plain(pk): max(count, FEWEST) for pk, count in referee.hidden.items()}
    for key, person in attack(view):
        found.add(Score(1, int(truth[key] is person), 1 / hidden[key]))
    return found


FEWEST = 5
"""Among how many at least an answer is promised to be hidden: that, and nothing less, is what chance means here."""
