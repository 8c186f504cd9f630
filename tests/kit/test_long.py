"""Looks that few pages need are in a sheet of their own, and every page that needs it asks for it."""

import re
from pathlib import Path

import commonbeat

SOURCE = Path(commonbeat.__file__).parent
TEMPLATES = {str(path).split("/templates/", 1)[1]: path.read_text() for path in SOURCE.rglob("templates/**/*.html")}
SHEET = (SOURCE / "kit" / "static" / "kit" / "long.css").read_text()
OWN = set(re.findall(r"\.((?:cb|level)-[\w-]+)", SHEET)) - {"cb-small", "cb-field", "cb-buttons"}
ASKS = '{% include "kit/parts/long.html" %}'


def parts(text):
    """The templates that one names: what it includes, and the components that it is made of."""
    yield from re.findall(r"""{%\s*include\s+["']([^"']+)["']""", text)
    for name in re.findall(r"<c-([\w.-]+)", text):
        yield f"cotton/{name.replace('-', '_').replace('.', '/')}.html"


def test_a_page_with_a_long_text_or_list_asks_for_its_sheet_and_no_other_does():
    used = re.compile("|".join(rf"\b{name}\b" for name in sorted(OWN)))
    needs = {name for name, text in TEMPLATES.items() if used.search(text)}
    while more := {name for name, text in TEMPLATES.items() if name not in needs and needs.intersection(parts(text))}:
        needs |= more
    pages = {name for name in needs if "{% extends" in TEMPLATES[name]}
    assert pages == {name for name, text in TEMPLATES.items() if ASKS in text}
    assert len(pages) > 9


def test_no_class_of_the_sheet_stands_in_another():
    others = "".join(
        path.read_text()
        for path in (SOURCE / "kit" / "static" / "kit").glob("*.css")
        if path.name not in ("long.css", "print.css")
    )
    assert {name for name in OWN if re.search(rf"\.{name}\b", others)} == set()
