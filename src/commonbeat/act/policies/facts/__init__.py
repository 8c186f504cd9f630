"""Policies, their text and their changes as pages show them: plain values in the reader's language."""

from commonbeat.act.policies.facts.changes import change_page
from commonbeat.act.policies.facts.copies import copy_html, version_html
from commonbeat.act.policies.facts.reading import TextPage, text_page
from commonbeat.act.policies.facts.telling import (
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

__all__ = ["TextPage", "change_page", "text_page"]
__all__ += ["bound_words", "citation", "consultation_line", "history", "laws", "paragraphs", "reviews"]
__all__ += ["shape_of", "state_words"]
__all__ += ["copy_html", "version_html"]
