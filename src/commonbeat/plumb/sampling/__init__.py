"""Sampling: how many to ask, whom to ask, who answered, whether the items of a scale agree, and how sure a share is."""

from commonbeat.plumb.sampling.allocation import Allocation, Rule, allocate
from commonbeat.plumb.sampling.draw import Draw, draw_pps, draw_simple, draw_stratified
from commonbeat.plumb.sampling.indicator import LevelPart, Representativeness, VariablePart
from commonbeat.plumb.sampling.plan import AreaSizes, SampleSize
from commonbeat.plumb.sampling.respondents import representativeness, representativeness_from_margins
from commonbeat.plumb.sampling.rings import Bounds, Rings, three_rings
from commonbeat.plumb.sampling.scale import Item, Reliability, reliability
from commonbeat.plumb.sampling.scores import ScaleScores, score_scale
from commonbeat.plumb.sampling.size import size_by_area, size_for_difference, size_for_share

__all__ = [
    "Allocation",
    "AreaSizes",
    "Bounds",
    "Draw",
    "Item",
    "LevelPart",
    "Reliability",
    "Representativeness",
    "Rings",
    "Rule",
    "SampleSize",
    "ScaleScores",
    "VariablePart",
    "allocate",
    "draw_pps",
    "draw_simple",
    "draw_stratified",
    "reliability",
    "representativeness",
    "representativeness_from_margins",
    "score_scale",
    "size_by_area",
    "size_for_difference",
    "size_for_share",
    "three_rings",
]
