"""What the developers' page on cells shows is what happens."""

import doctest
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "developers" / "cells.md"


@pytest.mark.django_db
def test_every_example_of_the_page_runs():
    found = doctest.testfile(str(PAGE), module_relative=False)
    assert found.attempted > 20
    assert found.failed == 0
