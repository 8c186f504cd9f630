"""Policies in words and tables, subject by subject."""
