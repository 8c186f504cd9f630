"""Reads across the tables of this room, one file a subject."""
