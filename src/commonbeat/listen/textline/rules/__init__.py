"""The words and laws of the text line: who is texted after a contact and who never is, and how long that is kept."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.listen.textline.rules.eligibility import (
    NEVER,
    PROGRAMMES,
    Facts,
    Limits,
    Listed,
    Outcome,
    Reason,
    Verdict,
    judged,
    listed_for,
    settled,
    survey_day,
)
from commonbeat.listen.textline.rules.replies import MOST_ISSUES, MOST_MISREAD, issue_in

RETENTION = {
    "TextRule": Retention.CONFIGURATION,
    "Decision": Retention.RECORDS,
    "Line": Retention.OPERATIONAL,
}

VERBS = {
    "textline.decide": _("decided which contacts are texted"),
    "textline.ask": _("asked people how a contact went, or found why not"),
    "textline.set_rule": _("said after which calls people are texted"),
    "textline.forget": _("forgot phones that nothing was heard of for long"),
}
"""How the trail tells of this app's actions. That somebody answered has no entry, on purpose."""

DETAILS = {
    "textline.looked_at": Told(_("contacts looked at")),
    "textline.updates": Told(_("updates sent")),
    "textline.surveys": Told(_("surveys sent")),
    "textline.refused": Told(_("not texted, with the reason")),
    "textline.waiting": Told(_("waiting")),
    "textline.pattern": Told(_("kind of call")),
    "textline.update": Told(_("update")),
    "textline.survey": Told(_("survey")),
    "textline.from": Told(_("from")),
    "textline.citation": Told(_("policy or decision")),
    "textline.phones": Told(_("phones")),
    "messaging.purpose": Told(
        words={
            "textline.update": _("an update after a contact"),
            "textline.survey": _("a survey after a contact"),
            "textline.reply": _("a reply to a text"),
        }
    ),
}
SUBJECTS = {
    "textline.textrule": _("rule on texts"),
    "contacts to text": _("contacts"),
    "phones": _("phones"),
}

__all__ = [
    "DETAILS",
    "MOST_ISSUES",
    "MOST_MISREAD",
    "NEVER",
    "PROGRAMMES",
    "RETENTION",
    "SUBJECTS",
    "VERBS",
    "Facts",
    "Limits",
    "Listed",
    "Outcome",
    "Reason",
    "Verdict",
    "issue_in",
    "judged",
    "listed_for",
    "settled",
    "survey_day",
]
