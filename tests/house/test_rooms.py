"""A line is at home: front rooms stay in one app, files and functions stay small, and each says what it is for."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "commonbeat"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(SOURCE.rglob("*.html"))
FRONT = {"views", "forms", "urls"}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_file_opens_with_a_sentence_that_says_what_it_is_for(path):
    words = ast.get_docstring(ast.parse(path.read_text()))
    assert words
    assert words.splitlines()[0].endswith((".", "?", ":"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_file_outgrows_its_room(path):
    assert len(path.read_text().splitlines()) <= 330


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_function_outgrows_a_screen(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 55, f"{node.name} at line {node.lineno}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_template_outgrows_a_page(path):
    assert len(path.read_text().splitlines()) <= 140


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_holds_no_style_and_no_script_of_its_own(path):
    words = path.read_text()
    assert " style=" not in words
    assert "<style" not in words
    assert "<script>" not in words
    assert " onclick=" not in words
    assert "|safe" not in words


def test_forms_views_and_urls_stay_inside_one_app():
    for path in FILES:
        if path.stem not in FRONT or "web" in path.relative_to(SOURCE).parts[:1]:
            continue
        home = "commonbeat." + ".".join(path.relative_to(SOURCE).parts[:2])
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "commonbeat" and parts[1] != "kit" and FRONT & set(parts[2:]):
                assert name.startswith(home + "."), f"{path} imports {name}"


def test_no_room_is_called_helpers():
    for path in FILES:
        assert not {"helpers", "utils", "common", "manager", "service"} & {path.stem, path.parent.name}, path


def test_views_ask_access_and_never_filter():
    for path in FILES:
        if path.stem == "views":
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Attribute) and node.attr in {"objects", "filter", "exclude", "save", "delete"}:
                    raise AssertionError(f"{path}:{node.lineno} uses .{node.attr}")
