"""The walk finds what it looks for: a page with one known barrier at a time, and the words that it says of it."""

import pytest

from journeys.barriers import seen
from journeys.walking import Walker

PAGE = """<!doctype html><html lang="en"><head><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>:focus {{ outline: 2px solid #000 }}
{style}</style></head><body><main><h1>A page</h1>{body}</main></body></html>"""

BARRIERS = {
    "a picture without words": ("", '<img src="data:," width="40" height="40">', "1280 px: image-alt"),
    "pale words": ("p { color: #aaa }", "<p>Pale</p>", "1280 px: color-contrast"),
    "pale on a phone": ("@media (width < 400px) { p { color: #aaa } }", "<p>Pale</p>", "320 px: color-contrast"),
    "too wide for a phone": ("", '<div style="width: 400px">Wide</div>', "320 px: 88 px wider"),
    "a second h1": ("", "<h1>Another</h1>", "2 h1"),
    "no ring": ("a:focus { outline: 0; box-shadow: 0 0 2px #000 }", '<a href="/">Home</a>', "no focus ring: A Home"),
    "unreachable": ("", '<a href="/" onfocus="this.blur()">Home</a>', "reaches 0 of 1"),
    "out of sight": ("a { position: fixed; top: -99px }", '<a href="/">Home</a>', "focus out of sight: A Home"),
    "cut off": (
        "p { height: 2em; overflow: hidden; width: 9em }",
        "<p>Some words, and some.</p>",
        "spread text cut off",
    ),
    "a button without an edge": (
        "button { border: 0; width: 4em; height: 4em }",
        "<button>Go</button>",
        "no edge: BUTTON",
    ),
    "a line that fades": ("", '<svg aria-hidden="true"><path d="M0 0h9" stroke="#222"></svg>', "faint: path"),
}


@pytest.mark.parametrize("barrier", BARRIERS)
def test_the_walk_sees_a_barrier(walker_alone, barrier):
    style, body, said = BARRIERS[barrier]
    found = walker_alone(PAGE.format(style=style, body=body))
    assert said in " ".join(found), found


def test_the_walk_has_nothing_to_say_of_a_page_without_barriers(walker_alone):
    assert walker_alone(PAGE.format(style="", body='<p>Words</p><a href="/">A link</a>')) == []


@pytest.fixture
def walker_alone(chromium):
    """What the walk says of a page that is served by nobody."""
    context = chromium.new_context(reduced_motion="reduce")

    def look(written: str) -> list[str]:
        person = Walker(context.new_page(), "http://localhost")
        person.page.route("**/*", lambda route: route.fulfill(body=written, content_type="text/html"))
        return seen(person, "/", "en")

    yield look
    context.close()
