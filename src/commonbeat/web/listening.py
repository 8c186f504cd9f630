"""The host and port at which the site listens: whether they are free, and whether the site answers there yet."""

import errno
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Taken(Exception):
    """Somebody else listens there, or this machine has no such address; says so in words."""


@dataclass(frozen=True)
class Place:
    """Where to listen."""

    host: str
    port: int
    known_as: str = "localhost"
    """The host name by which the site itself wants to be asked whether it is well."""

    @property
    def address(self) -> str:
        """The address to bind: `localhost` is taken as 127.0.0.1."""
        return "127.0.0.1" if self.host == "localhost" else self.host

    @property
    def url(self) -> str:
        """What to type into a browser on this machine."""
        shown = "localhost" if self.host in (*LOOPBACK, "0.0.0.0", "::") else self.host  # noqa: S104
        return f"http://{shown}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What the web server reads."""
        return {"HOST": self.address, "PORT": str(self.port)}

    def claim(self) -> None:
        """Raises Taken where the port is in use or may not be used; otherwise leaves it free."""
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.address, self.port))
                probe.listen()
            except OSError as problem:
                raise Taken(self._words(problem)) from None

    def _words(self, problem: OSError) -> str:
        if problem.errno == errno.EADDRINUSE:
            return (
                f"Port {self.port} at {self.host} is in use: something else listens there, perhaps another Commonbeat. "
                f"End that, or choose another port, for instance: PORT={self.port + 1}"
            )
        if problem.errno == errno.EACCES:
            return (
                f"Port {self.port} needs special rights. Choose one above 1023; the proxy in front may use {self.port}."
            )
        return f"This machine cannot listen at {self.host}, port {self.port}: {problem.strerror}."

    def answers(self) -> bool:
        """Whether the site says that it is well."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.address, self.address)  # noqa: S104
        talk = HTTPConnection(host, self.port, timeout=2)
        try:
            talk.request("GET", "/health", headers={"Host": self.known_as})
            return talk.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            talk.close()

    def announce(self, then: Callable[[], object]) -> Callable[[], None]:
        """A function to call again and again: the first time that the site answers, it calls `then`."""
        state = {"next": 0.0, "done": False}

        def look() -> None:
            if state["done"] or time.monotonic() < state["next"]:
                return
            state["next"] = time.monotonic() + 0.2
            if self.answers():
                state["done"] = True
                then()

        return look
