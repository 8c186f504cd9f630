"""Every write about policies, attestation, conduct and training."""

from collections.abc import Mapping
from datetime import datetime

from commonbeat.act.policies.actions.attestations import answer, attest, open_reading
from commonbeat.act.policies.actions.chasing import chase, report_reading
from commonbeat.act.policies.actions.conduct import (
    add_kind,
    answer_deviation,
    decide,
    drop_action,
    note_deviation,
    propose_action,
    take_action,
    withdraw,
)
from commonbeat.act.policies.actions.consulting import (
    add_theme,
    answer_theme,
    comment,
    consult,
    end,
    leave_out_comment,
    show_comment,
    sort_comment,
)
from commonbeat.act.policies.actions.ending import ask_again, assign_all, close_left, void_by, void_older
from commonbeat.act.policies.actions.interventions import (
    bar_new_supervisors,
    change_route,
    check_in,
    close_report,
    destroy_reports,
    note_use,
    open_report,
    reply,
    report_intervention,
    write_in_thread,
)
from commonbeat.act.policies.actions.moving import approve, put_in_force, send_back, send_on, withdraw_version
from commonbeat.act.policies.actions.reviewing import review
from commonbeat.act.policies.actions.rounds import (
    add_question,
    assign,
    note_leave,
    open_round,
    remove_question,
)
from commonbeat.act.policies.actions.writing import add_law, change, draft, mark, require, revise, write
from commonbeat.ground.agency.models import Agency


def destroy_due(*, agency: Agency, before: Mapping[str, datetime]) -> dict[str, int]:
    """Destroy reports of stepping in that are due; the certificate names no number, which would count them."""
    destroy_reports(agency=agency, before=before)
    return {}


__all__ = ["add_theme", "answer_theme", "comment", "consult", "end"]
__all__ += ["leave_out_comment", "show_comment", "sort_comment"]
__all__ += ["approve", "put_in_force", "send_back", "send_on", "withdraw_version"]
__all__ += ["review"]
__all__ += ["add_law", "change", "draft", "mark", "require", "revise", "write"]
__all__ += [
    "add_kind",
    "add_question",
    "answer",
    "answer_deviation",
    "ask_again",
    "assign",
    "assign_all",
    "attest",
    "bar_new_supervisors",
    "change_route",
    "chase",
    "check_in",
    "close_left",
    "close_report",
    "decide",
    "destroy_due",
    "destroy_reports",
    "drop_action",
    "note_deviation",
    "note_leave",
    "note_use",
    "open_reading",
    "open_report",
    "open_round",
    "propose_action",
    "remove_question",
    "reply",
    "report_intervention",
    "report_reading",
    "take_action",
    "void_by",
    "void_older",
    "withdraw",
    "write_in_thread",
]
