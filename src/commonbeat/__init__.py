"""Commonbeat: community trust and partnerships, from listening to showing what was done."""

__version__ = "0.1.0"
