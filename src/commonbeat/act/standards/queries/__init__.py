"""Reads of standards, mandates and self-reviews."""
