"""A note of a deviation and what followed, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.act.policies.models import CorrectiveAction, DeviationRecord
from commonbeat.act.policies.queries.conduct import Found
from commonbeat.act.policies.rules.conduct import ActionState, Consistency, Outcome, State, proof_in_words
from commonbeat.kit.facts import Fact
from commonbeat.kit.tables import Cell
from commonbeat.kit.words import day, language, number

SHAPES = {State.NOTED: "open", State.DECIDED: "reported", State.WITHDRAWN: "moved"}


def state_cell(row: DeviationRecord) -> Cell:
    """Where it stands, with what was decided."""
    state = State(row.state)
    outcome = str(Outcome(row.outcome).label) if row.outcome and state == State.DECIDED else ""
    return Cell(str(state.label), state=SHAPES[state], small=outcome)


def of_deviation(row: DeviationRecord) -> list[Fact]:
    """The note, fact by fact."""
    version = _("%(policy)s, version %(number)s") % {
        "policy": row.version.policy.numbered(language()),
        "number": row.version.number,
    }
    decided = f"{Outcome(row.outcome).label}. {row.reason}" if row.outcome else row.reason
    by = {"name": row.decided_by, "day": day(row.decided_on)} if row.decided_on else None
    return [
        Fact(_("Who is concerned"), row.staff.name),
        Fact(_("Day of the event"), day(row.event_day)),
        Fact(_("Version in force on that day"), version),
        Fact(_("Section of the policy"), row.section),
        Fact(_("What happened"), row.words),
        Fact(_("Written down by"), _("%(name)s, %(day)s") % {"name": row.noted_by, "day": day(row.noted_on)}),
        Fact(_("Outcome"), decided),
        Fact(_("Decided by"), _("%(name)s, %(day)s") % by if by else ""),
        Fact(_("What the person concerned says"), row.answer),
    ]


def of_action(action: CorrectiveAction) -> list[Fact]:
    """What follows, fact by fact."""
    return [
        Fact(_("Kind"), action.kind_label),
        Fact(_("What follows"), action.words),
        Fact(_("State"), str(ActionState(action.state).label)),
        Fact(_("Proposed by"), _("%(name)s, %(day)s") % {"name": action.proposed_by, "day": day(action.proposed_on)}),
        Fact(_("Signature under the version in force"), str(action.get_proof_display())),
        Fact(_("Signed on"), day(action.signed_on) if action.signed_on else ""),
        Fact(_("Why"), action.reason),
    ]


def proof(row: DeviationRecord, found: Found) -> str:
    """What the record says of the signature, in a sentence or two."""
    signed = found.reading.attested_on if found.reading else None
    return proof_in_words(found.proof, day(row.event_day), day(signed) if signed else "")


def like(found: Consistency) -> Sequence[str]:
    """What earlier deviations from the same section led to: lines of counts."""
    lines = []
    for name, count in sorted(found.counts.items(), key=lambda one: -one[1]):
        label = str(Outcome(name).label) if name else _("Other outcomes together")
        times = ngettext("%(count)s time", "%(count)s times", count) % {"count": number(count)}
        lines.append(_("%(what)s: %(times)s") % {"what": label, "times": times})
    if found.few:
        lines.append(_("A few more, too few to show without pointing at somebody."))
    return lines
