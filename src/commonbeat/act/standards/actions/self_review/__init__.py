"""Every write of a self-review, from opening it to its signed snapshot and what follows."""

from commonbeat.act.standards.actions.self_review.again import destroy_due, mark_again
from commonbeat.act.standards.actions.self_review.checking import check_snapshots
from commonbeat.act.standards.actions.self_review.closing import close_review, share_review, sign_review, unshare_review
from commonbeat.act.standards.actions.self_review.counting import end_rating
from commonbeat.act.standards.actions.self_review.opening import invite_raters, open_review, start_rating
from commonbeat.act.standards.actions.self_review.printing import make_paper, order_missing, order_papers
from commonbeat.act.standards.actions.self_review.rating import finish, save_answers, withdraw
from commonbeat.act.standards.actions.self_review.stepping import add_step, promise_step
from commonbeat.act.standards.actions.self_review.talking import (
    add_evidence,
    adopt_evidence,
    agree,
    back_to_talk,
    plan_steps,
    reflect,
    remove_evidence,
)
from commonbeat.act.standards.actions.self_review.turning import abandon_review, hand_over_review

__all__ = [
    "abandon_review",
    "add_evidence",
    "add_step",
    "adopt_evidence",
    "agree",
    "back_to_talk",
    "check_snapshots",
    "close_review",
    "destroy_due",
    "end_rating",
    "finish",
    "hand_over_review",
    "invite_raters",
    "make_paper",
    "mark_again",
    "open_review",
    "order_missing",
    "order_papers",
    "plan_steps",
    "promise_step",
    "reflect",
    "remove_evidence",
    "save_answers",
    "share_review",
    "sign_review",
    "start_rating",
    "unshare_review",
    "withdraw",
]
