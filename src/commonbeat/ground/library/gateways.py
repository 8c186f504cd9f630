"""Trying a link as a polite and careful visitor: public addresses only, headers only, and every redirect checked anew.

The name is looked up once and the connection goes to the very address that was checked, so that a name that points
elsewhere a moment later (DNS rebinding) leads nowhere. Nothing of what the other side sends is read beyond its headers.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from commonbeat.ground.library.rules.keeping import OPEN_PORTS, is_public

TIMEOUT = 8.0
"""Seconds for each step of a connection."""
MOST_REDIRECTS = 5
TRIES = 2
"""The first try, and one more where the network failed."""
AGENT = "Commonbeat link check (one request a link)"
ASK_AGAIN = frozenset({400, 403, 404, 405, 406, 429, 500, 501, 503})
"""Answers to HEAD after which GET may say something else."""
MOVED = frozenset({301, 302, 303, 307, 308})

Rule = Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a link opened, and what was said: a status or the reason why none came."""

    opened: bool
    said: str


class Refused(Exception):
    """A link that may not be followed: its words say why."""


def usual(address: str, port: int) -> bool:
    """The rule in force: public addresses, and the two ports of the web."""
    return is_public(address) and port in OPEN_PORTS.values()


def try_link(url: str, *, may: Rule = usual, timeout: float = TIMEOUT) -> Answer:
    """Open the link: HEAD, then GET where HEAD was not understood; one more try where the network failed."""
    said = ""
    for _ in range(TRIES):
        try:
            status = _follow(url, "HEAD", may, timeout)
            if status in ASK_AGAIN:
                status = _follow(url, "GET", may, timeout)
        except Refused as refused:
            return Answer(False, str(refused))
        except (OSError, http.client.HTTPException, UnicodeError) as problem:
            said = type(problem).__name__
            continue
        return Answer(200 <= status < 400, str(status))
    return Answer(False, said)


def _follow(url: str, method: str, may: Rule, timeout: float) -> int:
    """The status at the end of the redirects; each step is looked at like the first."""
    for _ in range(MOST_REDIRECTS + 1):
        status, location = _ask(url, method, may, timeout)
        if status not in MOVED or not location:
            return status
        url = _joined(url, location)
    raise Refused("too many redirects")


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise Refused("not a web address") from None


def _ask(url: str, method: str, may: Rule, timeout: float) -> tuple[int, str]:
    try:
        parts = urlsplit(url)
        port = parts.port or OPEN_PORTS.get(parts.scheme, 0)
    except ValueError:
        raise Refused("not a web address") from None
    if parts.scheme not in OPEN_PORTS or not parts.hostname:
        raise Refused("not a web address")
    address = _checked(parts.hostname, port, may)
    connection = _connection(parts.scheme, parts.hostname, address, port, timeout)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, headers={"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"})
        response = connection.getresponse()
        return response.status, response.getheader("Location") or ""
    finally:
        connection.close()


def _checked(host: str, port: int, may: Rule) -> str:
    """An address of this name that may be asked. If one of them may not, none is: the name cannot be trusted."""
    found: Sequence[str] = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(may(address, port) for address in found):
        raise Refused("leads to an address that is not public")
    return found[0]


def _connection(scheme: str, host: str, address: str, port: int, timeout: float) -> http.client.HTTPConnection:
    """A connection to that very address which still speaks to the name, in its certificate too."""
    if scheme == "http":
        plain = http.client.HTTPConnection(host, port, timeout=timeout)
        plain.sock = socket.create_connection((address, port), timeout)
        return plain
    context = ssl.create_default_context()
    secure = http.client.HTTPSConnection(host, port, timeout=timeout, context=context)
    bare = socket.create_connection((address, port), timeout)
    try:
        secure.sock = context.wrap_socket(bare, server_hostname=host)
    except BaseException:
        bare.close()
        raise
    return secure
