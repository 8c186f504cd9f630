"""Empty PostgreSQL databases for tests that start an installation of their own."""

import os

import psycopg
import pytest
from throwaway_postgres import Cluster


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
