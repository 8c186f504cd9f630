"""Rows of this room in words, one file a subject."""
