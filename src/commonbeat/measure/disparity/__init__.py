"""Stops, searches and force compared fairly."""
