"""What an upper app shows inside a lower page: each page's panels, in their order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from commonbeat.act.recognition.views import thanks
from commonbeat.act.standards.views import self_review_shown as self_reviews
from commonbeat.act.standards.views import self_review_turns
from commonbeat.ground.audit import views as audit
from commonbeat.ground.messaging.views import outbox
from commonbeat.ground.roles import Permission
from commonbeat.ground.work import views as work
from commonbeat.show.opendata import views as opendata
from commonbeat.show.portal.views import faq
from commonbeat.show.portal.views import public as portal
from commonbeat.web import setting_up


@dataclass(frozen=True)
class Panel:
    """A small permissioned view: `context` gives what its template shows, or None to stay away."""

    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]
    permission: str | None = None


PANELS: dict[str, list[Panel]] = {
    "desk": [
        Panel("messaging/pause_panel.html", outbox.pause_panel, Permission.SEE_DESK),
        Panel("audit/alarm_panel.html", audit.alarm_panel, Permission.SEE_AUDIT),
        Panel("standards/panels/altered.html", self_review_turns.altered_panel, Permission.SEE_AUDIT),
        Panel("work/failed_panel.html", work.failed_panel, Permission.SEE_JOBS),
        Panel("opendata/waiting_panel.html", opendata.waiting_panel, Permission.PUBLISH_FIGURES),
        Panel("web/setup_panel.html", setting_up.panel, Permission.MANAGE_AGENCY),
    ],
    "thanks": [Panel("recognition/desk_panel.html", thanks.desk_panel, Permission.SEE_OWN_PRAISE)],
    "measure": [Panel("portal/panels/questions.html", faq.measure_panel)],
    "promise": [Panel("standards/panels/promise.html", self_reviews.promise_panel)],
    "promise_detail": [Panel("standards/panels/promise.html", self_reviews.promise_staff_panel)],
    "neighborhood": [
        Panel("portal/panels/score.html", portal.score_panel),
        Panel("portal/panels/heard.html", portal.heard_panel),
        Panel("portal/panels/promised.html", portal.promised_panel),
    ],
}
"""Page by page. Nothing else joins wings."""


def for_page(page: str, request: HttpRequest, subject: Any = None) -> list[SafeString]:
    """The panels of this page that this visitor may see, drawn."""
    drawn = []
    for panel in PANELS[page]:
        if panel.permission and not request.user.may(panel.permission, request.agency):  # type: ignore[union-attr,attr-defined]
            continue
        context = panel.context(request, subject)
        if context is not None:
            drawn.append(render_to_string(panel.template, context, request))
    return drawn
