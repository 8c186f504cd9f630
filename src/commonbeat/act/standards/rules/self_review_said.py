"""What the counts of a question say in words: the scale, who stands together, and how far roles are apart."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.act.standards.rules.self_review import LEVELS, RaterKind, Rating
from commonbeat.act.standards.rules.self_review_groups import Spread, differs
from commonbeat.kit.levels import Scale
from commonbeat.kit.words import listing, number

SCALE = Scale(
    levels=[level.label for level in LEVELS],
    apart=Rating.DONT_KNOW.label,
    outside=Rating.NOT_APPLICABLE.label,
)


def names_of(kinds: Iterable[RaterKind]) -> str:
    """The roles of a group: "Officers", or "Supervisors and command"."""
    labels = [str(kind.label) for kind in kinds]
    return listing([labels[0], *(label.lower() for label in labels[1:])])


def spread_said(spread: Spread) -> str:
    """How far roles are apart, in a sentence; never a figure alone."""
    if spread.compared < 2:
        said = _("Roles cannot be compared here: fewer than two groups have enough answers.")
    elif not differs(spread):
        said = _("Roles see this alike.")
    else:
        said = _("Roles differ: from “%(low)s” to “%(high)s”.") % {
            "low": SCALE.said(spread.low),
            "high": SCALE.said(spread.high),
        }
    if spread.unknown:
        unknown = ngettext("%(count)s does not know.", "%(count)s do not know.", spread.unknown)
        said += " " + unknown % {"count": number(spread.unknown)}
    return said
