"""The designs of R's api data, and their weights, in our terms."""

from datetime import date

import numpy as np

from commonbeat.plumb import About, Window
from commonbeat.plumb.survey import Design, Groups, Margin

ABOUT = About(window=Window.year(2000), as_of=date(2001, 1, 1), unit="schools")
THREE = ("stype", "sch.wide", "comp.imp")


def strat(frame, **others):
    """200 schools in three strata."""
    sizes = dict(frame.groupby("stype", observed=True).fpc.first())
    return Design(**{"weights": frame.pw, "strata": frame.stype, "population": sizes} | others)


def clus1(frame):
    """All schools of 15 districts of 757."""
    return Design(weights=frame.pw, clusters=frame.dnum, population=757)


def clus2(frame):
    """Up to five schools of each of 40 districts of 757."""
    sizes = {str(district): size for district, size in frame.groupby("dnum").fpc2.first().items()}
    return Design(weights=frame.pw, clusters=frame.dnum, population=757, cluster_population=sizes)


def margins(frame, golden, names=THREE):
    """The margins of all 6,194 schools."""
    return [Margin.of(name, frame[name], golden["margins"][name]) for name in names]


def column(frame, name):
    """A column of numbers."""
    return np.asarray(frame[name], dtype=float)


def groups(frame, name):
    """A column of groups."""
    return Groups.of(frame[name], name=name)
