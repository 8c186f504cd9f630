"""Figures that pages of this room show, one file a subject."""
