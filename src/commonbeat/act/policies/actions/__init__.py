"""Every write about policies, attestation, conduct and training."""

from commonbeat.act.policies.actions.attestations import answer, attest, open_reading
from commonbeat.act.policies.actions.chasing import chase, report
from commonbeat.act.policies.actions.rounds import (
    add_question,
    assign,
    assign_all,
    close_left,
    note_leave,
    open_round,
    remove_question,
    void_older,
)

__all__ = [
    "add_question",
    "answer",
    "assign",
    "assign_all",
    "attest",
    "chase",
    "close_left",
    "note_leave",
    "open_reading",
    "open_round",
    "remove_question",
    "report",
    "void_older",
]
