"""Who sees what of reading, conduct and reports of stepping in."""
