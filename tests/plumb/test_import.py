"""plumb opens fast and alone: no Django, no database, and the heavy parts only at first use."""

import doctest
import subprocess
import sys

import commonbeat.plumb


def test_importing_plumb_brings_neither_django_nor_a_database_nor_the_heavy_parts():
    code = "import sys, commonbeat.plumb; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}, capture_output=True, text=True, check=True
    )
    assert not {"django", "sqlite3", "psycopg", "duckdb", "sqlglot", "numpy", "scipy", "pandas"} & set(
        loaded.stdout.split()
    )


def test_the_notebook_example_is_true():
    assert doctest.testmod(commonbeat.plumb).failed == 0
    assert doctest.testmod(commonbeat.plumb).attempted > 0
