"""The words of contacts: who somebody was, what calls for care, and what becomes of their phone number."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

NUMBER_PURPOSE = "records.contact_number"
"""What the seal of a contact's number is bound to: it opens for nothing else."""


class PersonRole(TextChoices):
    """What somebody was in a contact with the police, as the file says."""

    CALLER = "caller", _("Called or reported")
    VICTIM = "victim", _("Victim")
    WITNESS = "witness", _("Witness")
    SUSPECT = "suspect", _("Suspect")
    ARRESTEE = "arrestee", _("Arrested")
    DRIVER = "driver", _("Driver")
    OTHER = "other", _("Somebody else")
    NOT_RECORDED = "not_recorded", _("Not recorded")


WITHOUT_NUMBER = (PersonRole.SUSPECT, PersonRole.ARRESTEE, PersonRole.WITNESS)
"""Whose number is not kept at all: nobody may ever text them because of this contact."""


class ContactFlag(TextChoices):
    """What makes a contact one after which nobody is asked how it went, or only with care."""

    DOMESTIC_VIOLENCE = "domestic_violence", _("Violence at home")
    SEXUAL_VIOLENCE = "sexual_violence", _("Sexual violence")
    CHILD_ABUSE = "child_abuse", _("Abuse or neglect of a child")
    VULNERABLE_ADULT = "vulnerable_adult", _("Abuse of an old or vulnerable person")
    VIOLENCE = "violence", _("Violence or a weapon")
    STALKING = "stalking", _("Stalking, threats or a protection order")
    MENTAL_HEALTH = "mental_health", _("Mental health")
    SUICIDE = "suicide", _("Suicide or self-harm")
    DEATH = "death", _("A death")
    OVERDOSE = "overdose", _("Overdose")
    MISSING_PERSON = "missing_person", _("A missing person")
    CONFIDENTIAL = "confidential", _("Not to be contacted")
    OTHER = "other", _("Other reason for care")


class NumberState(TextChoices):
    """What became of the phone number that a file gave for a contact."""

    NONE = "none", _("The file gave none")
    HELD = "held", _("Held, sealed")
    FORGOTTEN = "forgotten", _("Deleted after its time")
    UNREADABLE = "unreadable", _("What the file gave is no number")
    NOT_KEPT = "not_kept", _("Not kept: suspect, arrested or witness")


def state_of(*, given: bool, readable: bool, role: str, at: datetime, horizon: datetime) -> NumberState:
    """What becomes of a number as it comes in; of a contact before `horizon` it is deleted by now, so not taken."""
    if not given:
        return NumberState.NONE
    if role in WITHOUT_NUMBER:
        return NumberState.NOT_KEPT
    if not readable:
        return NumberState.UNREADABLE
    return NumberState.FORGOTTEN if at < horizon else NumberState.HELD


def state_after(old: str, new: str) -> NumberState:
    """What becomes of the number of a contact that is there already: what was deleted is never taken again."""
    if old == NumberState.FORGOTTEN and new != NumberState.NOT_KEPT:
        return NumberState.FORGOTTEN
    return NumberState(new)


def horizon(now: datetime, days: int) -> datetime:
    """Contacts before this moment have no number any more."""
    return now - timedelta(days=days)


def last_day(at: datetime, days: int, zone: str) -> date:
    """By which day of the agency a contact's number is deleted: in the night after its time is over."""
    return (at + timedelta(days=days)).astimezone(ZoneInfo(zone)).date() + timedelta(days=1)


def merged(counts: Mapping[str, int], least: int) -> tuple[list[tuple[str, int]], int]:
    """Counts from the largest down, none of them under `least`, and the sum of all others, which is 0 or no smaller.

    Where all together are fewer than `least`, nothing is told apart and the sum is all.
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = [item for item in ordered if item[1] >= least]
    rest = sum(count for _name, count in ordered[len(shown) :])
    while shown and 0 < rest < least:
        rest += shown.pop()[1]
    return shown, rest
