"""Every page about a method works: what it says that Python answers is what Python answers."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(page for page in (DOCS / "methods").glob("*.md") if page.name != "README.md")
LIST, TUTORIAL = DOCS / "methods" / "README.md", DOCS / "analysts" / "tutorial.md"
LENIENT = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


@pytest.mark.parametrize("page", [*PAGES, LIST, TUTORIAL], ids=lambda page: page.stem)
def test_what_the_page_works_out_comes_out(page):
    done = doctest.testfile(str(page), module_relative=False, optionflags=LENIENT)
    assert done.attempted > 0, "the page works nothing out"
    assert done.failed == 0


def test_every_page_is_in_the_list_of_methods_and_the_list_has_no_other():
    listed = LIST.read_text()
    assert [page.name for page in PAGES if f"({page.name})" not in listed] == []
    assert sorted(
        {part.split(")")[0] for part in listed.split("](")[1:] if ".md" in part and "/" not in part.split(")")[0]}
    ) == [page.name for page in PAGES]
