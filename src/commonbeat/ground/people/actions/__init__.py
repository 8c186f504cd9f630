"""Every write to accounts and staff: invitations, roles, staff, and what happens at the sign-in."""

from commonbeat.ground.people.actions.accounts import (
    close_sessions,
    end_account,
    end_sessions,
    grant_role,
    lift_factors,
    withdraw_role,
)
from commonbeat.ground.people.actions.invitations import Address, accept, invite, resend, withdraw
from commonbeat.ground.people.actions.retention import destroy_due
from commonbeat.ground.people.actions.sign_in import change_noted, left, signed_in, stopped
from commonbeat.ground.people.actions.staff import add_staff, change_staff, end_staff, import_staff
from commonbeat.ground.people.rules import StaffFacts

__all__ = [
    "Address",
    "StaffFacts",
    "accept",
    "add_staff",
    "change_noted",
    "change_staff",
    "close_sessions",
    "destroy_due",
    "end_account",
    "end_sessions",
    "end_staff",
    "grant_role",
    "import_staff",
    "invite",
    "left",
    "lift_factors",
    "resend",
    "signed_in",
    "stopped",
    "withdraw",
    "withdraw_role",
]
