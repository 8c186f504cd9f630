"""The signed-in home: the Monday list of what waits, late first, then what this person may open."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commonbeat.act.grants import queries as grants
from commonbeat.act.promises import queries as promises
from commonbeat.act.recognition import queries as recognition
from commonbeat.ground.agency import queries as agencies
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
    textline.waiting_for,
    recognition.waiting_for,
    surveys.waiting_for,
    messaging.waiting_for,
    agencies.waiting_for,
    findings.waiting_for,
    records.waiting_for,
    keeping.waiting_for,
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
    "praise_own": _("What people let us tell you about your work; keep it in your file, or hide it."),
    "place_list": _("Neighborhoods, their shapes, and how many people live there."),
    "staff_list": _("Who works here, what each may do; invite people and end accounts."),
    "setup": _("Name, phone, languages, mail, text messages and dated thresholds."),
    "job_list": _("What the system did by itself, what waits, what failed."),
    "audit_trail": _("Who did what, when; and the proof that nobody changed it since."),
}
"""One line on what is behind each door of the menu, by URL name."""

MORE = [
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
