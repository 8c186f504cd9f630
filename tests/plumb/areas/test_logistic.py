"""The logistic curve agrees with scipy's, far out too."""

import numpy as np
import pytest
from scipy.special import expit

from commonbeat.plumb.areas.logistic import logistic


def test_chances_are_scipys_whatever_the_logit():
    logits = np.r_[-np.inf, -1e4, -710, -37, np.linspace(-20, 20, 401), 37, 1e4, np.inf].reshape(2, -1)
    kept = logits.copy()
    assert logistic(logits) == pytest.approx(expit(logits), rel=1e-14, abs=1e-300)
    assert (logits == kept).all()
