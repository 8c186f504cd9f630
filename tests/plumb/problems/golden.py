"""The golden numbers of scripts/oracles/problems.R, and the data that both sides make by the same rule."""

import json
from pathlib import Path

import numpy as np

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())
T = np.arange(60)
START = 40
EVENTS = 20 + (T * 7 + T * T * 3) % 13 - np.where(T >= START, 6, 0)
OTHER = 30 + (T * 5) % 11
AREAS = 15 + np.fromfunction(lambda i, j: (i * 11 + j * 7 + i * j * 3) % 17, (10, 12))
DONORS = 40 + np.fromfunction(lambda i, j: (i * i * 13 + j * 7 + i * j * 5) % 23, (6, 16))
TARGET = 0.5 * DONORS[0] + 0.3 * DONORS[1] + 0.2 * DONORS[3] + (np.arange(16) * 3) % 5


def near(found, golden, tolerance=1e-9):
    np.testing.assert_allclose(found, golden, rtol=tolerance, atol=tolerance)
