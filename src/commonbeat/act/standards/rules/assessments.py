"""Assessments: mock, on site, remote; what an assessor marks; how two compare; when people may comment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {
    "Assessment": Retention.PERMANENT,
    "AssessmentMark": Retention.PERMANENT,
    "PublicComment": Retention.RECORDS,
    "CommentAnswer": Retention.PERMANENT,
}
"""A comment holds words and no contact; it is kept as the agency's schedule of records says."""

VERBS: dict[str, Words] = {
    "standards.plan_assessment": _("planned an assessment"),
    "standards.mark_standard": _("wrote down what an assessor found of a standard"),
    "standards.close_assessment": _("closed an assessment"),
    "standards.change_assessment": _("changed the plan of an assessment"),
    "standards.take_comment": _("took a comment from the public on an assessment"),
    "standards.sort_comment": _("read a comment on an assessment"),
    "standards.answer_comments": _("answered in public what people said about an assessment"),
}


class AssessmentKind(TextChoices):
    """How it is done."""

    MOCK = "mock", _("Mock assessment")
    ON_SITE = "on_site", _("On-site assessment")
    REMOTE = "remote", _("Remote assessment")


class Mark(TextChoices):
    """What an assessor says of a standard."""

    MET = "met", _("Met")
    NOT_MET = "not_met", _("Not met")
    NOT_LOOKED_AT = "not_looked_at", _("Not looked at")


class Window(TextChoices):
    """Whether people may comment on that day."""

    NONE = "none", _("No comments are asked for")
    BEFORE = "before", _("Comments are not open yet")
    OPEN = "open", _("Open for comments")
    OVER = "over", _("Comments are closed")


class CommentState(TextChoices):
    """What was done with a comment. None is ever taken out: the assessors get each of them, also those set aside."""

    NEW = "new", _("Waits to be read")
    READ = "read", _("Read, goes to the assessors")
    ASIDE = "aside", _("Set aside, with the reason")


class Aside(TextChoices):
    """Why a comment is set aside: a fixed list, so that what is unwelcome is not a reason."""

    NAMES = "names", _("It names a person.")
    ELSEWHERE = "elsewhere", _("It is not about the agency and its standards.")
    TWICE = "twice", _("It came twice.")
    SELLS = "sells", _("It sells something.")


class Compared(TextChoices):
    """What a later assessment says beside an earlier one."""

    SAME = "same", pgettext_lazy("two assessments", "The same")
    WORSE = "worse", _("Met before, not met now")
    BETTER = "better", _("Not met before, met now")
    UNKNOWN = "unknown", _("Cannot be compared: one of them did not look at it")


DETAILS = {
    "standards.kind": Told(_("kind"), dict(AssessmentKind.choices)),
    "standards.mark": Told(_("mark"), dict(Mark.choices)),
    "standards.met": Told(_("standards met")),
    "standards.not_met": Told(_("standards not met")),
    "standards.not_looked_at": Told(_("standards not looked at")),
    "standards.comment": Told(_("the comment"), dict(CommentState.choices)),
    "standards.aside": Told(_("why it was set aside"), dict(Aside.choices)),
}
SUBJECTS: dict[str, Words] = {
    "standards.assessment": _("assessment"),
    "standards.publiccomment": _("comment on an assessment"),
}

COMMENT_KINDS = {CommentState.NEW: "open", CommentState.READ: "verified", CommentState.ASIDE: "moved"}
MARK_KINDS = {Mark.MET: "verified", Mark.NOT_MET: "broken", Mark.NOT_LOOKED_AT: "unknown"}
COMPARED_KINDS = {
    Compared.SAME: "fine",
    Compared.WORSE: "raised",
    Compared.BETTER: "verified",
    Compared.UNKNOWN: "unknown",
}

LONGEST_COMMENT = 2000
LONGEST_ANSWER = 2000


def window_of(first: date | None, last: date | None, today: date) -> Window:
    """Whether comments are open on that day; both ends belong to it."""
    if first is None or last is None:
        return Window.NONE
    if today < first:
        return Window.BEFORE
    return Window.OPEN if today <= last else Window.OVER


def window_problem(first: date | None, last: date | None, contact: str) -> str:
    """Why a window cannot be opened so."""
    if (first is None) != (last is None):
        return gettext("Give both days between which people may comment, or neither.")
    if first and last and last < first:
        return gettext("The last day for comments comes after the first.")
    if first and not contact.strip():
        return gettext("Say how the assessors themselves can be reached: people may not want to tell the agency.")
    return ""


def comment_problem(window: Window, words: str, taken: int, ceiling: int) -> str:
    """Why a comment cannot be taken, with what to do instead. No address of anybody is needed to know it."""
    if window is not Window.OPEN:
        return gettext("Comments are not open now. The assessors can still be reached as this page says.")
    if not words.strip():
        return gettext("Write what the assessors should know.")
    if taken >= ceiling:
        return gettext("So many comments came in this hour. Try again in an hour, or write to the assessors.")
    return ""


def sort_problem(to: str, aside: str) -> str:
    """Why a comment cannot be sorted so: setting one aside needs a reason of the list, and nothing else has one."""
    if to == CommentState.NEW:
        return gettext("Say what becomes of it.")
    if to == CommentState.ASIDE and aside not in Aside.values:
        return gettext("Choose why it is set aside: the public reads how many were, and why.")
    return ""


def answer_problem(window: Window, words: str, waiting: int) -> str:
    """Why the agency cannot answer yet: it answers once, to all, when all were heard and read."""
    if window is not Window.OVER:
        return gettext("Answer when the days for comments are over.")
    if waiting:
        return gettext("Read each comment first: some still wait.")
    return "" if words.strip() else gettext("Write the answer.")


def mark_problem(mark: str, words: str) -> str:
    """A standard that is not met is told with words: without them nobody could mend it."""
    return gettext("Say what is missing.") if mark == Mark.NOT_MET and not words.strip() else ""


@dataclass(frozen=True, slots=True)
class Line:
    """What two assessments say of one standard, by its number."""

    number: str
    before: Mark
    after: Mark

    @property
    def compared(self) -> Compared:
        """What the later one says beside the earlier one."""
        if Mark.NOT_LOOKED_AT in (self.before, self.after):
            return Compared.UNKNOWN
        if self.before == self.after:
            return Compared.SAME
        return Compared.BETTER if self.after == Mark.MET else Compared.WORSE


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> list[Line]:
    """Every standard of either, in the order of the later one; what one did not have, it did not look at."""
    numbers = list(dict.fromkeys([*after, *before]))
    none = Mark.NOT_LOOKED_AT
    return [Line(one, Mark(before.get(one, none)), Mark(after.get(one, none))) for one in numbers]


def tally(marks: Mapping[str, str]) -> dict[str, int]:
    """How many standards have each mark."""
    return {str(mark): sum(one == mark for one in marks.values()) for mark in Mark}
