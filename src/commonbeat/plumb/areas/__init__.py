"""Small areas: shares where few answered, who fell behind between two waves, and which areas are low for sure."""

from commonbeat.plumb.areas.cells import AnswerCells, CensusCells
from commonbeat.plumb.areas.estimates import AreaEstimates
from commonbeat.plumb.areas.fay_herriot import FayHerriotEstimates, fay_herriot
from commonbeat.plumb.areas.low import LowAndSure, LowArea, low_and_sure
from commonbeat.plumb.areas.methods import FAY_HERRIOT, FAY_HERRIOT_ADJUSTED, MRP_LAPLACE, POSTERIOR_DRAWS
from commonbeat.plumb.areas.model import MrpModel
from commonbeat.plumb.areas.mrp import MrpFit, fit_mrp, mrp, poststratify
from commonbeat.plumb.areas.simulation import SimulatedCity, simulate_city, simulate_waves
from commonbeat.plumb.areas.waves import Verdict, WaveChange, compare_waves

__all__ = [
    "FAY_HERRIOT",
    "FAY_HERRIOT_ADJUSTED",
    "MRP_LAPLACE",
    "POSTERIOR_DRAWS",
    "AnswerCells",
    "AreaEstimates",
    "CensusCells",
    "FayHerriotEstimates",
    "LowAndSure",
    "LowArea",
    "MrpFit",
    "MrpModel",
    "SimulatedCity",
    "Verdict",
    "WaveChange",
    "compare_waves",
    "fay_herriot",
    "fit_mrp",
    "low_and_sure",
    "mrp",
    "poststratify",
    "simulate_city",
    "simulate_waves",
]
