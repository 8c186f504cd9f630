"""How a figure becomes public: what it is, how it is told of, its moves, and the check that nothing small shows."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.measure.findings.rules.figures import (
    EVERYBODY,
    LANGUAGES,
    Base,
    Draft,
    Measured,
    Seen,
    Split,
    both,
    key_of,
    parts_of,
    period_label,
    same,
    snapshot,
)
from commonbeat.measure.findings.rules.leaks import Leak, LeakRule, leaks, leaks_between, leaks_of
from commonbeat.measure.findings.rules.states import (
    RELEASE_MOVES,
    RUN_MOVES,
    ReleaseState,
    RunState,
    may_move,
)

__all__ = [
    "DETAILS",
    "EVERYBODY",
    "LANGUAGES",
    "REASONS",
    "RELEASE_MOVES",
    "RETENTION",
    "RUN_MOVES",
    "SUBJECTS",
    "VERBS",
    "Base",
    "Draft",
    "Leak",
    "LeakRule",
    "Measured",
    "ReleaseState",
    "RunState",
    "Seen",
    "Split",
    "both",
    "key_of",
    "leaks",
    "leaks_between",
    "leaks_of",
    "may_move",
    "parts_of",
    "period_label",
    "same",
    "snapshot",
]

RETENTION = {
    "Run": Retention.PERMANENT,
    "Finding": Retention.PERMANENT,
    "DatasetRelease": Retention.PERMANENT,
}

VERBS = {
    "findings.keep": _("worked out figures"),
    "findings.check_disclosure": _("checked figures for small groups"),
    "findings.approve": _("approved figures"),
    "findings.publish": _("published figures"),
    "findings.withdraw": _("withdrew figures"),
    "findings.build_release": _("built a file for the public"),
    "findings.check_release": _("checked a file for small groups"),
    "findings.approve_release": _("approved a file"),
    "findings.publish_release": _("released a file"),
    "findings.withdraw_release": _("withdrew a file"),
}
"""How the trail tells of this app's actions."""

DETAILS = {
    "findings.study": Told(_("study")),
    "findings.figures": Told(_("figures")),
    "findings.hidden": Told(_("of them hidden")),
    "findings.too_few": Told(_("too few")),
    "findings.complementary": Told(_("to protect another")),
    "findings.no_denominator": Told(_("nothing to divide by")),
    "findings.not_recorded": Told(_("not recorded")),
    "findings.not_collected": Told(_("not collected")),
    "findings.from": Told(_("first day")),
    "findings.to": Told(_("last day")),
    "findings.leaks": Told(_("figures that give something away")),
    "findings.dropped_runs": Told(_("runs that made way")),
    "findings.instead_of": Told(_("in place of")),
    "findings.changed_figures": Told(_("published figures that changed")),
    "findings.notice": Told(_("reason")),
    "findings.sha256": Told(_("fingerprint (SHA-256)")),
    "findings.rows": Told(_("rows")),
}
SUBJECTS = {"findings.run": _("run"), "findings.datasetrelease": _("file for the public")}

REASONS = {
    "the records changed": _("the records changed"),
    "the thresholds changed": _("the thresholds changed"),
    "the method changed": _("the method changed"),
}
"""Why a published figure is another now: as it is kept, and as it is said."""
