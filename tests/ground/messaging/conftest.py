"""A real mail server, and a stand-in for Twilio that checks what Twilio documents: path, basic authentication, form."""

import base64
import json
import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.db import connection

from commonbeat.ground.messaging import actions, simulator
from commonbeat.ground.work import worker
from commonbeat.web.timetable import TASKS, find_agency

USER, PASSWORD = "riverton", "a password of the mail server"
ACCOUNT, TOKEN = "AC" + "0" * 32, "a token of the text gateway"


class Mailbox:
    """What the mail server took, and whom it refuses."""

    def __init__(self) -> None:
        self.mails = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("nobody@"):
            return "550 5.1.1 No such mailbox here"
        if address.startswith("later@"):
            return "451 4.7.1 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.mails.append(envelope.content.decode())
        return "250 Taken"


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and data.login == USER.encode() and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=False)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Server(Controller):
    """aiosmtpd without its warning of a password without TLS: on this machine that is what we try."""

    def factory(self):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return super().factory()


def start(**more) -> Server:
    """A mail server on this machine that asks for a password; `.handler.mails` is what it took."""
    server = Server(
        Mailbox(), hostname="127.0.0.1", port=free_port(), authenticator=authenticate, auth_required=True, **more
    )
    server.start()
    return server


@pytest.fixture
def mail_server() -> Iterator[Server]:
    """A mail server without encryption."""
    server = start(auth_require_tls=False)
    yield server
    server.stop()


@pytest.fixture
def certificate(tmp_path) -> Path:
    """A certificate for localhost and its key, in one file; nobody has signed it but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    file = tmp_path / "mail.pem"
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(plain + made.public_bytes(Encoding.PEM))
    return file


@pytest.fixture
def encrypting_server(certificate) -> Iterator[Server]:
    """A mail server that takes nothing before STARTTLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = start(tls_context=context, require_starttls=True)
    yield server
    server.stop()


class TwilioHandler(BaseHTTPRequestHandler):
    """POST /2010-04-01/Accounts/{sid}/Messages.json as Twilio documents it; errors as Twilio shapes them."""

    def do_POST(self) -> None:
        form = {
            name: value[0]
            for name, value in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()
        }
        wanted = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if self.path != f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json":
            self._say(404, {"code": 20404, "message": "The requested resource was not found", "status": 404})
        elif self.headers.get("Authorization") != wanted:
            self._say(401, {"code": 20003, "message": "Authenticate", "status": 401})
        elif form.get("To") == "+16125550199":
            self._say(400, {"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400})
        elif form.get("To") == "+16125550198":
            self._say(503, None)
        else:
            self.server.texts.append(form)
            self._say(201, {"sid": "SM" + "1" * 32, "status": "queued", "to": form["To"], "body": form["Body"]})

    def _say(self, status: int, answer: dict | None) -> None:
        body = b"<html>busy</html>" if answer is None else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args) -> None:
        """Say nothing."""


@pytest.fixture
def twilio() -> Iterator[ThreadingHTTPServer]:
    """The stand-in; `.texts` is what it took, `.address` where it answers. It is not Twilio."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), TwilioHandler)
    server.texts = []
    server.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _phones_of_its_own(settings, tmp_path):
    """Each test has phones of its own in the demonstration's store."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def own_mail(mail_server, riverton, console):
    """Riverton's own mail gateway."""
    settings = {
        "host": "127.0.0.1",
        "port": mail_server.port,
        "security": "none",
        "username": USER,
        "sender": "beat@riverton.example",
    }
    return actions.set_gateway(
        actor=console, agency=riverton, kind="mail", backend="smtp", settings=settings, secret=PASSWORD
    )


@pytest.fixture
def own_texts(twilio, riverton, console):
    """Riverton's own text gateway, which cannot be asked what it has."""
    settings = {"account": ACCOUNT, "sender": "+16125550100", "address": twilio.address}
    return actions.set_gateway(
        actor=console, agency=riverton, kind="text", backend="twilio", settings=settings, secret=TOKEN
    )


@pytest.fixture
def phones(riverton, console):
    """Riverton's texts go to the phones of the demonstration: `phones(number)` is what one of them shows."""
    actions.set_gateway(actor=console, agency=riverton, kind="text", backend="simulator", settings={})
    return lambda number: [text.body for text in simulator.conversation(number)]


NUMBER = "+16125550142"


@pytest.fixture
def queue_text(console, riverton):
    """Put a text in the queue that quiet hours do not hold, unless told otherwise."""

    def put(to=NUMBER, body="Your report has a number.", programme="updates", agency=riverton, **more):
        told = {"purpose": "test.text", "reply": True, **more}
        return actions.queue_text(actor=console, agency=agency, to=to, body=body, programme=programme, **told)

    return put


@pytest.fixture
def queue_mail(console, riverton):
    """Put a mail in the queue."""

    def put(to="ada@riverton.example", body="The link is https://example.org/secret-link", **more):
        told = {"agency": riverton, "purpose": "people.invite", **more}
        return actions.queue_mail(actor=console, to=to, subject="Your\naccount", body=body, **told)

    return put


@pytest.fixture
def work_off():
    """Run every job that is due, as the worker would; returns how many ran."""
    return lambda: worker.drain(TASKS, find_agency=find_agency)


@pytest.fixture
def dump():
    """Every row of messages, consent, jobs and trail as text, as somebody with the database would see them."""
    tables = ("message", "gateway", "consent", "inbound", "pause", "receipt")

    def read():
        found = []
        with connection.cursor() as cursor:
            for table in (*(f"messaging_{name}" for name in tables), "work_job", "audit_auditevent"):
                cursor.execute(f"SELECT * FROM {table}")
                found += [str(row) for row in cursor.fetchall()]
        return "\n".join(found)

    return read
