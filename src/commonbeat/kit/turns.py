"""Whoever does the same thing does it one after the other, without making anybody else wait."""

from django.db import connection


def take_turn(doing: str, whose: int) -> None:
    """Wait until no open transaction does this for the same owner; the turn is over with the transaction.

    On PostgreSQL an advisory lock: a lock of a row that others change, too, can make two writers wait for each other
    for ever. SQLite has one writer at a time, so whoever is here has the turn.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [doing, whose % 2**31])
