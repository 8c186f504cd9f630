"""Files that this room gives out."""
