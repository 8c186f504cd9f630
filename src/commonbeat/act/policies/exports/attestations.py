"""Who has read and signed a version, as a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.policies.rules.chasing import standing_of
from commonbeat.kit.tabular.writing import lines


def readings_csv(rows: Iterable[Any], version: PolicyVersion, fingerprint: str, *, notice: str = "") -> Iterator[str]:
    """One row a person; `rows` carry `account` and `away`, with staff and unit at hand."""
    heads = (
        _("Policy"),
        _("Version"),
        _("Fingerprint"),
        _("Name"),
        _("Badge"),
        _("Unit"),
        _("Squad"),
        _("Asked on"),
        _("To be signed by"),
        _("State"),
        _("Signed on"),
        _("Receipt"),
        _("Notice"),
    )
    return lines(
        heads,
        (
            (
                str(version.policy),
                version.number,
                fingerprint,
                row.staff.name,
                row.staff.badge,
                row.staff.unit.name if row.staff.unit else "",
                row.staff.squad.name if row.staff.squad else "",
                row.assigned_on.isoformat(),
                row.due.isoformat(),
                standing_of(row.state, account=row.account, away=row.away).label,
                row.attested_on.isoformat() if row.attested_on else "",
                row.receipt,
                notice,
            )
            for row in rows
        ),
    )
