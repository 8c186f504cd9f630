"""Every write of surveys: what is asked, who is invited, what is answered, and writing answers without their link."""

from commonbeat.listen.surveys.actions.answering import Closed, Refused, TextAnswer, answer, answer_by_text, complete
from commonbeat.listen.surveys.actions.campaigns import close_campaign, forget, invite, open_campaign
from commonbeat.listen.surveys.actions.comments import destroy_due, mark_taken
from commonbeat.listen.surveys.actions.instruments import field, prepare
from commonbeat.listen.surveys.actions.rewriting import rewrite, time_out

__all__ = [
    "Closed",
    "Refused",
    "TextAnswer",
    "answer",
    "answer_by_text",
    "close_campaign",
    "complete",
    "destroy_due",
    "field",
    "forget",
    "invite",
    "mark_taken",
    "open_campaign",
    "prepare",
    "rewrite",
    "time_out",
]
