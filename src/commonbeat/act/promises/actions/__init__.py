"""Every write of the ledger: making a promise, keeping it, checking it, and forgetting how to reach whom."""

from commonbeat.act.promises.actions.checking import dispute, renew_link, take_out_words, verify
from commonbeat.act.promises.actions.keeping import (
    accept,
    break_promise,
    decline,
    hand_over,
    renegotiate,
    report_kept,
    start,
)
from commonbeat.act.promises.actions.making import make
from commonbeat.act.promises.actions.reminding import ask_due, destroy_due, remind

__all__ = [
    "accept",
    "ask_due",
    "break_promise",
    "decline",
    "destroy_due",
    "dispute",
    "hand_over",
    "make",
    "remind",
    "renegotiate",
    "renew_link",
    "report_kept",
    "start",
    "take_out_words",
    "verify",
]
