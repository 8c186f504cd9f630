"""Reads across the tables of policies: reading, conduct, reports of stepping in."""
