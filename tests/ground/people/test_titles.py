"""The tab of a browser says which page of the sign-in it is."""

from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[3] / "src" / "commonbeat" / "ground" / "people" / "templates"
PAGES = [path for path in TEMPLATES.rglob("*.html") if "{% block title %}" in path.read_text()]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_page_that_no_view_of_ours_names_names_itself(page):
    assert "{% block head_title %}" in page.read_text()
