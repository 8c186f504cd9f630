"""What the tests of people share: staff, links, and browsers that sign in as people do."""

from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from commonbeat.ground.people import actions
from commonbeat.ground.people.models import User

PASSWORD = "seven lanterns on the pier"


@pytest.fixture
def on_staff(console):
    """Put somebody on the staff: `on_staff(riverton, "Ana Ruiz", "17")`."""

    def make(agency, name="Ana Ruiz", badge="17", **facts):
        return actions.add_staff(
            actor=console, agency=agency, facts=actions.StaffFacts(name=name, badge=badge, **facts)
        )

    return make


@pytest.fixture
def invited(console):
    """Invite somebody: the invitation and its token."""

    def make(agency, email="ana@riverton.example", roles=("analyst",), **more):
        tokens = []

        def address(token):
            tokens.append(token)
            return f"https://beat.example/{token}"

        row, _link = actions.invite(
            actor=more.pop("actor", console),
            agency=agency,
            email=email,
            name="Ana Ruiz",
            roles=roles,
            address=address,
            **more,
        )
        return row, tokens[0]

    return make


@pytest.fixture
def clock(monkeypatch):
    """The clock by which one-time codes are told; `clock.now` may be moved on, as codes are taken only once."""
    clock = SimpleNamespace(now=1_800_000_000)
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: clock.now))
    return clock


class Browser(Client):
    """A browser at Riverton's address."""

    def at(self, name: str, data=None, **kwargs):
        """GET the page of that name, or POST to it where there is data."""
        address = f"/riverton{reverse(name, kwargs=kwargs)}"
        return self.get(address, follow=True) if data is None else self.post(address, data, follow=True)

    def sign_in(self, email: str, password: str = PASSWORD):
        return self.at("account_login", {"login": email, "password": password})

    @property
    def signed_in(self) -> bool:
        return "_auth_user_id" in self.session

    def set_up_codes(self, clock) -> str:
        """Set up a code app; returns its key."""
        secret = self.at("mfa_activate_totp").context["form"].secret
        self.at("mfa_activate_totp", {"code": code_of(secret, clock)})
        clock.now += 30
        return secret


def code_of(secret: str, clock) -> str:
    """The code that the app shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(clock.now) // 30))


@pytest.fixture
def browser():
    """A browser that nobody has signed in from."""
    return Browser()


@pytest.fixture
def member(riverton, invited):
    """Ana, who has accepted her invitation and chosen a password, but has no second factor yet."""

    def make(email="ana@riverton.example", roles=("analyst",)):
        _row, token = invited(riverton, email=email, roles=roles)
        return User.objects.get(pk=actions.accept(token=token, password=PASSWORD).pk)

    return make
