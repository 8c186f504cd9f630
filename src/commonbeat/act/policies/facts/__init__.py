"""Policies, their text and changes, and who has read them, as pages show them: plain values."""

from commonbeat.act.policies.facts.changes import change_page
from commonbeat.act.policies.facts.copies import copy_html, version_html
from commonbeat.act.policies.facts.telling import (
    became,
    bound_words,
    citation,
    consultation_line,
    history,
    laws,
    paragraphs,
    reviews,
    shape_of,
    state_words,
)
from commonbeat.act.policies.facts.texts import TextPage, text_page

__all__ = ["TextPage", "change_page", "text_page"]
__all__ += ["became", "bound_words", "citation", "consultation_line", "history", "laws", "paragraphs", "reviews"]
__all__ += ["shape_of", "state_words"]
__all__ += ["copy_html", "version_html"]
