"""Reads of the library: the search, and what waits for those who keep it."""

from commonbeat.ground.library.queries.waiting import waiting_for

__all__ = ["waiting_for"]
