"""Small inputs that the tests of small areas share."""

import json
from datetime import date
from pathlib import Path

import numpy as np

from commonbeat.plumb import About, Window
from commonbeat.plumb.areas import AnswerCells, CensusCells
from commonbeat.plumb.groups import Groups

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())
FIRST = About(window=Window.year(2013), as_of=date(2014, 1, 1), unit="adults", synthetic=True)
SECOND = About(window=Window.year(2015), as_of=date(2016, 1, 1), unit="adults", synthetic=True)
LEVELS = {"area": ["North", "South", "West"], "sex": ["women", "men"], "race": ["Black", "Latino", "White", "Other"]}
GRID = dict(zip(LEVELS, (axis.ravel() for axis in np.indices((3, 2, 4))), strict=True))


def groups(levels=LEVELS, codes=GRID):
    """The groups of cells, from the levels and the codes of each factor."""
    return {name: Groups(codes[name], named) for name, named in levels.items()}


def answers(n=20, yes=None, levels=LEVELS, codes=GRID):
    """Answers of every cell of the grid: `n` each unless told, `yes` growing with the race's place."""
    n = np.broadcast_to(n, len(codes["area"]))
    yes = np.floor(n * (0.3 + 0.1 * codes["race"])) if yes is None else np.broadcast_to(yes, n.shape)
    return AnswerCells(groups=groups(levels, codes), n=n, yes=yes)


def census(people=100.0, levels=LEVELS, codes=GRID):
    """As many people in every cell of the grid."""
    return CensusCells(groups=groups(levels, codes), people=np.broadcast_to(people, len(codes["area"])))
