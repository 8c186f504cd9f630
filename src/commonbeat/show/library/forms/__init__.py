"""Forms of the library: asking for a resource, and keeping the catalogue."""

from commonbeat.show.library.forms.resources import (
    AnswerForm,
    AreaForm,
    AskForm,
    ChangeForm,
    NewAreaForm,
    RateForm,
    RecordForm,
    RenameForm,
    TopicForm,
    WithdrawForm,
)

__all__ = ["AnswerForm", "AreaForm", "AskForm", "ChangeForm", "NewAreaForm", "RateForm"]
__all__ += ["RecordForm", "RenameForm", "TopicForm", "WithdrawForm"]
