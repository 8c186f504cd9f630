"""Walking the site as a person would: opening, looking, pressing keys, and being told of barriers."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

AXE_SOURCE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}

PROBES = Path(__file__).with_name("probes.js")

TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""
"""What WCAG 2.2, 1.4.12 lets a reader set."""

expect.set_options(timeout=15_000)
"""Milliseconds that whoever looks waits for what should be there: a busy machine draws late."""


def words(place: Locator) -> str:
    """What stands there, once it is to be seen. For a value that goes on elsewhere; to judge a page, use `expect`."""
    expect(place).to_be_visible()
    return place.inner_text()


def look_until(page: Page, said: str, *, by: str) -> None:
    """Follow the link named `by` until the page says so. For a page without scripts, which changes only when loaded."""
    found, again = page.get_by_text(said), page.get_by_role("link", name=by)
    for _look in range(120):
        expect(found.or_(again).first).to_be_visible()
        if found.is_visible():
            return
        with page.expect_navigation():
            again.click()
        page.wait_for_timeout(500)
    raise AssertionError(f"The page never said: {said}")


def press_until(page: Page, selector: str) -> int:
    """Press Tab until the element has the focus, never more than a page could need; returns how often."""
    expect(page.locator(selector)).to_be_attached()
    for pressed in range(1, 121):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return pressed
    raise AssertionError(f"The Tab key never reached {selector}")


class Walker:
    """A person in front of a browser."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.loaded_from: set[str] = set()
        page.add_init_script(path=PROBES)
        page.on("request", lambda request: self.loaded_from.add(request.url.split("/")[2]))

    def open(self, path: str, *, status: int = 200) -> "Walker":
        """Open an address of the demonstration; an error page is an error here, unless it is asked for."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == status, f"{path} answered {answer.status}"
        self.answer = answer
        return self

    def sign_in(self, role: str) -> "Walker":
        """Press the one button of that role."""
        self.open("/staff/demo/")
        self.page.locator(f'button[name="role"][value="{role}"]').click()
        self.page.wait_for_url("**/staff/")
        return self

    def violations(self) -> list[str]:
        """What axe finds wrong on this page, one line each."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SOURCE + ";0")
        found = self.page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
        return [
            f"{problem['id']}: {problem['help']} at {' '.join(str(part) for part in node['target'])}"
            for problem in found["violations"]
            for node in problem["nodes"]
        ]

    def at_width(self, width: int) -> "Walker":
        """The same page in a window of another width."""
        self.page.set_viewport_size({"width": width, "height": 900})
        return self

    def asked(self, probe: str) -> Any:
        """What the page answers to one of the probes."""
        return self.page.evaluate(f"probes.{probe}()")

    def overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        return int(self.asked("overflow"))

    def spread_text(self) -> "Walker":
        """Space letters, words and lines as far as a reader may. A test's own stylesheet, past the page's policy."""
        self.page.evaluate("css => probes.spread(css)", TEXT_SPACING)
        return self

    def tab_through(self) -> list[dict[str, Any]]:
        """Every stop of the Tab key from the top of the page, until all are reached or the first one comes again."""
        self.asked("watch")
        presses = reachable = int(self.asked("reachable"))
        for _round in range(5):
            for _press in range(presses):
                self.page.keyboard.down(
                    "Tab"
                )  # held down, it goes on by itself: half the messages of press and release
            self.page.keyboard.up("Tab")
            stops = list(self.asked("walked"))
            if len({stop["number"] for stop in stops}) >= reachable or (stops and stops[-1]["number"] == 0):
                break
            presses = 20  # a date field is several stops in one
        return stops
