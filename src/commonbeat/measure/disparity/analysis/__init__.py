"""The study: cells of stops and force in, every figure on stops, searches, force and what is missing out."""

from commonbeat.measure.disparity.analysis.cells import Force, ForceCell, StopCell, Stops
from commonbeat.measure.disparity.analysis.force import force_figures
from commonbeat.measure.disparity.analysis.searches import search_figures
from commonbeat.measure.disparity.analysis.stops import stop_figures

__all__ = ["Force", "ForceCell", "StopCell", "Stops", "force_figures", "search_figures", "stop_figures"]
