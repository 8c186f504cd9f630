"""Who sees what of the library."""
