"""plumb opens fast and alone: no Django, no database, and the heavy parts only in the rooms that need them."""

import doctest
import pkgutil
import subprocess
import sys

import pytest

import commonbeat.plumb

ROOMS = sorted(module.name for module in pkgutil.iter_modules(commonbeat.plumb.__path__) if module.ispkg)
NEVER = {"django", "sqlite3", "psycopg", "duckdb", "sqlglot", "pandas", "numpyro", "jax", "pyspark"}


def loaded_by(module):
    """The modules that are there once `module` is imported by a fresh Python."""
    code = f"import sys, {module}; print(*sys.modules)"
    path = {"PYTHONPATH": ":".join(sys.path)}
    return set(
        subprocess.run(
            [sys.executable, "-c", code], env=path, capture_output=True, text=True, check=True
        ).stdout.split()
    )


def test_importing_plumb_brings_neither_django_nor_a_database_nor_the_heavy_parts():
    assert not (NEVER | {"numpy", "scipy"}) & loaded_by("commonbeat.plumb")


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_brings_numpy_and_scipy_at_most_and_never_the_slowest_part_of_it(room):
    assert not (NEVER | {"scipy.stats"}) & loaded_by(f"commonbeat.plumb.{room}")


def test_the_notebook_example_is_true():
    assert doctest.testmod(commonbeat.plumb).failed == 0
    assert doctest.testmod(commonbeat.plumb).attempted > 0
