"""Every barrier of one page, found in one visit: in words, so that a test can say all of them at once."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.urls import resolve
from django.utils.translation import override

from journeys.pages import Stop
from journeys.walking import Walker

WIDE, NARROW = 1280, 320
BOTH = (WIDE, NARROW)

ONE_EACH = {"en": (WIDE,), "es": (NARROW,)}
"""Where axe looks at a page that is walked in both languages, whose markup is the same: half of the walk is axe."""


def barriers(person: Walker, stop: Stop, path: str, language: str) -> list[str]:
    """WCAG 2.2 AA as far as a machine can tell: at two widths, by keyboard, with spread text, in forced colors.

    What no word changes is looked at in English alone: where the Tab key leads, and edges in forced colors.
    """
    found = seen(person, path, language, status=stop.status, axe_at=ONE_EACH[language], words=language == "es")
    return [*_elsewhere(person, stop, language), *found]


def seen(
    person: Walker,
    path: str,
    language: str,
    *,
    status: int = 200,
    axe_at: tuple[int, ...] = BOTH,
    words: bool = False,
) -> list[str]:
    """The same of any address; axe looks at it at the widths `axe_at`, everything else at both.

    `words`: only what longer or other words can break.
    """
    person.page.emulate_media(forced_colors="none", color_scheme="light")
    person.at_width(WIDE).open(path, status=status)
    return [
        *_frame(person, language),
        *_axe(person, WIDE, axe_at),
        *_too_wide("1280 px", person),
        *([] if words else _by_keyboard(person)),
        *_axe(person.at_width(NARROW), NARROW, axe_at),
        *_too_wide("320 px", person),
        *_spread(person),
        *([] if words else _forced(person)),
    ]


def without_scripts(person: Walker, stop: Stop, path: str, lines: Iterable[str]) -> list[str]:
    """What a reader without scripts misses of the lines that another saw."""
    person.at_width(NARROW).open(path, status=stop.status)
    missing = set(lines) - set(person.asked("lines"))
    return [*_at("without scripts, missing", sorted(missing)), *_too_wide("without scripts", person)]


def _at(where: str, found: Iterable[str]) -> Iterator[str]:
    return (f"{where}: {one}" for one in found)


def _axe(person: Walker, width: int, axe_at: tuple[int, ...]) -> Iterator[str]:
    return _at(f"{width} px", person.violations() if width in axe_at else ())


def _elsewhere(person: Walker, stop: Stop, language: str) -> Iterator[str]:
    """Whether the address led on to another page, such as the sign-in."""
    if not stop.path:
        with override(language):
            name = resolve(urlsplit(person.answer.url).path).url_name
        if name != stop.name:
            yield f"led on to {name}"


def _frame(person: Walker, language: str) -> Iterator[str]:
    """One h1, a title, the language, and nothing from another host."""
    title, lang, headings = person.asked("frame")
    if not title or headings != 1:
        yield f"title {title!r}, {headings} h1"
    if lang != language:
        yield f"the page says that its language is {lang!r}"
    if person.loaded_from != {person.address.split("/")[2]}:
        yield f"loaded from {person.loaded_from}"


def _too_wide(where: str, person: Walker) -> Iterator[str]:
    if (pixels := person.overflow()) > 0:
        yield f"{where}: {pixels} px wider than the window"


def _by_keyboard(person: Walker) -> Iterator[str]:
    stops, reachable = person.tab_through(), person.asked("reachable")
    reached = len({stop["number"] for stop in stops})
    if reached < reachable:
        yield f"the Tab key reaches {reached} of {reachable}"
    yield from _at("no focus ring", [stop["words"] for stop in stops if not stop["ringed"]])
    yield from _at("focus out of sight", [stop["words"] for stop in stops if not stop["inside"]])


def _spread(person: Walker) -> Iterator[str]:
    person.spread_text()
    yield from _too_wide("spread text", person)
    yield from _at("spread text cut off", person.asked("cut"))


def _forced(person: Walker) -> Iterator[str]:
    """On a dark canvas: there, what keeps the colors of a light page is lost first."""
    person.page.emulate_media(forced_colors="active", color_scheme="dark")
    yield from _too_wide("forced colors", person)
    yield from _at("forced colors, no edge", person.asked("edgeless"))
    yield from _at("forced colors, faint", person.asked("faint"))
