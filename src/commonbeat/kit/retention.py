"""How long a row is kept: the classes that each app's rules name for its models."""

from enum import StrEnum


class Retention(StrEnum):
    """A retention class; its length is a dated setting of the agency, never a constant in code."""

    PERMANENT = "permanent"
    """The record itself: audit trail, published figures, policies."""
    RECORDS = "records"
    """Police records, kept as the agency's schedule says."""
    ACCOUNT = "account"
    """People who asked for an account, kept while they have one and a set time after."""
    CONFIGURATION = "configuration"
    """Settings and lists with effective dates."""
    OPERATIONAL = "operational"
    """What the machine needs for a while: finished jobs, uploads, sessions."""
    THREAD = "thread"
    """Contact details of a thread, destroyed a set time after it closes."""
