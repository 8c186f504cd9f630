"""A line is at home: front rooms stay in one app, files and functions stay small, and each says what it is for."""

import ast
from pathlib import Path

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


def named(path: Path, words: str) -> str:
    """One fault, with the file in which it is."""
    return f"{path.relative_to(SOURCE)}: {words}"


def test_every_file_opens_with_a_sentence_that_says_what_it_is_for():
    opened = {path: (ast.get_docstring(ast.parse(path.read_text())) or "").split("\n")[0] for path in FILES}
    assert [named(path, words) for path, words in opened.items() if not words.endswith((".", "?", ":"))] == []


def test_no_file_outgrows_its_room():
    lines = {path: len(path.read_text().splitlines()) for path in FILES}
    assert [named(path, f"{count} lines") for path, count in lines.items() if count > 330] == []


def test_no_function_outgrows_a_screen():
    functions = [
        (path, node)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    ]
    long = [(path, node) for path, node in functions if (node.end_lineno or 0) - node.lineno >= 55]
    assert [named(path, f"{node.name} at line {node.lineno}") for path, node in long] == []


def test_no_template_outgrows_a_page():
    lines = {path: len(path.read_text().splitlines()) for path in TEMPLATES}
    assert [named(path, f"{count} lines") for path, count in lines.items() if count > 140] == []


def test_a_template_holds_no_style_and_no_script_of_its_own():
    unwanted = (" style=", "<style", "<script>", " onclick=", "|safe")
    found = [named(path, words) for path in TEMPLATES for words in unwanted if words in path.read_text()]
    assert found == []


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
    asked = [
        (path, node)
        for path in FILES
        if "views" in (path.stem, path.parent.name)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "filter", "exclude", "save", "delete"}
    ]
    assert [named(path, f"line {node.lineno} uses .{node.attr}") for path, node in asked] == []
