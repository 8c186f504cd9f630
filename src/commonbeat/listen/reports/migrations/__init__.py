"""The tables of concerns through time."""
