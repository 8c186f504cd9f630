"""What an agency still has to set up, each step with its page: done, or what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging import queries as messaging
from commonbeat.ground.messaging.rules import Kind
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.records import queries as records
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit import words
from commonbeat.kit.pages import Page, Words
from commonbeat.measure.findings import queries as findings


@dataclass(frozen=True)
class Step:
    """One thing to set up: whether it is done, in words, and where (nowhere, if it is done on the server).

    What is not `needed` may wait: it is listed, and not counted.
    """

    title: Words
    url: str
    done: bool
    words: Words
    needed: bool = True


def _reach(agency: Agency) -> Step:
    told = " · ".join(part for part in (agency.phone, agency.email) if part)
    return Step(
        _("What the agency is called and how people reach it"),
        reverse("agency_change"),
        bool(told),
        told or _("Give a phone number or an email address: the page “Point out an issue” shows it."),
    )


def _ways(agency: Agency) -> Iterator[Step]:
    for way in messaging.ways(agency):
        mail, tried = way.kind == Kind.MAIL, way.gateway is not None and bool(way.gateway.test_passed)
        missing = _("Set how they leave, then send a test.") if way.gateway is None else _("Set, but not tried yet.")
        if way.gateway is None and not mail:
            missing = _("Nothing in this version needs texts.")
        yield Step(
            _("Mails leave") if mail else _("Texts leave"),
            reverse("messaging_overview"),
            tried,
            _("Set, and tried with success.") if tried else missing,
            needed=mail or way.gateway is not None,
        )


def _counted(agency: Agency) -> Iterator[Step]:
    staff = Staff.objects.filter(agency=agency, ended=None).count()
    yield Step(
        _("People"),
        reverse("staff_list"),
        staff > 1,
        _("%(number)s people have a place here.") % {"number": words.number(staff)}
        if staff > 1
        else _("Invite somebody, or load a list of your staff."),
    )
    areas = Neighborhood.objects.filter(agency=agency).count()
    yield Step(
        _("Neighborhoods"),
        reverse("place_list"),
        areas > 0,
        _("%(number)s neighborhoods.") % {"number": words.number(areas)}
        if areas
        else _("Load their names and how many people live there."),
    )
    rows = sum(records.live(agency, kind).count() for kind in records.MODELS)
    yield Step(
        _("Records"),
        reverse("import_list"),
        rows > 0,
        _("%(number)s records.") % {"number": words.number(rows)}
        if rows
        else _("Load a file of stops or of force. You see what it would do before it counts."),
    )


def _published(agency: Agency, actor: Actor) -> Step:
    run = next(iter(findings.published_runs(agency)), None)
    theirs = actor.may(Permission.PUBLISH_FIGURES, agency)
    missing = (
        _("Work them out, look at them, publish them.")
        if theirs
        else _("An analyst or the chief works them out and publishes them. Your roles do not: give somebody that role.")
    )
    return Step(
        _("Figures"),
        reverse("run_list" if theirs else "account_list"),
        run is not None,
        _("Figures are published.") if run else missing,
    )


def _backup(agency: Agency) -> Step:
    last = AuditEvent.objects.filter(verb="backup.make").order_by("-pk").first()
    return Step(
        _("A backup"),
        "",
        last is not None,
        _("The last one is of %(day)s.") % {"day": words.day(agency.day(last.at))}
        if last
        else _(
            "The worker makes one each night in %(folder)s on the server. Copy it, and apart from it the keys folder,"
            " to another machine."
        )
        % {"folder": settings.BACKUPS_DIR},
    )


def steps(agency: Agency, actor: Actor) -> list[Step]:
    """Every step, in the order in which an agency takes them; each leads where this person may go."""
    return [_reach(agency), *_ways(agency), *_counted(agency), _published(agency, actor), _backup(agency)]


def _progress(found: list[Step]) -> dict[str, int]:
    needed = [step for step in found if step.needed]
    return {"done": sum(step.done for step in needed), "needed": len(needed)}


def panel(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    """For the desk: what comes next in setting up; nothing once all of it is done."""
    found = steps(request.agency, request.user)  # type: ignore[attr-defined,arg-type]
    left = [step for step in found if step.needed and not step.done]
    return {"next": left[0], **_progress(found)} if left else None


class Setup(Page):
    """The list of steps, and the doors to every setting."""

    permission = Permission.MANAGE_AGENCY
    title = gettext_lazy("Settings")
    template_name = "web/setup.html"

    def context(self) -> dict[str, Any]:
        found = steps(self.agency, self.request.user)
        return {"steps": found, **_progress(found)}
