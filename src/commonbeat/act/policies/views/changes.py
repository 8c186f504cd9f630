"""What changes between two texts, for everybody: two versions, or a draft and what was in force before or after it."""

from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies import access, facts, queries
from commonbeat.act.policies.models import Policy, PolicyConsultation, PolicyVersion
from commonbeat.act.policies.rules.versions import IN_PUBLIC
from commonbeat.act.policies.views import lines
from commonbeat.kit.pages import DetailPage
from commonbeat.kit.words import day_range, language

Side = PolicyVersion | PolicyConsultation
"""Either says a text, and what it changes, in the reader's language."""


class _Changes(DetailPage):
    """What changed from one text to another: by section, then word by word."""

    abstract = True
    public = True
    cached = True
    section = "act"
    template_name = "policies/changes.html"
    says: ClassVar[Any] = ""
    """The heading, with a place for the policy's name."""

    def sides(self) -> tuple[Side, Side]:
        """What stood before, and what comes after; or a 404."""
        raise NotImplementedError

    def policy(self) -> Policy:
        """The policy that both are of."""
        raise NotImplementedError

    def heading(self) -> str:
        return str(self.says) % {"name": self.policy().name(language())}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return lines.crumbs()

    def context(self) -> dict[str, Any]:
        before, after = self.sides()
        spoken = "es" if language().startswith("es") and before.text_es and after.text_es else "en"
        change, change_language = after.said("change", language())
        return {
            "policy": self.policy(),
            "name": self.policy().name(language()),
            "change": change,
            "change_language": change_language,
            "language": spoken,
            "changes": facts.change_page(
                before.said("text", spoken)[0], after.said("text", spoken)[0], self.request.GET.get("page", "")
            ),
            "old": _side(before),
            "new": _side(after),
        }


def _side(row: Side) -> dict[str, str]:
    """A version by its number, a draft by the days on which people read it."""
    if isinstance(row, PolicyVersion):
        told = lines.version_line(row)
        return {**told, "label": _("Version %(number)s") % {"number": row.number}}
    return {
        "label": _("The draft as people read it"),
        "url": reverse("consultation", args=[row.pk]),
        "word": day_range(row.starts_on, row.ended_on or row.ends_on),
    }


class ChangePage(_Changes):
    """From one version to another."""

    public = True
    object: PolicyVersion

    def find(self) -> PolicyVersion | None:
        return access.version(None, self.agency, self.kwargs["slug"], self.kwargs["number"])

    def policy(self) -> Policy:
        return self.object.policy

    def heading(self) -> str:
        words = _("What changed from version %(old)s to version %(new)s")
        return words % {"old": self.kwargs["other"], "new": self.kwargs["number"]}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return lines.crumbs(self.object.policy)

    def sides(self) -> tuple[Side, Side]:
        before = access.version(None, self.agency, self.kwargs["slug"], self.kwargs["other"])
        if before is None:
            raise Http404
        return before, self.object


class _OfConsultation(_Changes):
    """Changes that a consultation is about."""

    abstract = True
    object: PolicyConsultation

    def find(self) -> PolicyConsultation | None:
        return access.consultation(None, self.agency, self.kwargs["pk"])

    def policy(self) -> Policy:
        return self.object.version.policy


class WouldChange(_OfConsultation):
    """From the version in force to the draft that people are asked about."""

    public = True
    says = gettext_lazy("What our draft would change: %(name)s")

    def sides(self) -> tuple[Side, Side]:
        before = queries.neighbors(self.object.version)
        if before is None:
            raise Http404
        return before, self.object


class ChangedAfter(_OfConsultation):
    """From the draft that people read to the version that came of it."""

    public = True
    says = gettext_lazy("What we changed after people were asked: %(name)s")

    def sides(self) -> tuple[Side, Side]:
        if self.object.version.state not in IN_PUBLIC:
            raise Http404
        return self.object, self.object.version
