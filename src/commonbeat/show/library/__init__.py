"""The library for everybody: search, one resource, practice areas, peers, files and a feed."""
