"""The columns, the marks and the names of files."""

from commonbeat.plumb import Reason
from commonbeat.show.opendata import rules


def test_every_reason_has_a_mark_of_its_own_and_every_mark_is_listed():
    assert set(rules.MARKS) == set(Reason)
    assert len({mark.value for mark in rules.MARKS.values()}) == len(Reason)
    assert {one["value"] for one in rules.MISSING} == {"S", "C", "NR", "NC", "ND"}


def test_the_dictionary_explains_every_column_in_both_languages():
    found = rules.dictionary()
    assert [column["name"] for column in found] == list(rules.COLUMNS)
    assert all(column["meaning"]["en"] and column["meaning"]["es"] for column in found)


def test_a_demonstrations_file_says_so_in_its_name():
    assert rules.file_name("demo", "stops_count", 2, "csv", demo=True) == "demo-demonstration-stops_count-v2.csv"
    assert rules.file_name("riverton", "stops_count", 2, "json", demo=False) == "riverton-stops_count-v2.json"


def test_a_subject_has_its_heading_and_many_subjects_have_one_too():
    assert rules.section_title("Use of force") == "Use of force"
    assert rules.section_title("") == "Everything in one file"
