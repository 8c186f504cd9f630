"""The signed-in home: the Monday list of what waits, late first, then what this person may open."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commonbeat.act.grants import queries as grants
from commonbeat.act.policies import queries as policies
from commonbeat.act.policies.queries import attestations as readings
from commonbeat.act.policies.queries import interventions
from commonbeat.act.policies.queries import training_gaps as training
from commonbeat.act.promises import queries as promises
from commonbeat.act.recognition import queries as recognition
from commonbeat.act.standards.queries import assessments, self_review
from commonbeat.act.standards.queries import proofs as standards
from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.library import queries as library
from commonbeat.ground.messaging import queries as messaging
from commonbeat.ground.records import queries as records
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit import words
from commonbeat.kit.pages import Page
from commonbeat.kit.tasks import Waiting, ordered
from commonbeat.listen.reports import queries as reports
from commonbeat.listen.surveys import queries as surveys
from commonbeat.listen.textline import queries as textline
from commonbeat.measure.findings import queries as findings
from commonbeat.show.portal.queries import keeping
from commonbeat.web import nav, panels

SOURCES: tuple[Callable[[Actor, Any], Sequence[Waiting]], ...] = (
    reports.waiting_for,
    promises.waiting_for,
    policies.waiting_for,
    readings.waiting_for,
    interventions.waiting_for,
    training.waiting_for,
    textline.waiting_for,
    recognition.waiting_for,
    standards.waiting_for,
    assessments.waiting_for,
    surveys.waiting_for,
    messaging.waiting_for,
    agencies.waiting_for,
    findings.waiting_for,
    records.waiting_for,
    library.waiting_for,
    keeping.waiting_for,
    self_review.waiting_for,
    grants.waiting_for,
)
"""Every room whose work waits for people: each says what waits for this one."""

BEHIND = {
    "concern_list": _("What people pointed out, who answers in writing and by when."),
    "record_overview": _("How many stops and uses of force are on record, and what is missing in them."),
    "import_list": _("Load a file of records, look at it first, see every row that was refused and why."),
    "survey_overview": _("What surveys ask and why, whom they ask, how many answered."),
    "run_list": _("Work out figures, check what they would give away, publish them."),
    "promise_list": _("What was promised, by whom, for when; what is late, and what the person promised says."),
    "resource_list": _("What is worth reading: add and rate resources, answer wishes, see which links died."),
    "policy_desk": _("The rules that apply to you, a search, a copy for when there is no network."),
    "praise_own": _("What people let us tell you about your work; keep it in your file, or hide it."),
    "training_own": _("What training is asked of you, where you stand, and what you completed."),
    "accreditation_programs": _(
        "What the agency is accredited for, which standards it keeps, what proves them, the gaps."
    ),
    "place_list": _("Neighborhoods, their shapes, and how many people live there."),
    "staff_list": _("Who works here, what each may do; invite people and end accounts."),
    "setup": _("Name, phone, languages, mail, text messages and dated thresholds."),
    "job_list": _("What the system did by itself, what waits, what failed."),
    "audit_trail": _("Who did what, when; and the proof that nobody changed it since."),
}
"""One line on what is behind each door of the menu, by URL name."""

MORE = [
    (
        "attest_list",
        _("Policies to sign"),
        Permission.READ_POLICIES,
        _("What waits to be read and signed, and what you have signed."),
    ),
    (
        "reading",
        _("Who has read what"),
        Permission.SEE_READING,
        _("How far people are with the policies that they were asked to sign; who is late."),
    ),
    (
        "round_list",
        _("Put policies before people"),
        Permission.WRITE_POLICIES,
        _("Write the questions on a policy, and ask people to read and sign it."),
    ),
    (
        "deviation_list",
        _("Deviations from policy"),
        Permission.NOTE_DEVIATIONS,
        _("Where a policy was not kept, what came of it, and what followed."),
    ),
    (
        "action_kinds",
        _("Kinds of corrective action"),
        Permission.APPROVE_POLICIES,
        _("What may follow from a deviation besides coaching, training and a written notice."),
    ),
    (
        "conduct_own",
        _("Notes about your own conduct"),
        Permission.READ_POLICIES,
        _("What was written down about you, and your answer."),
    ),
    (
        "intervention_new",
        _("Report that somebody had to step in"),
        Permission.REPORT_INTERVENTION,
        _("By a protected route that your own supervisors never see."),
    ),
    (
        "intervention_list",
        _("Reports of stepping in"),
        Permission.SEE_INTERVENTIONS,
        _("What was sent to you by the protected route."),
    ),
    (
        "requirement_list",
        _("Who needs which training"),
        Permission.MANAGE_TRAINING,
        _("Say what is asked of whom, from which day and by which law."),
    ),
    (
        "training_session_list",
        _("Training sessions"),
        Permission.MANAGE_TRAINING,
        _("Plan sessions, sign people up, record who completed them."),
    ),
    (
        "training_people",
        _("Read, understood, trained"),
        Permission.SEE_READING,
        _("Where the people whom you supervise stand, policy by policy."),
    ),
    (
        "praise_waiting",
        _("Comments to read"),
        Permission.REDACT_PRAISE,
        _("What people wrote about officers: take out who wrote, pass on what is praise."),
    ),
    (
        "release_list",
        _("Files for the public"),
        Permission.PUBLISH_FIGURES,
        _("Which files can be downloaded; release new ones, withdraw one and say why."),
    ),
    (
        "inventory",
        _("What we collect"),
        Permission.ANSWER_INVENTORY,
        _("Say what the agency does and does not write down; the public reads it."),
    ),
    (
        "picture_list",
        _("The agency's seal"),
        Permission.MANAGE_AGENCY,
        _("The picture beside the agency's name, and the words for people who cannot see it."),
    ),
    (
        "policy_work",
        _("Work on policies"),
        Permission.WRITE_POLICIES,
        _("Write policies, put drafts to people, answer what they say, look at them again."),
    ),
    (
        "page_list",
        _("Who keeps each page"),
        Permission.MANAGE_PAGES,
        _("An owner and a day for each public page; what is stale, which links do not answer."),
    ),
    (
        "faq_list",
        _("Questions and answers"),
        Permission.MANAGE_PAGES,
        _("Answer what people ask often and say what a figure means; see what helped."),
    ),
    (
        "technology_list",
        _("Technology in use"),
        Permission.MANAGE_PAGES,
        _("The public list of tools that work with data about people, and their reviews."),
    ),
    (
        "help_list",
        _("Ask for help"),
        Permission.ASK_FOR_HELP,
        _("Ask your state, a network or a peer; read what they answered."),
    ),
    (
        "help_inbox",
        _("Agencies that ask for help"),
        Permission.ANSWER_HELP,
        _("Requests that are addressed to you: take them on, answer, or say why not."),
    ),
    (
        "peer_list",
        _("Peers"),
        Permission.MANAGE_LIBRARY,
        _("Agencies to learn from, their networks and practices; your own practices for others."),
    ),
    (
        "outbox",
        _("What goes out"),
        Permission.PAUSE_SENDING,
        _("Mails and texts that wait, were refused or may not have left; pause them all."),
    ),
    (
        "texts",
        _("Texts after a contact"),
        Permission.MANAGE_TEXTS,
        _("After which calls people are texted, who was not, and why."),
    ),
    (
        "self_review_list",
        _("Self-review"),
        Permission.READ_SELF_REVIEW,
        _("What is in place here as each role sees it; yours to answer, and what is shared with you."),
    ),
    (
        "proof_own",
        _("Proofs that you are asked for"),
        Permission.GIVE_PROOF,
        _("What shows that the agency keeps its standards: hand it in, read what was sent back."),
    ),
    (
        "mandate_list",
        _("Decrees and mandates"),
        Permission.SEE_STANDARDS,
        _("What courts, laws and settlements demand, what shows it, what those who watch it found."),
    ),
    (
        "role_list",
        _("Roles"),
        Permission.MANAGE_STAFF,
        _("Every role and what it may do, on one page."),
    ),
]
"""Doors that the menu has no room for: URL name, label, permission, what is behind."""


class Desk(Page):
    """Where staff start: what waits for them, the panels of their rooms, and the doors that their roles open."""

    permission = Permission.SEE_DESK
    title = _("Your desk")
    template_name = "web/desk.html"

    def context(self) -> dict[str, Any]:
        doors = [entry for entry in nav.entries(self.request, staff=True) if entry["name"] in BEHIND]
        known = [{**entry, "words": BEHIND[entry["name"]]} for entry in doors]
        today = self.agency.day()
        waiting = ordered((one for source in SOURCES for one in source(self.request.user, self.agency)), today)
        return {
            "today": words.weekday(today),
            "summary": _summary(waiting, today),
            "tasks": [_task(one, today) for one in waiting],
            "thanks": panels.for_page("thanks", self.request),
            "panels": panels.for_page("desk", self.request),
            "doors": known + self._more(),
        }

    def _more(self) -> list[dict[str, Any]]:
        user, agency = self.request.user, self.agency
        return [
            {"url": reverse(name), "label": label, "words": behind}
            for name, label, permission, behind in MORE
            if user.may(permission, agency)
        ]


def _summary(waiting: list[Waiting], today: date) -> str:
    """One or two sentences: "Seven things wait for you. Two are late."; "" where nothing waits."""
    if not waiting:
        return ""
    late = sum(one.days_late(today) > 0 for one in waiting)
    many = ngettext("%(count)s thing waits for you.", "%(count)s things wait for you.", len(waiting))
    said = [many % {"count": words.spelled(len(waiting))}]
    if late:
        behind = ngettext("%(count)s is late.", "%(count)s are late.", late)
        said.append(behind % {"count": words.spelled(late)})
    return " ".join(one[0].upper() + one[1:] for one in said)


def _task(one: Waiting, today: date) -> dict[str, Any]:
    """One line as the page draws it: when, what, and the next step."""
    days = one.days_late(today)
    if days:
        when = words.late(days)
    elif one.due == today:
        when = gettext("Today")
    else:
        when = words.short_day(one.due) if one.due else gettext("No date")
    return {
        "when": when,
        "late": days > 0,
        "title": one.title,
        "url": reverse(one.address, args=one.arguments),
        "next": one.next_step,
    }
