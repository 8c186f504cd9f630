"""Putting a draft to people: when it is open, how many comments an hour it takes, what becomes of each comment."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {
    "PolicyConsultation": Retention.PERMANENT,
    "ConsultationTheme": Retention.PERMANENT,
    "ConsultationComment": Retention.PERMANENT,
}
"""A comment carries no name and no address; once it is read, its words stay only as they are shown."""

VERBS: dict[str, Words] = {
    "policies.consult": _("put a draft to people"),
    "policies.comment": _("commented on a draft"),
    "policies.end_consultation": _("ended a consultation"),
    "policies.show_comment": _("showed a comment on a draft"),
    "policies.leave_out_comment": _("left out a comment on a draft"),
    "policies.add_theme": _("gave comments on a draft a theme"),
    "policies.sort_comment": _("put a comment under a theme"),
    "policies.answer_theme": _("answered what people said of a draft"),
}
DETAILS: dict[str, Told] = {
    "policies.until": Told(_("open until")),
    "policies.comment": Told(_("comment, by number")),
    "policies.theme": Told(_("theme")),
    "policies.taken_out": Told(_("words taken out")),
}
SUBJECTS: dict[str, Words] = {"policies.policyconsultation": _("consultation on a draft")}

LONGEST_COMMENT = 2_000
OUT = "[…]"
"""What stands where words of a comment are taken out."""
HOURLY = "hourly"


class CommentState(TextChoices):
    """What became of a comment."""

    HELD = "held", _("Waits to be read")
    SHOWN = "shown", _("Shown")
    LEFT_OUT = "left_out", _("Left out")


class LeftOut(TextChoices):
    """Why a comment is not shown; the number of those left out is public."""

    PERSON = "person", _("It tells of a private person")
    ABUSE = "abuse", _("It abuses somebody")
    ELSEWHERE = "elsewhere", _("It is about something else")
    ADVERT = "advert", _("It advertises something")


class Answer(TextChoices):
    """What the agency does with what people said."""

    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Partly accepted")
    NOT = "not", _("Not accepted")


def dates_problem(starts_on: date, ends_on: date, today: date) -> str:
    """Why it cannot be open for these days; "" where it can."""
    if starts_on < today:
        return gettext("Begin today or later.")
    if ends_on <= starts_on:
        return gettext("End at least a day after it begins.")
    return ""


def is_open(starts_on: date, ends_on: date, ended_on: date | None, today: date) -> bool:
    """Whether comments are taken: both days count, unless it was ended before."""
    return starts_on <= today <= ends_on and ended_on is None


def comment_problem(words: str) -> str:
    """Why these words cannot be taken; "" where they can."""
    if not words.strip():
        return gettext("Write what you think of the draft.")
    if len(words) > LONGEST_COMMENT:
        return gettext("Shorten this, please.")
    return ""


def shown_problem(original: str, shown: str) -> str:
    """What is shown of a comment may leave words out, each time marked […]; it never adds any, and no mark is idle."""
    if not shown.replace(OUT, "").strip():
        return gettext("Nothing is left of it: leave it out instead.")
    rest = _words(original)
    place = 0
    for word in shown.replace(OUT, " ").split():
        try:
            place = rest.index(word, place) + 1
        except ValueError:
            return gettext("Only take words out, and write […] for them. This was not in the comment: %(word)s") % {
                "word": word
            }
    if taken_out(original, shown) is not None:
        return ""
    if taken_out(original, shown, least=0) is not None:
        return gettext("A […] stands where nothing is taken out. Take it away.")
    return gettext("Something is taken out and no mark says where. Put […] there, or put the words back.")


def _words(text: str) -> list[str]:
    return text.replace(OUT, f" {OUT} ").split()


def taken_out(original: str, shown: str, *, least: int = 1) -> list[int] | None:
    """How many words each […] stands for, in their order; None where the two do not fit.

    Between two marks the words follow each other as they were written, from the first to the last, so that nothing is
    left out unseen. `least`: how many words a mark stands for at least.
    """
    words = _words(original)
    if _words(shown) == words:
        return []
    pieces: list[list[str]] = [[]]
    for word in _words(shown):
        if word != OUT:
            pieces[-1].append(word)
        elif len(pieces) == 1 or pieces[-1]:
            pieces.append([])
    first, *rest = pieces
    place, found = len(first), list[int]()
    if words[:place] != first or not rest:
        return None
    for number, piece in enumerate(rest, 1):
        last = len(words) - len(piece)
        starts = range(last if number == len(rest) else place + least, last + 1)
        start = next((at for at in starts if words[at : at + len(piece)] == piece), -1)
        if start < place + least:
            return None
        found.append(start - place)
        place = start + len(piece)
    return found
