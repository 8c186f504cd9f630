"""Neighborhoods and districts on the map, and how many people live there."""
