"""Pages that draw on several wings: all neighborhoods, and one."""

from commonbeat.web.places.pages import NeighborhoodPage, Neighborhoods

__all__ = ["NeighborhoodPage", "Neighborhoods"]
