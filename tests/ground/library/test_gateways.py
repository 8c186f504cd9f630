"""Links are tried at a real server; the rule that keeps private addresses away is let go for that server alone."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from commonbeat.ground.library import gateways
from commonbeat.ground.library.gateways import try_link, usual

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


class Site(BaseHTTPRequestHandler):
    """A site that opens, moves, refuses HEAD, fails, hangs up or turns in a circle."""

    asked: list[tuple[str, str]]

    def answer(self):
        self.server.asked.append((self.command, self.path))
        if self.path == "/hang-up-once" and self.server.asked.count((self.command, self.path)) == 1:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if self.path == "/hang-up":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path.partition("?")[2])
        elif self.path == "/no-head" and self.command == "HEAD":
            self.send_response(405)
        else:
            self.send_response({"/gone": 404, "/error": 500}.get(self.path, 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815 - names that http.server wants

    def log_message(self, *_arguments):
        """Say nothing."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def ask(site):
    """Try a path of the site, which alone is let through."""
    here = site.server_address[1]

    def may(address, port):
        return (address, port) == ("127.0.0.1", here) or usual(address, port)

    return lambda path: try_link(f"http://127.0.0.1:{here}{path}", may=may, timeout=2)


def test_a_page_that_is_there_opens_with_one_question(ask, site):
    assert ask("/page").opened
    assert site.asked == [("HEAD", "/page")]


def test_where_head_is_not_understood_get_is_asked(ask, site):
    assert ask("/no-head").said == "200"
    assert [method for method, _path in site.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize(("path", "said"), [("/gone", "404"), ("/error", "500")])
def test_a_page_that_is_gone_does_not_open(ask, path, said):
    assert (ask(path).opened, ask(path).said) == (False, said)


def test_a_redirect_is_followed(ask, site):
    assert ask("/to?/page").opened
    assert site.asked[-1] == ("HEAD", "/page")


def test_a_circle_of_redirects_ends(ask, site):
    assert ask("/to?/to?/to?/to?/to?/to?/to?/to?/page").said == "too many redirects"
    assert len(site.asked) == gateways.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "where",
    [
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://localhost/",
    ],
)
def test_a_redirect_into_a_private_place_is_not_followed(ask, site, where):
    assert ask(f"/to?{where}").said == "leads to an address that is not public"
    assert len(site.asked) == 1


@pytest.mark.parametrize("where", ["ftp://example.org/x", "file:///etc/passwd", "http://[::bad"])
def test_a_redirect_to_what_is_no_web_address_is_not_followed(ask, where):
    assert ask(f"/to?{where}").said == "not a web address"


def test_the_network_gets_one_more_try(ask, site):
    assert ask("/hang-up-once").opened
    assert not ask("/hang-up").opened
    assert site.asked.count(("HEAD", "/hang-up")) == gateways.TRIES


def test_the_rule_in_force_lets_no_private_address_through(site):
    answer = try_link(f"http://127.0.0.1:{site.server_address[1]}/page")
    assert (answer.opened, site.asked) == (False, [])


def test_a_name_with_one_private_address_is_not_trusted(monkeypatch, site):
    both = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: both)
    assert try_link("http://two-faced.example/").said == "leads to an address that is not public"


def test_an_https_site_must_prove_its_name(site):
    here = site.server_address[1]
    answer = try_link(f"https://127.0.0.1:{here}/page", may=lambda _address, _port: True, timeout=2)
    assert not answer.opened


def test_a_name_that_there_is_not_does_not_open():
    assert not try_link("http://nowhere.invalid/", timeout=2).opened
