"""A real agency from nothing: set-up at the console, then Chromium: invitation, passkey, code app, a colleague."""

import os
import re
import subprocess
import sys
import time
import urllib.request

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from journeys.demonstration import free_port
from journeys.walking import words

PASSWORD = "seven lanterns on the pier"
ANSWERS = """
[agency]
name = "Riverton Police Department"
place = "Riverton, Minnesota"
[site]
address = "{address}"
[administrator]
name = "Ada Vega"
email = "ada@riverton.example"
[mail]
carrier = "console"
"""


class Site:
    """A real installation, served by `commonbeat serve`."""

    def __init__(self, home) -> None:
        self.home, self.port = home, free_port()
        self.address = f"http://localhost:{self.port}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONBEAT_", "DJANGO_"))}
        folders = {"COMMONBEAT_DATA": str(home / "data"), "COMMONBEAT_KEYS": str(home / "keys")}
        self.environment = {**kept, **folders}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "commonbeat", *arguments]

    def start(self) -> str:
        """Set it up and serve it; returns the first administrator's link."""
        file = self.home / "answers.toml"
        file.write_text(ANSWERS.format(address=self.address))
        done = subprocess.run(
            self.command("init", "--from", str(file)),
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        self.log = (self.home / "log").open("w")
        self.process = subprocess.Popen(
            self.command("serve", "--port", str(self.port)),
            env=self.environment,
            cwd=self.home,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        self.wait()
        return re.search(rf"{self.address}/staff/welcome/\S+", done.stdout)[0]

    def wait(self) -> None:
        """Until it answers."""
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.address}/health", timeout=5) as answer:
                    assert answer.status == 200
                    return
            except OSError:
                assert self.process.poll() is None, (self.home / "log").read_text()[-3000:]
                time.sleep(0.3)
        raise AssertionError((self.home / "log").read_text()[-3000:])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)
        self.log.close()


@pytest.fixture
def site(tmp_path):
    """A real installation, not started yet."""
    made = Site(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def page(chromium):
    """A page with a passkey device of its own (Chromium's virtual authenticator); errors of the page fail the test."""
    context = chromium.new_context()
    opened = context.new_page()
    opened.said = []
    opened.on("response", lambda got: opened.said.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    opened.on("console", lambda said: opened.said.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    device = context.new_cdp_session(opened)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    opened.device = device
    opened.authenticator = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    yield opened
    context.close()


def accept(page, link) -> None:
    """Open an invitation and choose a password."""
    page.goto(link)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.wait_for_url("**/staff/me/second-factor/")


def sign_out(page, site) -> None:
    page.goto(f"{site.address}/staff/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{site.address}/")


def code(key: str) -> str:
    return format_hotp_value(hotp_value(key, int(time.time()) // 30))


def test_the_first_administrator_comes_in_by_passkey(site, page):
    link = site.start()
    accept(page, link)
    expect(page.locator("h1")).to_have_text("Set up your second factor")
    page.goto(f"{site.address}/staff/")
    expect(page).to_have_url(f"{site.address}/staff/me/second-factor/")
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_role("button", name="Set up the passkey").click()
    page.wait_for_url("**/recovery-codes/")
    expect(page.locator("main code")).to_have_count(10)
    page.get_by_role("link", name="I have them: go on").click()
    page.wait_for_url("**/staff/")

    sign_out(page, site)
    page.goto(f"{site.address}/staff/people/")
    expect(page.locator("h1")).to_have_text("Sign in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{site.address}/staff/people/")
    expect(page.locator("h1")).to_have_text("People")

    sign_out(page, site)
    page.goto(f"{site.address}/staff/account/login/")
    page.device.send("WebAuthn.setUserVerified", {"authenticatorId": page.authenticator, "isUserVerified": False})
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey did not work").wait_for()
    page.device.send("WebAuthn.setUserVerified", {"authenticatorId": page.authenticator, "isUserVerified": True})
    page.get_by_label("Email").fill("ada@riverton.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/staff/account/factor/")
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("**/staff/")
    page.goto(link)
    expect(page.locator("main")).to_contain_text("used up")
    assert [said for said in page.said if "410" not in said] == []


def test_the_first_administrator_comes_in_by_code_and_invites_a_colleague(site, page, chromium):
    accept(page, site.start())
    page.get_by_role("link", name="Set up a code app").click()
    key = words(page.locator("main code"))
    expect(page.locator("main svg")).to_be_visible()
    page.get_by_label("Authenticator code").fill(code(key))
    page.get_by_role("button", name="Turn the code app on").click()
    page.wait_for_url("**/recovery-codes/")
    spare = words(page.locator("main code").first)
    sign_out(page, site)
    page.goto(f"{site.address}/staff/account/login/")
    page.get_by_label("Email").fill("ada@riverton.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Code", exact=True).fill("000000")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("[role=alert]").first).to_contain_text("Incorrect code")
    page.get_by_label("Code", exact=True).fill(code(key))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/staff/")

    page.goto(f"{site.address}/staff/people/invite/")
    page.get_by_label("Name").fill("Bo Lind")
    page.get_by_label("Mail address").fill("bo@riverton.example")
    page.get_by_text("Analyst", exact=True).click()
    page.get_by_role("button", name="Send the invitation").click()
    link = words(page.locator("main code"))
    other = chromium.new_context().new_page()
    accept(other, link)
    expect(other.locator("h1")).to_have_text("Set up your second factor")
    other.context.close()

    page.goto(f"{site.address}/staff/me/sign-in/")
    expect(page.locator("main")).to_contain_text("10 are unused")
    sign_out(page, site)
    page.goto(f"{site.address}/staff/account/login/")
    page.get_by_label("Email").fill("ada@riverton.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Code", exact=True).fill(spare)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/staff/")
    page.goto(f"{site.address}/staff/me/sign-in/")
    expect(page.locator("main")).to_contain_text("9 are unused")
    assert page.said == []
