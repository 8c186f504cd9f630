"""Forms of concerns: the three steps for residents, what staff write and decide, what an agency sets."""

from commonbeat.listen.reports.forms.draft import Draft
from commonbeat.listen.reports.forms.public import NOWHERE, AddForm, ReachForm, WhatForm, WhereForm
from commonbeat.listen.reports.forms.setting import RouteForm, TopicsForm
from commonbeat.listen.reports.forms.staff import AnswerForm, AssignForm, NoteForm, ReferForm, ToldForm, WordsForm

__all__ = [
    "NOWHERE",
    "AddForm",
    "AnswerForm",
    "AssignForm",
    "Draft",
    "NoteForm",
    "ReachForm",
    "ReferForm",
    "RouteForm",
    "ToldForm",
    "TopicsForm",
    "WhatForm",
    "WhereForm",
    "WordsForm",
]
