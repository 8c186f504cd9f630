"""Walking the site as a person would: opening, looking, pressing keys, and being told of barriers."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""
"""What WCAG 2.2, 1.4.12 lets a reader set."""

SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
  .filter(e => e.checkVisibility() && !e.closest('p, td, th, li, dd, figcaption, caption'))
  .map(e => ({ e, box: e.getBoundingClientRect() }))
  .filter(({ e, box }) => (box.width < 24 || box.height < 24) && !e.matches('.usa-skipnav, .usa-radio__input, .usa-checkbox__input'))
  .map(({ e, box }) => `${e.tagName} ${e.textContent.trim().slice(0, 40)} ${Math.round(box.width)}x${Math.round(box.height)}`)
"""

FOCUSED = """() => {
  const e = document.activeElement; if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  const label = e.labels && e.labels[0] ? getComputedStyle(e.labels[0], '::before') : null;
  const ringed = [style, label].some(s => s && ((s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'));
  window.__seen = window.__seen || new Map();
  if (!window.__seen.has(e)) window.__seen.set(e, window.__seen.size);
  const middle = document.elementFromPoint(box.left + Math.min(box.width, 20) / 2, box.top + box.height / 2);
  return { number: window.__seen.get(e), words: (e.textContent || e.name || e.tagName).trim().slice(0, 50), ringed,
           covered: !!middle && middle !== e && !e.contains(middle) && !middle.contains(e) && !(e.labels && [...e.labels].some(l => l.contains(middle))),
           inside: box.bottom > 0 && box.top < innerHeight };
}"""

REACHABLE = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter(e => !e.disabled && e.checkVisibility({ visibilityProperty: true })).length"""


class Walker:
    """A person in front of a browser."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.loaded_from: set[str] = set()
        page.on("request", lambda request: self.loaded_from.add(request.url.split("/")[2]))

    def open(self, path: str) -> "Walker":
        """Open an address of the demonstration; an error page is an error here."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status < 400, f"{path} answered {answer.status}"
        return self

    def sign_in(self, role: str) -> "Walker":
        """Press the one button of that role."""
        self.open("/staff/demo/")
        self.page.locator(f'button[name="role"][value="{role}"]').click()
        self.page.wait_for_url("**/staff/")
        return self

    def violations(self) -> list[str]:
        """What axe finds wrong on this page, one line each."""
        self.page.evaluate(AXE.read_text() + ";0")
        found = self.page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
        return [
            f"{problem['id']}: {problem['help']} at {' '.join(str(part) for part in node['target'])}"
            for problem in found["violations"]
            for node in problem["nodes"]
        ]

    def overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        return int(self.page.evaluate(OVERFLOW))

    def small_targets(self) -> list[str]:
        """What is too small to hit with a finger, outside of running text."""
        return list(self.page.evaluate(SMALL_TARGETS))

    def spread_text(self) -> "Walker":
        """Space letters, words and lines as far as a reader may. A test's own stylesheet, past the page's policy."""
        self.page.evaluate(
            "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }", TEXT_SPACING
        )
        return self

    def tab_through(self) -> list[dict]:
        """Every stop of the Tab key from the top of the page until the first one comes again."""
        stops: list[dict] = []
        numbers: set[int] = set()
        for _press in range(400):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(FOCUSED)
            if stop is None:
                if stops:
                    break
                continue
            if stop["number"] in numbers:
                break
            numbers.add(stop["number"])
            stops.append(stop)
        return stops

    def reachable(self) -> int:
        """How many things on the page a keyboard should reach."""
        return int(self.page.evaluate(REACHABLE))
