"""Everything but the keys into one file, and back from it into an empty place, with proof."""
