"""What the trail keeps of the sign-in: each log-on, failed one, lock-out, sign-out, changed password or factor.

CJIS Security Policy (AU-2): successful and failed log-ons and changes of authenticators are recorded. Never a password,
and of a failed attempt the address only where it is an account's: people type passwords into the wrong field.
"""

from collections.abc import Sequence

from django.db import transaction

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Membership, User
from commonbeat.ground.roles import System


def _agency_of(user: User, agency: Agency | None) -> Agency | None:
    """The agency in whose trail this belongs: the one of the page if the account has a role there, else its own."""
    rows = Membership.objects.filter(user=user).select_related("agency").order_by("until", "pk")
    agencies = [row.agency for row in rows]
    if agency is not None and (agency in agencies or not agencies):
        return agency
    return agencies[0] if agencies else None


@transaction.atomic
def signed_in(*, user: User, agency: Agency | None, methods: Sequence[str], source: str) -> None:
    """Somebody is in, by these methods (password, webauthn, totp, recovery_codes), from this network address."""
    details = {"methods": list(methods), "from": source}
    audit.record(agency=_agency_of(user, agency), actor=user, verb="people.sign_in", subject=user, details=details)


@transaction.atomic
def stopped(*, user: User | None, agency: Agency | None, step: str, source: str, locked: bool = False) -> None:
    """Somebody did not get in: a wrong password or factor, or too many of them."""
    verb = "people.sign_in_locked" if locked else "people.sign_in_failed"
    audit.record(
        agency=_agency_of(user, agency) if user else agency,
        actor=System("somebody at the sign-in"),
        verb=verb,
        subject=user or "no account",
        details={"step": step, "from": source},
    )


@transaction.atomic
def left(*, user: User, agency: Agency | None, timed_out: bool = False) -> None:
    """Somebody signed out, or was signed out for lack of activity."""
    verb = "people.time_out" if timed_out else "people.sign_out"
    audit.record(agency=_agency_of(user, agency), actor=user, verb=verb, subject=user)


@transaction.atomic
def change_noted(*, user: User, agency: Agency | None, verb: str, what: str) -> None:
    """A password or factor was added, removed or made anew (`people.change_password`, `people.change_factor`)."""
    audit.record(agency=_agency_of(user, agency), actor=user, verb=verb, subject=user, details={"what": what})
