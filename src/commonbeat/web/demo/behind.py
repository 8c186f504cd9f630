"""What happened behind one of the demonstration's phones, told from the rows that it left, step by step.

Nobody but whoever holds a phone can look into its survey; this page holds the phone, so it can. The steps read what is
there: contact, decisions, messages, wishes, the invitation, the sealed store, concerns, and the trail.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import queries as messaging
from commonbeat.ground.messaging import simulator
from commonbeat.ground.messaging.models import Consent, Message
from commonbeat.ground.messaging.rules import Programme, Word, meaning
from commonbeat.ground.messaging.simulator import Text
from commonbeat.ground.records.models import ContactEvent
from commonbeat.ground.records.rules import ContactFlag
from commonbeat.kit import words
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.surveys import queries as surveys
from commonbeat.listen.surveys.keys import token_for
from commonbeat.listen.surveys.models import Invitation
from commonbeat.listen.surveys.rules import Link
from commonbeat.listen.surveys.rules.questions import Question
from commonbeat.listen.surveys.rules.replies import language_asked, understood
from commonbeat.listen.textline import queries as textline
from commonbeat.listen.textline.models import Decision
from commonbeat.listen.textline.rules import Outcome, issue_in
from commonbeat.web.demo.phones import NamedPhone

ADDRESS = re.compile(r"(https?://\S+)")
CONCERN = re.compile(r"\bC-(\d+)")
ENTRIES = 40


@dataclass(slots=True)
class Step:
    """One thing that the system did: what it was, told in a few sentences."""

    title: str
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text on the phone: its words, cut where a link stands, whose it is, and the step that tells of it."""

    parts: Sequence[tuple[str, str]]
    mine: bool
    at: object
    step: int
    new: bool
    """Whether another step begins with it."""


@dataclass(frozen=True, slots=True)
class Story:
    """Both sides of a phone, and the entries of the trail that its texts left behind."""

    bubbles: Sequence[Bubble]
    steps: Sequence[Step]
    entries: Sequence[AuditEvent]


def story(agency: Agency, phone: NamedPhone) -> Story:
    """What stands on the phone and what happened behind it."""
    return _Telling(agency, phone).whole()


class _Telling:
    """Reads the rows of one phone, then tells them in the order of its texts."""

    def __init__(self, agency: Agency, phone: NamedPhone) -> None:
        self.agency, self.phone = agency, phone
        self.texts = simulator.conversation(phone.number)
        references = [UUID(text.reference) for text in self.texts if not text.mine]
        self.messages = {
            str(row.reference): row for row in Message.objects.filter(agency=agency, reference__in=references)
        }
        self.contact = ContactEvent.objects.live().filter(agency=agency, source_key=phone.key).first()
        self.decisions = textline.decisions_on(self.contact) if self.contact else {}
        self.invitation = self._invitation()
        self.questions: tuple[Question, ...] = (
            surveys.questions(self.invitation.campaign.instrument) if self.invitation else ()
        )
        self.concerns: list[Concern] = []
        self.steps: list[Step] = []
        self.answered = 0
        self.open = False
        """Whether the survey stood open when the text in hand was written: asked, and not stopped."""

    def _invitation(self) -> Invitation | None:
        if self.contact is None:
            return None
        rows = Invitation.objects.filter(agency=self.agency, contact_reference=self.contact.reference)
        return rows.select_related("campaign__instrument").first()

    def whole(self) -> Story:
        """All of it."""
        self._came_in()
        by_message: dict[str, int] = {}
        for decision in self.decisions.values():
            self.steps.append(self._decided(decision))
            if decision.message:
                by_message[str(decision.message)] = len(self.steps)
        bubbles: list[Bubble] = []
        for place, text in enumerate(self.texts):
            if text.mine:
                self.steps.append(self._heard(text, self.texts[place + 1 :]))
            elif text.reference in by_message:
                self.open = self.open or text.reference == self._survey_message()
            elif text.reference in self.messages:
                self.steps[-1].said.append(_sent(self.messages[text.reference]))
            step = by_message.get(text.reference, len(self.steps))
            new = not bubbles or bubbles[-1].step != step
            bubbles.append(Bubble(_parts(text.body), text.mine, text.at, step, new))
        if self.answered:
            self.steps.append(self._sealed())
        return Story(bubbles, self.steps, self._entries())

    def _survey_message(self) -> str:
        row = self.decisions.get(Programme.SURVEYS)
        return str(row.message) if row else ""

    def _came_in(self) -> None:
        row = self.contact
        if row is None:
            return
        facts = {"call": row.call_type, "day": words.day(row.local_date), "role": row.get_person_role_display()}
        said = [_("%(call)s, %(day)s. In the file: %(role)s.") % facts]
        if row.flags:
            flags = words.listing([str(ContactFlag(flag).label) for flag in row.flags])
            said.append(_("The call asks for care: %(flags)s.") % {"flags": flags})
        said.append(_("The phone number: %(state)s.") % {"state": row.get_number_state_display()})
        self.steps.append(Step(_("A call came in with the agency’s file"), said))

    def _decided(self, row: Decision) -> Step:
        update = row.programme == Programme.UPDATES
        if row.outcome == Outcome.REFUSED:
            title = _("Sent no update") if update else _("Did not ask how it went")
            return Step(title, [f"{row.get_reason_display()}."])
        if row.outcome == Outcome.WAITING:
            title = _("An update waits") if update else _("The survey waits for its hour")
            return Step(title, [f"{row.get_reason_display()}."])
        step = Step(_("Sent an update by itself") if update else _("Chose this call for the survey"))
        if row.rule:
            named = {"pattern": row.rule.pattern, "number": row.rule_id, "citation": row.rule.citation}
            step.said.append(_("Rule %(number)s allows it after “%(pattern)s” (%(citation)s).") % named)
        if not update:
            apart = textline.terms(self.agency).limits.apart.days
            checked = _(
                "Not suspect, arrested, witness or under 18; no call that asks for care; no STOP; not asked in "
                "%(days)s days."
            )
            step.said.append(checked % {"days": apart})
        message = self.messages.get(str(row.message))
        if message is not None:
            step.said.append(_sent(message))
        return step

    def _heard(self, text: Text, after: Sequence[Text]) -> Step:
        """What the system took a text for."""
        meant = meaning(text.body)
        if meant.word == Word.STOP:
            self.open = False
            return Step(_("Stopped at once"), [self._wish()])
        if meant.word == Word.START and not meant.perhaps:
            self.open = self._survey_message() in {one.reference for one in self.texts}
            return Step(_("Began again at once"), [self._wish()])
        if meant.word == Word.HELP:
            return Step(_("Said who writes and how to stop"))
        if language_asked(text.body):
            return Step(_("Changed the language"), [_("It is remembered for this phone, under a keyed code.")])
        if issue_in(text.body) and (concern := self._concern(after)):
            return Step(_("Opened a concern"), self._told(concern))
        step = self._read(text)
        if CONCERN.search(_first_reply(after)) and (concern := self._concern(after)):
            step.said += self._told(concern)
        return step

    def _read(self, text: Text) -> Step:
        """A text as the answer to the question that stood open, by the same rule as when it came."""
        question = self.questions[self.answered] if self.open and self.answered < len(self.questions) else None
        if question is None:
            return Step(_("Kept nothing of it"), [_("No thread is open for these words, and nobody reads texts here.")])
        reply = understood(text.body, question)
        if reply.code is None:
            return Step(_("Could not read an answer in it"), [_("It asked again, and kept nothing of the words.")])
        self.answered += 1
        said = {"text": text.body[:80], "answer": question.label(reply.code, words.language())}
        step = Step(_("Counted an answer"), [_("“%(text)s” means: %(answer)s.") % said])
        if self.answered == 1:
            step.said.append(_("If nothing else comes, this still counts."))
        return step

    def _wish(self) -> str:
        prints = messaging.fingerprint_of(self.phone.number)
        row = Consent.objects.filter(agency=self.agency, fingerprint=prints).first()
        if row is None:
            return _("Nothing is kept of it.")
        facts = {"time": words.moment(row.changed_at), "code": prints[:6]}
        if row.allowed:
            return _("Texts again, since %(time)s. Kept under the code %(code)s…, not the number.") % facts
        return _("No texts, since %(time)s. Kept under the code %(code)s…, not the number.") % facts

    def _concern(self, after: Sequence[Text]) -> Concern | None:
        """The concern that the reply names."""
        found = CONCERN.search(_first_reply(after))
        row = Concern.objects.filter(agency=self.agency, number=int(found[1])).first() if found else None
        if row is not None:
            self.concerns.append(row)
        return row

    def _told(self, row: Concern) -> list[str]:
        facts = {"reference": row.reference, "due": words.day(row.due), "owner": row.owner_words}
        said = [_("%(reference)s is due %(due)s.") % facts]
        if row.owner_words:
            said.append(_("%(owner)s answers it and sees it on the desk.") % facts)
        if row.contact:
            said.append(_("The number lies sealed with it, for the answer alone, until some time after it is closed."))
        return said

    def _sealed(self) -> Step:
        """What the survey store holds now, as only this phone's own link can open it."""
        step = Step(_("What the survey store knows now"))
        if self.invitation is None or not self.invitation.nonce:
            return step
        token = token_for(self.phone.number, self.invitation.nonce)
        found = surveys.survey(self.agency, token, self.agency.day())
        if found.link is Link.OPEN and found.given is not None:
            facts = {"answered": len(found.given.answers), "questions": len(self.questions)}
            step.said.append(
                _("One sealed box, that only this phone or its link opens: %(answered)s of %(questions)s answered.")
                % facts
            )
        else:
            count = surveys.waiting_count(self.agency)
            waiting = ngettext("%(count)s box waits", "%(count)s boxes wait", count) % {"count": count}
            step.said.append(
                _(
                    "The link is used up. %(waiting)s there, without phones; five or more that look alike are written "
                    "together, in random order."
                )
                % {"waiting": waiting}
            )
        step.said.append(_("The trail has no entry that this phone answered, on purpose."))
        return step

    def _entries(self) -> list[AuditEvent]:
        """The trail of what this phone's rows tell: they are found here because the phone itself names its texts."""
        numbers = [str(row.pk) for row in self.messages.values()]
        found = Q(subject_type="messaging.message", subject_id__in=numbers)
        prints = messaging.fingerprint_of(self.phone.number)
        wishes = [str(row.pk) for row in Consent.objects.filter(agency=self.agency, fingerprint=prints)]
        found |= Q(subject_type="messaging.consent", subject_id__in=wishes)
        found |= Q(subject_type="reports.concern", subject_id__in=[str(row.pk) for row in self.concerns])
        if self.invitation is not None:
            found |= Q(subject_type="surveys.invitation", subject_id=str(self.invitation.pk))
        return list(AuditEvent.objects.of(self.agency.pk).filter(found).order_by("-pk")[:ENTRIES])


def _first_reply(after: Sequence[Text]) -> str:
    return next((text.body for text in after if not text.mine), "")


def _sent(row: Message) -> str:
    """What the outbox knows of a message: its state, what it cost, and that nothing of its words is left."""
    count = row.segments or 1
    facts = {"state": row.get_state_display(), "segments": ngettext("%s segment", "%s segments", count) % count}
    if row.body or row.recipient:
        return _("The outbox: %(state)s, %(segments)s; number and words lie sealed until it has left.") % facts
    return _("The outbox: %(state)s, %(segments)s; it keeps neither the number nor the words.") % facts


def _parts(body: str) -> list[tuple[str, str]]:
    """The words of a text, its links to our own pages made such that they open on whatever port this site answers."""
    return [(part, _path(part) if place % 2 else "") for place, part in enumerate(ADDRESS.split(body)) if part]


def _path(address: str) -> str:
    return urlsplit(address).path or "/"
