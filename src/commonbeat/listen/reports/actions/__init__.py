"""Every write to concerns: opening, answering, keeping the clocks, saying who answers what."""

from commonbeat.listen.reports.actions.answering import answer, assign, close, note, refer, start
from commonbeat.listen.reports.actions.keeping import close_silent, destroy_due, remind
from commonbeat.listen.reports.actions.opening import open_concern
from commonbeat.listen.reports.actions.replying import add_words, confirm, reopen
from commonbeat.listen.reports.actions.routing import add_route, end_route, set_topics

__all__ = [
    "add_route",
    "add_words",
    "answer",
    "assign",
    "close",
    "close_silent",
    "confirm",
    "destroy_due",
    "end_route",
    "note",
    "open_concern",
    "refer",
    "remind",
    "reopen",
    "set_topics",
    "start",
]
