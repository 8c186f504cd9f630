"""Which agency a request is for."""

from datetime import date

import pytest

from commonbeat.ground.agency import actions, queries
from commonbeat.ground.agency.models import Agency, Setting

pytestmark = pytest.mark.django_db


def test_the_only_agency_needs_neither_host_nor_path():
    only = Agency.objects.create(name="Riverton Police Department", slug="riverton", place="Riverton")
    assert queries.agency_for("localhost", "neighborhoods") == (only, False)


def test_no_agency_is_nobody():
    assert queries.agency_for("localhost", "") == (None, False)


def test_among_several_the_first_segment_decides(riverton, lakefield):
    assert queries.agency_for("localhost", "riverton") == (riverton, True)
    assert queries.agency_for("localhost", "lakefield") == (lakefield, True)
    assert queries.agency_for("localhost", "nowhere") == (None, False)


def test_a_host_name_comes_before_the_path(riverton, lakefield):
    riverton.hosts = ["police.riverton.example"]
    riverton.save()
    assert queries.agency_for("police.riverton.example", "lakefield") == (riverton, False)
    assert queries.agency_for("police.riverton.example", "riverton") == (riverton, True)


def test_part_of_a_host_name_is_not_the_host(riverton, lakefield):
    riverton.hosts = ["police.riverton.example"]
    riverton.save()
    assert queries.agency_for("riverton.example", "") == (None, False)


def test_it_takes_one_query(riverton, lakefield, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.agency_for("localhost", "riverton")


def test_a_setting_holds_from_its_day_and_the_house_rule_before(riverton):
    Setting.objects.create(
        agency=riverton,
        key="thresholds",
        value={"rate": 50},
        effective_from=date(2026, 6, 1),
        citation="Council 26-114",
    )
    assert queries.setting(riverton, "thresholds", date(2026, 5, 31))["rate"] == 30
    assert queries.setting(riverton, "thresholds", date(2026, 6, 1)) == {
        "people": 5,
        "count": 5,
        "rate": 50,
        "score": 10,
        "area": 30,
        "officer": 75,
    }


def test_a_file_waits_for_those_who_load_until_somebody_decides(
    riverton, lakefield, person, console, stops_file, bring, load
):
    analyst, board = person("analyst", agency=riverton), person("board_member", agency=riverton)
    actions.receive(actor=console, agency=riverton, kind="stops", name="new.csv", blocks=[stops_file(last=9)])
    checked = bring(stops_file(), name="checked.csv")
    waits = queries.waiting_for(analyst, riverton)
    assert [one.title for one in waits] == ["new.csv", "checked.csv"]
    assert [str(one.next_step) for one in waits] == [
        "Name its columns",
        "Look at what was found in it, then load it or discard it",
    ]
    assert waits[1].arguments == (checked.pk,)
    assert queries.waiting_for(board, riverton) == []
    assert queries.waiting_for(person("analyst", agency=lakefield), lakefield) == []
    load(checked)
    assert [one.title for one in queries.waiting_for(analyst, riverton)] == ["new.csv"]
