"""The life of a request for help: open, accepted, answered, closed; or declined, or withdrawn; and who may move it."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention

RETENTION = {"AssistanceRequest": Retention.PERMANENT, "AssistanceMessage": Retention.PERMANENT}
"""What an agency asked and what it was told is part of its record."""
VERBS = {
    "grants.ask": _("asked for help"),
    "grants.accept": _("took on a request for help"),
    "grants.decline": _("declined a request for help"),
    "grants.answer": _("wrote in a request for help, as the one asked"),
    "grants.add": _("wrote in a request for help, as the one who asked"),
    "grants.close": _("closed a request for help"),
    "grants.withdraw": _("took back a request for help"),
}


class HelpState(TextChoices):
    """Where a request stands."""

    OPEN = "open", _("Waiting for somebody to take it on")
    ACCEPTED = "accepted", _("Taken on")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


DETAILS = {
    "grants.number": Told(_("request")),
    "grants.state": Told(_("it stands now"), dict(HelpState.choices)),
    "grants.asked_by": Told(_("agency that asked")),
}
SUBJECTS = {"grants.assistancerequest": _("request for help")}

SHAPES = {
    HelpState.OPEN: "open",
    HelpState.ACCEPTED: "reported",
    HelpState.ANSWERED: "fine",
    HelpState.CLOSED: "verified",
    HelpState.DECLINED: "broken",
    HelpState.WITHDRAWN: "unknown",
}
"""The shape that stands beside each state's word."""

ASKER, ASKED = True, False
"""The two sides of a request."""

MOVES: dict[HelpState, dict[HelpState, frozenset[bool]]] = {
    HelpState.OPEN: {
        HelpState.ACCEPTED: frozenset({ASKED}),
        HelpState.DECLINED: frozenset({ASKED}),
        HelpState.WITHDRAWN: frozenset({ASKER}),
    },
    HelpState.ACCEPTED: {
        HelpState.ANSWERED: frozenset({ASKED}),
        HelpState.DECLINED: frozenset({ASKED}),
        HelpState.WITHDRAWN: frozenset({ASKER}),
    },
    HelpState.ANSWERED: {
        HelpState.ACCEPTED: frozenset({ASKER}),
        HelpState.CLOSED: frozenset({ASKER}),
    },
    HelpState.CLOSED: {},
    HelpState.DECLINED: {},
    HelpState.WITHDRAWN: {},
}
"""From where to where, and which side may: whoever asked says when it is enough, and asking again opens it again."""

UNDER_WAY = frozenset({HelpState.OPEN, HelpState.ACCEPTED, HelpState.ANSWERED})


def may_move(state: str, to: HelpState, side: bool) -> bool:
    """Whether that side may take a request from there to there."""
    return side in MOVES[HelpState(state)].get(to, frozenset())


def move_problem(state: str, to: HelpState, side: bool) -> str:
    """Why it may not, in words; "" where it may."""
    if may_move(state, to, side):
        return ""
    told = {"now": HelpState(state).label, "then": to.label}
    return gettext("This request is: %(now)s. You cannot make it: %(then)s.") % told


def after_message(state: str, side: bool, *, answers: bool) -> HelpState:
    """Where a request stands after a message: an answer answers it, and asking again opens it again."""
    now = HelpState(state)
    if side == ASKED and answers and now == HelpState.ACCEPTED:
        return HelpState.ANSWERED
    return HelpState.ACCEPTED if side == ASKER and now == HelpState.ANSWERED else now


def message_problem(state: str, side: bool) -> str:
    """Why nothing can be written now; "" where it can."""
    if state not in UNDER_WAY:
        return gettext("This request has come to its end. Begin a new one.")
    if side == ASKED and state == HelpState.OPEN:
        return gettext("Take it on first, then write.")
    return ""
