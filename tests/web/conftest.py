"""Installations and empty databases for tests that start programs of their own."""

import os

import psycopg
import pytest
from throwaway_postgres import Cluster

from web.installation import BEGIN, Installation


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server: the one that the tests run on, else one for these tests alone."""
    if url := os.environ.get("COMMONBEAT_TEST_DATABASE"):
        yield url
        return
    with Cluster() as cluster:
        yield cluster.url


@pytest.fixture
def empty_database(server):
    """Make an empty database on the server; its address."""
    made = []

    def make():
        name = f"restored_{os.getpid()}_{len(made)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return f"{server.rpartition('/')[0]}/{name}"

    yield make
    with psycopg.connect(server, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def begun(tmp_path_factory):
    """The installation as it began; tests take copies or only read."""
    one = Installation(tmp_path_factory.mktemp("installation"))
    one.data.mkdir()
    made = one.python("-c", "from pathlib import Path; from commonbeat.web import keys; keys.create(Path('keys'))")
    assert made.returncode == 0, made.stderr
    migrated = one.console("migrate", "--verbosity", "0")
    assert migrated.returncode == 0, migrated.stderr
    filled = one.python("-c", BEGIN)
    assert filled.returncode == 0, filled.stderr
    return one
