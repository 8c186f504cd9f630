"""Answers on a scale of levels: every answer stands in the drawing and in the table, nothing is added up."""

import re

import pytest

from commonbeat.kit.levels import LevelRow, Scale, level_key, level_rows, position, positions_shared

SCALE = Scale(levels=["None", "Some", "All"], apart="No idea", outside="No question")
ROWS = [LevelRow("Officers", [4, 0, 1], apart=2, outside=1, middle=0.5), LevelRow("Clerks", [0, 0, 5], middle=2)]


@pytest.fixture
def chart():
    return level_rows(ROWS, scale=SCALE, title="Is it so?", desc="Words.", name="Role")


def test_each_count_has_a_dot_and_its_number(chart):
    assert re.findall(r"<text[^>]*dx=[^>]*>(\d+)<", chart.svg) == ["4", "1", "2", "5"]
    assert chart.svg.count("<circle") == 4
    assert "n = 8" in chart.svg
    assert 'role="img"' in chart.svg


def test_the_table_holds_every_count_and_the_middle_answer_in_words(chart):
    assert chart.table.rows == (
        ("Officers", "8", "4", "0", "1", "2", "1", "between None and Some"),
        ("Clerks", "5", "0", "0", "5", "0", "0", "All"),
    )
    assert SCALE.said(None) == "–"


def test_made_up_answers_are_hollow(chart):
    made_up = level_rows(ROWS, scale=SCALE, title="t", desc="d", name="Role", synthetic=True)
    assert "dot hollow" in made_up.svg
    assert made_up.table.synthetic
    assert "hollow" not in chart.svg
    assert "is-hollow" in positions_shared(synthetic=True)


def test_a_group_without_a_middle_answer_has_no_tick():
    chart = level_rows([LevelRow("Few", [1, 1, 1])], scale=SCALE, title="t", desc="d", name="Role")
    assert "tick" not in chart.svg


def test_the_key_tells_what_the_marks_mean():
    assert [str(item.words) for item in level_key(SCALE)] == [
        "how many answered, from left: none, some, all",
        "the middle answer of the group",
        "right of it: “No idea”",
    ]


def test_a_place_on_the_scale_shows_where_it_was_before():
    assert position(2, 1).count("<use") == 2
    assert position(None).count("<use") == 1
    assert '"#lb1"' in position(2, 1)
    assert '<g id="lb1"><use href="#lv"/>' in positions_shared(levels=3)
    assert positions_shared(levels=3).count("level-step") == 3


def test_labels_are_escaped():
    chart = level_rows([LevelRow("<b>", [1, 0, 0])], scale=SCALE, title="<i>", desc="d", name="Role")
    assert "<b>" not in chart.svg
    assert "<i>" not in chart.svg
