"""Run in the surroundings of a demonstration: makes rows and sessions for the walk, and writes down where they are."""

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "commonbeat.web.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.base import SessionBase  # noqa: E402
from django.db import IntegrityError, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from commonbeat.ground.agency.models import Agency  # noqa: E402
from commonbeat.ground.people.actions import grant_role  # noqa: E402
from commonbeat.ground.people.middleware import DEMO  # noqa: E402
from commonbeat.ground.people.models import User  # noqa: E402
from commonbeat.ground.roles import Role  # noqa: E402
from house.addresses import THEIR_OWN  # noqa: E402
from journeys import pages, rows  # noqa: E402

LATER = time.time() + 12 * 3600
"""Whatever must have been done just now is said to be done then, so that no walk is too slow for it."""


def path(stop: pages.Stop, agency: Agency) -> str:
    """The address of a page, in English; what is one person's alone becomes theirs who walks there."""
    kwargs = stop.rows(agency) if stop.rows else {}
    if stop.name in THEIR_OWN and stop.name not in pages.ROWS:
        with suppress(IntegrityError), transaction.atomic():  # they have a row of the staff already, and see more by it
            THEIR_OWN[stop.name](agency, of_role(Role(stop.who), agency))
    return (stop.path or reverse(stop.name, kwargs=kwargs)) + stop.query


def signed_in(user: User, **kept: object) -> str:
    """The key of a session of this account."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return _kept(client, **kept)


def halfway(user: User) -> str:
    """The key of a session whose password fits and whose second factor is asked for."""
    client = Client(SERVER_NAME="localhost")
    answer = client.post(reverse("account_login"), {"login": user.email, "password": rows.PASSWORD})
    assert answer.headers.get("Location") == reverse("mfa_authenticate"), answer
    return _kept(client, account_login={**client.session["account_login"], "initiated_at": LATER})


def _kept(client: Client, **kept: object) -> str:
    session: SessionBase = client.session
    session.update(kept)
    session.save()
    return str(session.session_key)


def of_role(role: Role, agency: Agency) -> User:
    """Who holds the role in the demonstration, or somebody new."""
    found = User.objects.filter(memberships__agency=agency, memberships__role=role, is_active=True).order_by("pk")
    if user := found.first():
        return user
    user = User.objects.create_user(email=f"{role.value}@walk.example", name=f"Walker as {role.value}")
    grant_role(actor=rows.WALK, agency=agency, user=user, role=role)
    return user


def main(file: Path) -> None:
    """Make all, and write addresses and sessions down."""
    agency = Agency.objects.get()
    roles = {role.value: of_role(role, agency) for role in Role}
    paths = {str(stop): path(stop, agency) for stop in pages.STOPS}
    keyholder, newcomer = rows.keyholder(agency), rows.newcomer(agency)
    proved = {
        "account_authentication_methods_user": str(keyholder.pk),
        "account_authentication_methods": [{"method": "mfa", "type": "totp", "at": LATER, "reauthenticated": True}],
    }
    sessions = {
        **{role: signed_in(user, **{DEMO: True}) for role, user in roles.items()},
        pages.NEWCOMER: signed_in(newcomer),
        pages.KEYHOLDER: signed_in(keyholder, **proved),
        pages.HALFWAY: halfway(keyholder),
    }
    file.write_text(json.dumps({"paths": paths, "sessions": sessions}, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
