"""The words and laws of messaging: gateways, the life of a message, how long a text is, what a reply means."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.ground.messaging.rules.gateways import (
    BACKENDS,
    LOOKS_UP,
    LOOPBACK,
    TWILIO,
    Backend,
    Security,
    full_number,
    problems,
    signature_holds,
    twilio_signature,
)
from commonbeat.ground.messaging.rules.outbox import (
    CLAIMED,
    ENDED,
    HOLDS,
    LEASE,
    MESSAGE_MOVES,
    MOST_ATTEMPTS,
    OPTED_OUT,
    STATUSES,
    TEXT_PLACES,
    Haste,
    Kind,
    Outcome,
    Programme,
    State,
    after,
    may_repeat,
    opening,
    without_recipients,
)
from commonbeat.ground.messaging.rules.replies import Meant, Received, Word, meaning
from commonbeat.ground.messaging.rules.segments import Segments, segments
from commonbeat.kit.retention import Retention

RETENTION = {
    "Gateway": Retention.CONFIGURATION,
    "Message": Retention.OPERATIONAL,
    "Receipt": Retention.OPERATIONAL,
    "Inbound": Retention.OPERATIONAL,
    "Consent": Retention.PERMANENT,
    "Pause": Retention.CONFIGURATION,
}

VERBS = {
    "messaging.set_gateway": _("set how messages leave"),
    "messaging.send_test": _("sent a test message"),
    "messaging.queue_mail": _("put a mail in the queue"),
    "messaging.queue_text": _("put a text in the queue"),
    "messaging.send": _("handed a message to its gateway, or was refused"),
    "messaging.receipt": _("heard from the gateway what became of a message"),
    "messaging.send_again": _("sent a message again that may have left already"),
    "messaging.leave": _("left a message alone that may have left already"),
    "messaging.opt_out": _("texts no more, as asked"),
    "messaging.opt_in": _("texts again, as asked"),
    "messaging.pause": _("paused all that goes out"),
    "messaging.resume": _("ended the pause of all that goes out"),
}
"""How the trail tells of this app's actions."""

DETAILS = {
    "messaging.kind": Told(_("what is sent"), dict(Kind.choices)),
    "messaging.backend": Told(_("carried by"), dict(Backend.choices)),
    "messaging.host": Told(_("mail server")),
    "messaging.port": Told(_("port")),
    "messaging.security": Told(_("encryption"), dict(Security.choices)),
    "messaging.username": Told(_("user name")),
    "messaging.account": Told(_("account")),
    "messaging.sender": Told(_("sent from")),
    "messaging.address": Told(_("address of the gateway")),
    "messaging.callback": Told(_("address at which the gateway tells more")),
    "messaging.secret": Told(_("password or token"), {"changed": _("changed"), "kept": _("kept as it was")}),
    "messaging.accepted": Told(_("taken by the gateway")),
    "messaging.answer": Told(_("the gateway's answer"), {OPTED_OUT: _("this person asked for no such texts")}),
    "messaging.purpose": Told(_("what about")),
    "messaging.programme": Told(_("which messages"), {**dict(Programme.choices), "all": _("all")}),
    "messaging.state": Told(_("what became of it"), dict(State.choices)),
    "messaging.status": Told(_("the gateway's word")),
    "messaging.code": Told(_("the gateway's code")),
    "messaging.reason": Told(_("why")),
    "messaging.until": Told(_("until")),
    "agency.messages": Told(_("messages")),
    "agency.inbound": Told(_("notes that a text came in")),
}
SUBJECTS = {
    "messaging.gateway": _("gateway"),
    "messaging.message": _("message"),
    "messaging.consent": _("a wish about texts"),
    "messaging.pause": _("pause"),
    **dict(Kind.choices),
}

__all__ = [
    "BACKENDS",
    "CLAIMED",
    "DETAILS",
    "ENDED",
    "HOLDS",
    "LEASE",
    "LOOKS_UP",
    "LOOPBACK",
    "MESSAGE_MOVES",
    "MOST_ATTEMPTS",
    "OPTED_OUT",
    "RETENTION",
    "STATUSES",
    "SUBJECTS",
    "TEXT_PLACES",
    "TWILIO",
    "VERBS",
    "Backend",
    "Haste",
    "Kind",
    "Meant",
    "Outcome",
    "Programme",
    "Received",
    "Security",
    "Segments",
    "State",
    "Word",
    "after",
    "full_number",
    "may_repeat",
    "meaning",
    "opening",
    "problems",
    "segments",
    "signature_holds",
    "twilio_signature",
    "without_recipients",
]
