"""Pages of the library: for everybody, and for those who keep it."""
