"""The gallery on a server of its own, with the project's content security policy, and a real Chromium to look at it."""

import mimetypes
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import override

from commonbeat.kit import gallery

STATIC = Path(__file__).parents[2] / "src" / "commonbeat" / "kit" / "static"


class DemoTown:
    """What the layout asks of an agency."""

    name = "Prairie City Police"
    place = "Prairie City (demo)"
    demo = True
    seal_url = ""


def page(language: str) -> str:
    """The gallery as HTML, with a menu, crumbs and a foot around it."""
    names = ["Home", "Neighborhoods", "Figures", "Open data", "How we measure"]
    other = {"en": ("es", "Español"), "es": ("en", "English")}[language]
    with override(language):
        context = {
            "agency": DemoTown,
            "title": "Every component",
            "home_url": "/en",
            "nav": [{"label": name, "url": f"#{name}", "current": name == "Home"} for name in names],
            "language_links": [{"code": other[0], "label": other[1], "url": f"/{other[0]}"}],
            "breadcrumbs": [{"label": "Prairie City", "url": "/en"}, {"label": "Every component", "url": ""}],
            "footer": [{"title": "Check our work", "links": [{"label": "Corrections", "url": "#corrections"}]}],
            **gallery.samples(),
        }
        return get_template("kit/gallery.html").template.render(Context(context))


def policy() -> str:
    """The Content-Security-Policy header that the project sends."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(map(str, sources))}" for name, sources in directives.items())


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    return {language: page(language) for language in ("en", "es")}


@pytest.fixture(scope="session")
def site(pages) -> Iterator[str]:
    """The address of a server that has the gallery at /en and /es."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0].strip("/")
            file = STATIC / path.removeprefix("static/")
            if path in pages:
                self.answer(pages[path].encode(), "text/html; charset=utf-8")
            elif path.startswith("static/") and file.is_file():
                self.answer(file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream")
            else:
                self.send_error(404)

        def answer(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", policy())
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_page(chromium, site):
    """Open the gallery: `open_page("en", 320)`; more goes to the browser context."""
    contexts = []

    def go(language: str, width: int, **more):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **more)
        contexts.append(context)
        opened = context.new_page()
        opened.said = []
        opened.on("console", lambda message: opened.said.append(message.text))
        opened.on("response", lambda answer: opened.said.append(answer.url) if answer.status >= 400 else None)
        opened.goto(f"{site}/{language}")
        opened.evaluate("document.fonts.ready")
        return opened

    yield go
    for context in contexts:
        context.close()
