"""A number that somebody texts from stands in no table of either space in plain, however it is written."""

import re

import pytest
from django.db import connections
from django.utils import timezone
from tests.listen.textline.conftest import BEGUN

from commonbeat.ground.agency import actions as agencies
from commonbeat.kit.spaces import SPACES
from commonbeat.listen.textline import actions

pytestmark = pytest.mark.django_db
CANARY = "+16125550173"
SEEN = re.compile(r"6\D{0,3}1\D{0,3}2\D{0,3}5\D{0,3}5\D{0,3}5\D{0,3}0\D{0,3}1\D{0,3}7\D{0,3}3")


def everything():
    """Every row of every table of both spaces, as text."""
    for space in SPACES:
        with connections[space].cursor() as cursor:
            for table in connections[space].introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connections[space].ops.quote_name(table)}")
                for row in cursor.fetchall():
                    yield table, repr(row)


def test_neither_asking_nor_answering_leaves_a_number_in_plain(
    riverton, console, contact, rule, campaign, phone, caplog
):
    agencies.set_value(
        actor=console,
        agency=riverton,
        key="text_line",
        value={"survey_days": 0, "survey_hour": 0},
        effective_from=BEGUN,
        citation="For trying",
    )
    rule()
    contact(CANARY, now=timezone.now(), hours=1)
    actions.decide(actor=console, agency=riverton)
    assert not [table for table, row in everything() if SEEN.search(row)], "while its texts wait"
    for body in (None, "2", "1 call me at 612-555-0199", "ESPAÑOL", "ISSUE the light is out", "hello", "STOP", "START"):
        phone(body, CANARY)
        assert not [table for table, row in everything() if SEEN.search(row)], body
    rows = list(everything())
    assert len({table for table, _row in rows}) > 20
    assert not [table for table, row in rows if "call me at" in row]
    assert not SEEN.search(caplog.text)


def test_the_search_would_see_it():
    for written in (CANARY, "(612) 555-0173", "612.555.0173", "6125550173"):
        assert SEEN.search(repr(("x", written)))
