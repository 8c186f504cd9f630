"""The gallery in a real Chromium: for every eye, hand, width, color and language."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "commonbeat" / "kit" / "static"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const tile = one.matches('.usa-radio__input, .usa-checkbox__input');
  const style = tile ? getComputedStyle(one.nextElementSibling, '::before') : getComputedStyle(one);
  return [one.outerHTML.slice(0, 60), style.outlineStyle, parseFloat(style.outlineWidth)];
}"""
CLIPPED = """() => [...document.querySelectorAll('main *')].filter(one => {
  const style = getComputedStyle(one);
  return !one.closest('.usa-sr-only, .cb-scroll, thead, select, progress') && one.clientHeight > 1
    && ['hidden', 'clip'].includes(style.overflowY) && one.scrollHeight > one.clientHeight + 2;
}).map(one => one.outerHTML.slice(0, 80))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_at_any_width_in_any_language(open_page, language, width):
    opened = open_page(language, width, bypass_csp=True)
    opened.evaluate(AXE.read_text())
    found = opened.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found["violations"]] == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_page_scrolls_sideways(open_page, language, width):
    assert open_page(language, width).evaluate(SIDEWAYS) == 0


def test_the_strict_policy_holds_and_every_file_is_there(open_page):
    said = [words for words in open_page("en", 1280).said if "cannot be parsed" not in words]
    assert said == []


def test_wider_spacing_of_text_clips_nothing_and_scrolls_nothing(open_page):
    opened = open_page("en", 320, bypass_csp=True)
    opened.add_style_tag(content=SPACED)
    assert opened.evaluate(CLIPPED) == []
    assert opened.evaluate(SIDEWAYS) == 0


def test_text_twice_as_large_scrolls_nothing(open_page):
    opened = open_page("es", 640, bypass_csp=True)
    opened.add_style_tag(content="html { font-size: 200% !important; }")
    assert opened.evaluate(SIDEWAYS) == 0


def test_forced_colors_keep_every_mark_apart(open_page):
    opened = open_page("en", 1280, forced_colors="active", color_scheme="dark")
    color = "([what, property]) => getComputedStyle(document.querySelector(what))[property]"
    dot, band, text = (
        opened.evaluate(color, [what, "fill"]) for what in (".cb-chart .dot", ".cb-chart .band", ".cb-chart text")
    )
    paper = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    assert len({dot, band, paper}) == 3
    axis = opened.evaluate(color, [".cb-chart .axis text", "fill"])
    shape = opened.evaluate(color, [".cb-shape", "color"])
    assert text == axis == shape != paper
    steps = {opened.evaluate(color, [f".cb-map .s{step}", "fill"]) for step in range(1, 6)}
    assert len(steps) == 5


def test_the_first_key_leads_past_the_menu(open_page):
    opened = open_page("en", 1280)
    opened.keyboard.press("Tab")
    opened.wait_for_timeout(300)
    link = opened.locator(".usa-skipnav")
    assert link.evaluate("one => one === document.activeElement")
    assert link.bounding_box()["y"] >= 0
    opened.keyboard.press("Enter")
    assert opened.url.endswith("#main")


def test_every_stop_of_the_keyboard_can_be_seen(open_page):
    opened = open_page("en", 1280)
    stops = 0
    while True:
        opened.keyboard.press("Tab")
        seen = opened.evaluate(FOCUSED)
        if seen is None:
            break
        stops += 1
        assert seen[1] != "none", seen
        assert seen[2] >= 2, seen
        assert stops < 200
    assert stops > 60


def test_the_menu_of_a_phone_opens_by_keyboard(open_page):
    opened = open_page("en", 320)
    assert not opened.get_by_role("link", name="Neighborhoods").is_visible()
    opened.locator(".cb-menu summary").focus()
    opened.keyboard.press("Enter")
    assert opened.get_by_role("link", name="Neighborhoods").is_visible()
    assert opened.evaluate(SIDEWAYS) == 0


def test_what_a_thumb_must_hit_is_large_enough(open_page):
    opened = open_page("en", 320)
    small = opened.evaluate(
        "() => [...document.querySelectorAll('.usa-button:not(.usa-button--unstyled), .usa-input, .usa-select,"
        " .usa-radio__label, .usa-checkbox__label, .cb-menu summary, .cb-mark, .cb-pages a')]"
        ".filter(one => one.getBoundingClientRect().height < 44 && one.getBoundingClientRect().height > 0)"
        ".map(one => one.outerHTML.slice(0, 80))"
    )
    assert small == []


def test_nothing_moves_for_those_who_asked_for_stillness(open_page):
    opened = open_page("en", 1280, reduced_motion="reduce")
    moving = opened.evaluate(
        "() => [...document.querySelectorAll('*')].filter(one => getComputedStyle(one).transitionDuration !== '0s'"
        " || getComputedStyle(one).animationName !== 'none').length"
    )
    assert moving == 0


def test_paper_shows_the_tables_and_the_band_and_no_controls(open_page):
    opened = open_page("en", 1280)
    opened.emulate_media(media="print")
    assert opened.locator("details.cb-more table").first.is_visible()
    assert opened.locator(".cb-demo").is_visible()
    for gone in (".cb-nav", ".cb-foot", ".usa-button", ".cb-filter"):
        assert not opened.locator(gone).first.is_visible()


def test_the_page_has_no_script_and_no_style_of_its_own(pages):
    for html in pages.values():
        assert not re.search(r"<script|<style| style=| on\w+=", html)


def test_the_first_load_is_light():
    base = (STATIC.parent / "templates" / "kit" / "layouts" / "base.html").read_text()
    styles = [STATIC / name for name in re.findall(r"{% static '([\w/]+\.css)' %}", base)]
    assert len(styles) >= 6
    fonts = [STATIC / "vendor" / "uswds" / "fonts" / f"public-sans-{weight}.woff2" for weight in ("regular", "bold")]
    style = sum(len(gzip.compress(path.read_bytes(), 9)) for path in styles)
    assert style < 14_000
    assert style + sum(path.stat().st_size for path in fonts) < 80_000
