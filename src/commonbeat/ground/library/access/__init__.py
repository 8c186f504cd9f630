"""Who sees what of the library: the catalogue is public, wishes are read by those who keep it."""
