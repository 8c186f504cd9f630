"""Disparity: benchmarked rates, hit rates, veil of darkness; each says in plain words what it cannot show."""
