"""How far reading is, as tables of counts: one row a policy, a unit, a squad."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.act.policies.queries.attestations import Group, RoundProgress
from commonbeat.act.policies.rules.chasing import Standing
from commonbeat.kit.facts import Fact
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.words import day, language, number, of

SHAPES = {
    Standing.SIGNED: "verified",
    Standing.PASSED: "open",
    Standing.OPENED: "open",
    Standing.WAITING: "open",
    Standing.LATE: "broken",
    Standing.AWAY: "moved",
    Standing.NO_ACCOUNT: "moved",
}
"""The shape beside each standing."""


def _heads() -> tuple[Head, ...]:
    return (
        Head(_("Signed"), numeric=True),
        Head(_("On the way"), numeric=True),
        Head(_("Late"), numeric=True),
        Head(_("Away"), numeric=True),
        Head(_("No account"), numeric=True),
    )


def _cells(group: Group) -> tuple[str, ...]:
    """The counts under those heads."""
    on_the_way = sum(group.count(one) for one in (Standing.PASSED, Standing.OPENED, Standing.WAITING))
    rest = (on_the_way, *(group.count(one) for one in (Standing.LATE, Standing.AWAY, Standing.NO_ACCOUNT)))
    return (of(group.count(Standing.SIGNED), group.asked), *(number(one) for one in rest))


def of_rounds(found: Sequence[RoundProgress], *, synthetic: bool) -> DataTable:
    """Every policy that people are asked to sign."""
    return DataTable(
        caption=_("Policies that people are asked to sign, in numbers of people"),
        columns=(Head(_("Policy")), *_heads()),
        rows=tuple(
            (
                Cell(
                    one.row.version.policy.name(language()),
                    href=reverse("reading_version", args=[one.row.version_id]),
                    small=_("version %(number)s, to be signed by %(day)s")
                    % {"number": one.row.version.number, "day": day(one.row.due)},
                ),
                *_cells(one.group),
            )
            for one in found
        ),
        synthetic=synthetic,
    )


def of_groups(caption: str, head: str, groups: Sequence[Group], *, synthetic: bool) -> DataTable | None:
    """Unit by unit or squad by squad; none where there is none."""
    if not groups:
        return None
    return DataTable(
        caption=caption,
        columns=(Head(head), *_heads()),
        rows=tuple((group.name or _("No unit"), *_cells(group)) for group in groups),
        synthetic=synthetic,
    )


def of_group(group: Group) -> list[Fact]:
    """Everybody, in words."""
    said = [Fact(_("Signed"), of(group.count(Standing.SIGNED), group.asked))]
    for one in (Standing.LATE, Standing.AWAY, Standing.NO_ACCOUNT):
        if count := group.count(one):
            people = ngettext("%(count)s person", "%(count)s people", count) % {"count": number(count)}
            said.append(Fact(str(one.label), people))
    return said
