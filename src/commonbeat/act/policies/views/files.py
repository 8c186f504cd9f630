"""Files of policies: the list for programs, one version whole, and the copy that staff keep offline."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from commonbeat.act.policies import access, exports, facts, queries
from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.policies.views.public import listed_on
from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import Page
from commonbeat.kit.words import language

KINDS = {
    "csv": "text/csv; charset=utf-8; header=present",
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def attached(content: str, name: str, ending: str, *, open_to_all: bool = True) -> HttpResponse:
    """A file to save, with the right kind; other sites' scripts may read what is public."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    headers |= {"Access-Control-Allow-Origin": "*"} if open_to_all else {}
    return HttpResponse(content, content_type=KINDS[ending], headers=headers)


def notice(agency: Any) -> str:
    """What a file of the demonstration says of itself."""
    return _("Demonstration: every policy is made up.") if agency.demo else ""


class ListFile(Page):
    """Every public policy in force, as CSV or JSON."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = [
            (one, request.build_absolute_uri(reverse("policy", args=[one.policy.slug])))
            for one in listed_on(self.agency, self.agency.day())
        ]
        ending = kwargs["ending"]
        make = exports.list_csv if ending == "csv" else exports.list_json
        return attached(make(rows, notice=notice(self.agency)), f"{self.agency.slug}-policies", ending)


class VersionFile(Page):
    """One public version as a page to print, as plain text or as JSON."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        version = access.version(None, self.agency, kwargs["slug"], kwargs["number"])
        if version is None:
            raise Http404
        ending = kwargs["ending"]
        name = f"{self.agency.slug}-{version.policy.slug}-v{version.number}"
        return attached(self._content(version, ending), name, ending)

    def _content(self, version: PolicyVersion, ending: str) -> str:
        path = reverse("policy_version", args=[version.policy.slug, version.number])
        address = self.request.build_absolute_uri(path)
        if ending == "json":
            return exports.version_json(version, address=address, notice=notice(self.agency))
        cited = facts.citation(version, self.agency.name, address)
        if ending == "txt":
            return exports.version_text(version, language(), head=f"{cited}\n{notice(self.agency)}".strip())
        return facts.version_html(version, language(), agency=self.agency.name, citation=cited)


class OfflineCopy(Page):
    """All policies that bind whoever asks, as one page that works without a network."""

    permission = Permission.READ_POLICIES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        today = self.agency.day()
        versions = queries.in_force(queries.applying(self.request.user, self.agency), today)
        content = facts.copy_html(
            versions,
            language(),
            agency=self.agency.name,
            made_on=today,
            good_days=agencies.setting(self.agency, SettingKey.POLICIES, today)["copy_days"],
            address=request.build_absolute_uri(reverse("policy_desk")),
        )
        return attached(content, f"{self.agency.slug}-policies-{today}", "html", open_to_all=False)
