"""A journey never looks before the page is drawn: it asks by `expect`, which waits, not by a question asked once."""

import ast
from pathlib import Path

import pytest

JOURNEYS = sorted((Path(__file__).parents[1] / "journeys").glob("*.py"))
READING = "walking.py"
"""The one file that may ask once, because it waits first; a journey that needs a value reads it by `walking.words`."""

ASKED_ONCE = {
    "all",
    "all_inner_texts",
    "all_text_contents",
    "content",
    "count",
    "evaluate",
    "evaluate_all",
    "get_attribute",
    "inner_html",
    "inner_text",
    "input_value",
    "is_checked",
    "is_disabled",
    "is_editable",
    "is_enabled",
    "is_hidden",
    "is_visible",
    "text_content",
    "title",
}


def asked_once(path: Path) -> list[str]:
    """Every question to a page that is answered at once, with its line; `page.url` is one too."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKED_ONCE:
            found.append(f"{path.name}:{node.lineno} .{node.func.attr}()")
        elif isinstance(node, ast.Attribute) and node.attr == "url" and ast.unparse(node.value).endswith("page"):
            found.append(f"{path.name}:{node.lineno} page.url")
    return found


@pytest.mark.parametrize("path", [path for path in JOURNEYS if path.name != READING], ids=lambda path: path.name)
def test_a_journey_waits_for_what_it_asks_about(path):
    """After a click the old page still stands for a moment: whoever asks it once may be told of the old page."""
    assert asked_once(path) == []


def test_the_rule_knows_a_hasty_question(tmp_path):
    hasty = tmp_path / "hasty.py"
    hasty.write_text('assert page.locator("h1").inner_text() == "Home"\nassert person.page.url == "/"\n')
    assert asked_once(hasty) == ["hasty.py:1 .inner_text()", "hasty.py:2 page.url"]
