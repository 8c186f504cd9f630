"""Who sees which row of this room, one file a subject."""
