"""Every write of the policies, one file a subject."""

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
from commonbeat.act.policies.actions.moving import approve, put_in_force, send_back, send_on
from commonbeat.act.policies.actions.reviewing import review
from commonbeat.act.policies.actions.writing import add_law, change, draft, require, revise, write

__all__ = ["add_theme", "answer_theme", "comment", "consult", "end"]
__all__ += ["leave_out_comment", "show_comment", "sort_comment"]
__all__ += ["approve", "put_in_force", "send_back", "send_on"]
__all__ += ["review"]
__all__ += ["add_law", "change", "draft", "require", "revise", "write"]
