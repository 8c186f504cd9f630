"""What is asked of readers, commenters, and whoever works on policies."""

from commonbeat.act.policies.forms.consulting import AnswerForm, CommentForm, ConsultForm, ReadForm, ThemeForm
from commonbeat.act.policies.forms.writing import (
    ApproveForm,
    BackForm,
    LawForm,
    PolicyForm,
    RequireForm,
    ReviewForm,
    WithdrawForm,
    WordsForm,
)

__all__ = ["AnswerForm", "CommentForm", "ConsultForm", "ReadForm", "ThemeForm"]
__all__ += [
    "ApproveForm",
    "BackForm",
    "LawForm",
    "PolicyForm",
    "RequireForm",
    "ReviewForm",
    "WithdrawForm",
    "WordsForm",
]
