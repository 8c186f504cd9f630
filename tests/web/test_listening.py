"""Where the site listens, and the words when it cannot."""

import socket

import pytest

from commonbeat.web.listening import Place, Taken


def test_a_free_port_stays_free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    Place("localhost", port).claim()
    Place("localhost", port).claim()


def test_a_port_in_use_is_said_in_words_with_another_to_take():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Taken, match=f"Port {port} at localhost is in use.*PORT={port + 1}"):
            Place("localhost", port).claim()


def test_a_port_shared_with_another_server_is_still_in_use():
    """The web server itself would share it and half of the visitors would reach the other one."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(Taken):
            Place("127.0.0.1", other.getsockname()[1]).claim()


def test_an_address_of_another_machine_is_said_in_words():
    with pytest.raises(Taken, match=r"This machine cannot listen at 192\.0\.2\.1"):
        Place("192.0.2.1", 8000).claim()


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("localhost", "http://localhost:8000"),
        ("127.0.0.1", "http://localhost:8000"),
        ("0.0.0.0", "http://localhost:8000"),
        ("trust.example", "http://trust.example:8000"),
    ],
)
def test_the_address_to_type_is_one_that_passkeys_take(host, url):
    assert Place(host, 8000).url == url


def test_the_site_is_announced_once_and_only_when_it_answers():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    said = []
    look = Place("localhost", port).announce(lambda: said.append("here"))
    look()
    assert said == []
