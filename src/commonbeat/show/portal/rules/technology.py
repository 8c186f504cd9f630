"""The register of technology: which days of a tool fit together, and whether it is in use."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention

RETENTION = {"TechnologyRegister": Retention.PERMANENT}
"""A tool that is no longer in use stays on the list, with the day on which its use ended."""
VERBS = {
    "portal.list_technology": _("put a tool on the list of technology in use"),
    "portal.change_technology": _("changed a tool on the list of technology in use"),
}
DETAILS = {
    "portal.name": Told(_("tool")),
    "portal.policy": Told(_("policy, by number")),
    "portal.until": Told(_("in use until")),
}
SUBJECTS = {"portal.technologyregister": _("tool on the list of technology")}


def days_problems(since: date, until: date | None, last_review: date | None, today: date) -> dict[str, str]:
    """What does not fit in a tool's days, by field."""
    found = {}
    if until is not None and until < since:
        found["until"] = gettext("Its use cannot end before it began.")
    if last_review is not None and last_review > today:
        found["last_review"] = gettext("A review that has not happened yet is the next one.")
    return found


def in_use(since: date, until: date | None, today: date) -> bool:
    """Whether it is in use on that day; its last day counts."""
    return since <= today and (until is None or until >= today)
