"""`commonbeat init` as an administrator meets it: in a process of its own, on empty folders."""

import fcntl
import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from commonbeat.web.founding import answering
from ground.messaging.conftest import PASSWORD, USER, mail_server  # noqa: F401 (a fixture)

ANSWERS = """
[agency]
name = "Riverton Police Department"
place = "Riverton, Minnesota"
timezone = "America/Chicago"
languages = ["en", "es"]

[site]
address = "https://beat.riverton.example"

[administrator]
name = "Ada Vega"
email = "ada@riverton.example"
"""


class Installation:
    """Folders of a new installation, and the command run in them."""

    def __init__(self, home: Path) -> None:
        self.home, self.data, self.keys = home, home / "data", home / "keys"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONBEAT_", "DJANGO_"))}
        return {**kept, "COMMONBEAT_DATA": str(self.data), "COMMONBEAT_KEYS": str(self.keys), "COLUMNS": "200"}

    def file(self, text: str = ANSWERS) -> str:
        """A file of answers."""
        path = self.home / "answers.toml"
        path.write_text(text)
        return str(path)

    def run(self, *arguments: str, **more) -> subprocess.CompletedProcess[str]:
        """`commonbeat ...` to its end."""
        command = [sys.executable, "-m", "commonbeat", *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, env={**self.environment, **more}, cwd=self.home, timeout=120
        )

    def rows(self, query: str) -> list[tuple]:
        """What the database holds."""
        with sqlite3.connect(self.data / "main.sqlite3") as connection:
            return connection.execute(query).fetchall()

    @property
    def is_empty(self) -> bool:
        """Is there nothing yet that would have to be kept?"""
        return not self.data.exists() and not self.keys.exists()


@pytest.fixture
def new(tmp_path) -> Installation:
    """An installation that is not there yet."""
    return Installation(tmp_path)


@pytest.mark.slow
def test_a_file_of_answers_makes_an_agency_and_says_what_to_do_next(new):
    done = new.run("init", "--from", new.file())
    assert done.returncode == 0, done.stderr
    assert new.rows("SELECT name, slug, timezone FROM agency_agency") == [
        ("Riverton Police Department", "riverton", "America/Chicago")
    ]
    assert new.rows("SELECT email, roles FROM people_invitation") == [("ada@riverton.example", '["administrator"]')]
    link = re.search(r"https://beat\.riverton\.example/staff/welcome/(\S+)/", done.stdout)
    assert link
    assert link[1] not in str(new.rows("SELECT * FROM people_invitation"))
    assert (
        f"COMMONBEAT_DATA={new.data} COMMONBEAT_KEYS={new.keys} COMMONBEAT_HOSTS=beat.riverton.example"
        " COMMONBEAT_HTTPS=1 commonbeat serve"
    ) in done.stdout
    assert str(new.keys) in done.stdout
    assert "reset a password" in done.stdout
    assert new.keys.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in new.keys.iterdir())
    assert new.rows("SELECT verb, actor_label FROM audit_auditevent ORDER BY id")[0] == (
        "agency.found",
        "set-up at the console",
    )
    second = new.run("init", "--from", new.file())
    assert second.returncode == 1
    assert "There is an agency here already: Riverton Police Department" in second.stderr
    assert new.run("init", "--let-in", "nobody@riverton.example").returncode == 1
    assert new.run("init", "--let-in", "nobody").returncode == 1
    again = new.run("init", "--let-in", "ada@riverton.example", "--address", "https://beat.riverton.example")
    assert link[1] not in again.stdout
    assert "https://beat.riverton.example/staff/welcome/" in again.stdout


@pytest.mark.slow
def test_a_password_mail_and_a_test_message(new, mail_server):  # noqa: F811
    (new.home / "secret").write_text(f"{PASSWORD}\n")
    mail = f"""
entry = "password"
password = "seven lanterns on the pier"

[mail]
carrier = "smtp"
host = "127.0.0.1"
port = {mail_server.port}
security = "none"
username = "{USER}"
password_file = "secret"
sender = "beat@riverton.example"

[text]
carrier = "console"
"""
    done = new.run("init", "--from", new.file(ANSWERS + mail))
    assert done.returncode == 0, done.stderr
    assert "127.0.0.1 took the mail for delivery" in done.stdout
    assert len(mail_server.handler.mails) == 1
    assert "Subject: Test message from Riverton Police Department" in mail_server.handler.mails[0]
    assert "signs in with the password chosen here" in done.stdout
    assert new.rows("SELECT email, is_active FROM people_user") == [("ada@riverton.example", 1)]
    everything = (new.data / "main.sqlite3").read_bytes()
    assert PASSWORD.encode() not in everything
    assert b"seven lanterns" not in everything


@pytest.mark.slow
def test_a_test_message_that_is_refused_is_told_and_undoes_nothing(new):
    mail = '[mail]\ncarrier = "smtp"\nhost = "localhost"\nport = 9\nsecurity = "none"\nsender = "b@riverton.example"\n'
    done = new.run("init", "--from", new.file(ANSWERS + mail))
    assert done.returncode == 0
    assert "NOT taken" in done.stdout
    assert "localhost could not be reached" in done.stdout
    assert len(new.rows("SELECT 1 FROM agency_agency")) == 1


@pytest.mark.slow
def test_every_problem_of_a_file_is_told_at_once_with_its_line_and_nothing_is_made(new):
    wrong = """
[agency]
name = ""
timezone = "Central"
color = "blue"

[administrator]
name = "Ada"
email = "ada"
entry = "password"
password = "short"

[mail]
carrier = "smtp"
host = "mail.example.gov"
security = "none"
password_file = "nowhere"
sender = "b@riverton.example"

[texting]
carrier = "twilio"
"""
    done = new.run("init", "--from", new.file(wrong))
    assert done.returncode == 1
    for told in (
        "line 3, agency.name",
        "agency.place (not in the file)",
        "line 4, agency.timezone",
        "line 5, agency.color: Nothing of this name is asked.",
        "line 9, administrator.email",
        "line 16, mail.security",
        "line 17, mail.password_file",
        "line 21, texting.carrier",
        "administrator.password: This password is too short",
    ):
        assert told in done.stderr, told
    assert new.is_empty


@pytest.mark.parametrize("text", ["name = [", "name = 1\nname = 2"])
def test_a_file_that_is_no_toml_is_told(tmp_path, text):
    file = tmp_path / "answers.toml"
    file.write_text(text)
    answers, problems = answering.from_file(file)
    assert answers == {}
    assert "is not TOML" in problems[0]


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert "There is no file" in answering.from_file(tmp_path / "nowhere.toml")[1][0]


def _as_at_a_terminal() -> None:
    """The program has a terminal of its own, and heeds Ctrl-C even where whatever runs the tests ignores it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Console:
    """A terminal in front of `commonbeat init`, typed at as a person would."""

    def __init__(self, new: Installation, *arguments: str) -> None:
        self.screen, self.read = "", 0
        mine, theirs = pty.openpty()
        self.line = mine
        self.process = subprocess.Popen(
            [sys.executable, "-m", "commonbeat", "init", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=new.environment,
            cwd=new.home,
            start_new_session=True,
            preexec_fn=_as_at_a_terminal,
        )
        os.close(theirs)

    def until(self, words: str, seconds: float = 60) -> None:
        """Read on until these words stand on the screen, after those waited for before."""
        end = time.monotonic() + seconds
        while words not in self.screen[self.read :]:
            assert time.monotonic() < end, self.screen
            ready, _w, _x = select.select([self.line], [], [], 1)
            if not ready:
                continue
            try:
                self.screen += os.read(self.line, 65536).decode()
            except OSError:
                break
        place = self.screen.find(words, self.read)
        assert place >= 0, self.screen
        self.read = place + len(words)

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self.line, f"{text}\n".encode())


@pytest.mark.slow
def test_the_questions_come_one_by_one_and_a_bad_answer_is_asked_again(new):
    console = Console(new)
    for asked, typed in (
        ("What is the agency called?", "Riverton Police Department"),
        ("Which place does it serve?", "Riverton, Minnesota"),
        ("[riverton]", ""),
        ("[America/Chicago]", "Mars"),
        ("Write a number from the list", "5"),
        ("[en, es]", ""),
        ("[http://localhost:8000]", ""),
        ("first administrator?", "Ada Vega"),
        ("mail address?", "ada"),
        ("Write a mail address like this", "ada@riverton.example"),
        ("[link]", "password"),
        ("at least 12 characters?", "seven lanterns on the pier"),
        ("How do mails leave?", ""),
        ("How do text messages leave?", ""),
    ):
        console.until(asked)
        console.until("> ")
        console.type(typed)
    console.until("is set up.")
    console.until("Settings.")
    assert console.process.wait(30) == 0
    assert "seven lanterns" not in console.screen
    assert new.rows("SELECT timezone FROM agency_agency") == [("America/Los_Angeles",)]


@pytest.mark.slow
def test_a_weak_password_typed_at_the_console_is_asked_again(new):
    console = Console(new)
    typed = ("Riverton PD", "Riverton", "", "", "", "", "Ada Vega", "ada@riverton.example", "password", "short")
    for text in typed:
        console.until("> ")
        console.type(text)
    console.until("too short")
    console.until("> ")
    console.type("seven lanterns on the pier")
    console.until("How do mails leave?")
    console.process.terminate()
    console.process.wait(30)
    assert new.is_empty


@pytest.mark.slow
def test_stopping_in_the_middle_leaves_nothing_and_it_can_be_run_again(new):
    console = Console(new)
    console.until("What is the agency called?")
    console.type("Riverton Police Department")
    console.until("Which place")
    os.write(console.line, b"\x03")
    assert console.process.wait(30) != 0
    assert new.is_empty
    assert new.run("init", "--from", new.file()).returncode == 0


@pytest.mark.slow
def test_a_crash_between_database_and_agency_is_made_good_by_running_again(new):
    new.data.mkdir()
    half = new.run("init", "--from", new.file(ANSWERS.replace("Riverton Police Department", "x" * 199)))
    assert half.returncode == 0
    with sqlite3.connect(new.data / "main.sqlite3") as connection:
        for table in ("people_invitation", "audit_auditevent", "audit_audithead", "agency_agency"):
            for (trigger,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
            ).fetchall():
                connection.execute(f"DROP TRIGGER {trigger}")
            connection.execute(f"DELETE FROM {table}")
    before = {path.name: path.read_text() for path in new.keys.iterdir()}
    again = new.run("init", "--from", new.file())
    assert again.returncode == 0, again.stderr
    assert {path.name: path.read_text() for path in new.keys.iterdir()} == before


@pytest.mark.slow
def test_the_questions_are_asked_in_spanish(new):
    console = Console(new, "--language", "es")
    console.until("¿Cómo se llama la agencia?")
    console.process.terminate()
    console.process.wait(30)


@pytest.mark.slow
def test_no_terminal_and_no_file_ends_in_words(new):
    command = [sys.executable, "-m", "commonbeat", "init"]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=new.environment, cwd=new.home, timeout=60
    )
    assert done.returncode == 1
    assert "Nothing was made" in done.stderr
    assert new.is_empty
