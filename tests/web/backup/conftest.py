"""A backup that tests take apart."""

import pytest


@pytest.fixture(scope="session")
def friday(begun):
    """Its backup."""
    path = begun.home / "friday.zip"
    done = begun.console("backup", str(path))
    assert done.returncode == 0, done.stderr
    return path
