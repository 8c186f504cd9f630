"""The trail of who did what: reading it, checking it, taking a copy."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit import access, actions, exports, facts, queries
from commonbeat.ground.audit.forms import RootForm, TrailFilter
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.audit.rules import INSTALLATION
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import FormPage, Page
from commonbeat.kit.spaces import MAIN, SEALED, SPACES
from commonbeat.kit.tables import Cell, DataTable, Head

HEADS = (Head(_("Number")), Head(_("When")), Head(_("Who")), Head(_("Did what")), Head(_("To which")))


def _row(event: AuditEvent) -> tuple[str | Cell, ...]:
    number = words.number(event.sequence)
    return (
        Cell(number, small=_("installation")) if event.agency_id == INSTALLATION else number,
        words.moment(event.at),
        event.actor_label,
        Cell(queries.verb_words(event.verb), small=facts.details(event)),
        facts.subject(event),
    )


class AuditTrail(Page):
    """Who did what to which, when; newest first."""

    permission = Permission.SEE_AUDIT
    title = _("The trail: who did what")
    template_name = "audit/trail.html"

    def context(self) -> dict[str, Any]:
        numbers = access.chains(self.request.user, self.agency)
        form = TrailFilter(self.request.GET)
        asked = dict(form.cleaned_data) if form.is_valid() else {}
        space = asked.pop("space", "") or MAIN
        before = self.request.GET.get("before", "")
        found = queries.page_of(
            queries.narrowed(access.visible(self.request.user, self.agency, using=space), queries.Asked(**asked)),
            before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else 0,
        )
        kept = {name: self.request.GET[name] for name in form.fields if self.request.GET.get(name)}
        return {
            "form": form,
            "table": DataTable(
                caption=_("Entries of the trail, the latest first"),
                columns=HEADS,
                rows=tuple(_row(event) for event in found.events),
            ),
            "older": f"?{urlencode({**kept, 'before': found.older})}" if found.older else "",
            "newest": f"?{urlencode(kept)}" if before else "",
            "alarm": queries.alarm(numbers),
        }


class AuditCheck(FormPage):
    """Is the trail whole? And does it still hold the root that somebody kept elsewhere?"""

    permission = Permission.SEE_AUDIT
    title = _("Is the trail whole?")
    template_name = "audit/check.html"
    form_class = RootForm

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": AuditTrail.title, "url": reverse("audit_trail")}, {"label": self.title}]

    def form_kwargs(self) -> dict[str, Any]:
        return {"chains": access.chains(self.request.user, self.agency)}

    def context(self) -> dict[str, Any]:
        whole = "all" in self.request.GET
        numbers = access.chains(self.request.user, self.agency)
        return {
            "checks": queries.check_all(numbers, whole=whole),
            "sealed": SEALED,
            "installation": INSTALLATION,
            "alarm": queries.alarm(numbers),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Nothing is written: the answer stands on the same page."""
        form = self.form()
        if not form.is_valid():
            return self.render(form=form, status=422)
        root = form.cleaned_data["root"]
        holds = any(queries.contains(root, using=space) for space in SPACES)
        return self.render(form=form, asked=root, holds=holds)


class AuditExport(Page):
    """A copy of the chain, to be checked elsewhere. Taking it is itself an entry."""

    permission = Permission.SEE_AUDIT
    http_method_names = ["post", "options"]
    title = _("A copy of the trail")

    def after_sign_in(self) -> str:
        return reverse("audit_check")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """JSON lines, as they are read from the database."""
        whole = INSTALLATION in access.chains(self.request.user, self.agency)
        installation = whole and request.POST.get("chain") == str(INSTALLATION)
        actions.export(agency=None if installation else self.agency, actor=self.request.user)
        number = INSTALLATION if installation else self.agency.pk
        space = SEALED if request.POST.get("space") == SEALED else MAIN
        lines = exports.lines(number, using=space)
        response = StreamingHttpResponse(lines, content_type="application/x-ndjson")
        name = f"trail-{number}" if space == MAIN else f"trail-{space}-{number}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.jsonl"'
        return response


def alarm_panel(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    """For the desk: that the trail was found altered; nothing where it was not."""
    numbers = access.chains(request.user, request.agency)  # type: ignore[arg-type,attr-defined]
    failed = queries.alarm(numbers)
    return {"alarm": failed} if failed else None
