"""R's api data, read once, and the figures that R found in them."""

import json
from pathlib import Path

import pytest
import rdata

API = Path("/usr/lib/R/site-library/survey/data/api.rda")


@pytest.fixture(scope="session")
def api():
    """The frames of R's survey package: apistrat, apiclus1, apiclus2, apipop."""
    return rdata.read_rda(API)


@pytest.fixture(scope="session")
def golden():
    """What scripts/oracles/survey.R wrote."""
    return json.loads((Path(__file__).parent / "golden.json").read_text())
