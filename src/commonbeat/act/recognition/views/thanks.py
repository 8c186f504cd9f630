"""What an officer reads of what people said: their own, and that of those they supervise."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.recognition import access, actions, queries
from commonbeat.act.recognition.forms import KeepForm, MailForm
from commonbeat.act.recognition.models import PraiseQuerySet
from commonbeat.act.recognition.rules import Keeping
from commonbeat.ground.roles import Permission
from commonbeat.kit.forms import Form
from commonbeat.kit.pages import ActionPage, Page

SHOWN: dict[str, str | Promise] = {
    "": gettext_lazy("All"),
    Keeping.FILED: gettext_lazy("In your file"),
    Keeping.HIDDEN: gettext_lazy("Hidden"),
}
"""The parts of one's own praise, by what stands in the address."""


class _Thanks(Page):
    """A page of praise, the newest first."""

    abstract = True
    section = "listen"
    template_name = "recognition/thanks.html"
    which: ClassVar[str]

    def rows(self) -> PraiseQuerySet:
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        asked = self.request.GET.get("page", "")
        found = queries.page_of(
            self.rows(), int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
        )
        return {
            "which": self.which,
            "found": found,
            "newer": self._page(found.page - 1) if found.page > 1 else "",
            "older": self._page(found.page + 1) if found.page < found.last else "",
            "tabs": self._tabs(),
            "synthetic": self.agency.demo,
        }

    def _page(self, page: int) -> str:
        return f"?page={page}"

    def _tabs(self) -> list[dict[str, Any]]:
        """Both pages of praise, for whoever supervises somebody."""
        pages = (Own, People) if queries.supervises(self.request.user, self.agency) else ()
        return [
            {"url": reverse(f"praise_{one.which}"), "label": one.title, "current": one.which == self.which}
            for one in pages
        ]


class Own(_Thanks):
    """What people said about the officer who looks."""

    permission = Permission.SEE_OWN_PRAISE
    title = gettext_lazy("Thanks to you")
    which = "own"

    def rows(self) -> PraiseQuerySet:
        return queries.own_shown(self.request.user, self.agency, self._asked)

    @property
    def _asked(self) -> str:
        asked = self.request.GET.get("show", "")
        return asked if asked in SHOWN else ""

    def _page(self, page: int) -> str:
        return f"?show={self._asked}&page={page}"

    def context(self) -> dict[str, Any]:
        staff = access.own_staff(self.request.user, self.agency)
        return {
            **super().context(),
            "staff_row": staff,
            "show": self._asked,
            "parts": [
                {"url": f"?show={key}", "label": label, "current": key == self._asked} for key, label in SHOWN.items()
            ],
            "wants_mail": staff is not None and queries.wants_digest(staff),
        }


class People(_Thanks):
    """What people said about those whom this person supervises."""

    permission = Permission.SEE_OWN_PRAISE
    title = gettext_lazy("Thanks to your people")
    which = "people"

    def rows(self) -> PraiseQuerySet:
        return access.people(self.request.user, self.agency)


def _asked(form: Form) -> dict[str, Any]:
    """What a button sent. Raises ValidationError in words for what no button of the page sends."""
    if not form.is_valid():
        raise ValidationError([problem for problems in form.errors.values() for problem in problems])
    return form.cleaned_data


class Keep(ActionPage):
    """Keep words in one's file, hide them, or show them again."""

    permission = Permission.SEE_OWN_PRAISE
    done_message = gettext_lazy("Saved.")

    def act(self) -> str:
        row = access.one(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        asked = _asked(KeepForm(self.request.POST))
        actions.choose(actor=self.request.user, praise=row, keeping=asked["keeping"])
        return self.back()

    def back(self) -> str:
        return reverse("praise_own")


class Mail(ActionPage):
    """Whether the weekly mail comes."""

    permission = Permission.SEE_OWN_PRAISE
    done_message = gettext_lazy("Saved.")

    def act(self) -> str:
        staff = access.own_staff(self.request.user, self.agency)
        wanted = _asked(MailForm(self.request.POST))["wanted"] == "yes"
        if staff is not None:
            actions.set_digest(actor=self.request.user, staff=staff, wanted=wanted)
        return self.back()

    def back(self) -> str:
        return f"{reverse('praise_own')}#mail"


def desk_panel(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    """The newest words on the desk: one's own, then of those whom one supervises; nothing for who is not on staff."""
    agency = request.agency  # type: ignore[attr-defined]
    if access.own_staff(request.user, agency) is None:  # type: ignore[arg-type]
        return None
    found = queries.news(request.user, agency)  # type: ignore[arg-type]
    return {"news": found, "synthetic": agency.demo, "none": _("No thanks yet.")}
