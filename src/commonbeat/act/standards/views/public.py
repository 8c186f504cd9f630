"""For everybody: where accreditation stands, commenting on it, decrees and mandates, the transparency index."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import assessments as actions
from commonbeat.act.standards.facts import accreditation as facts
from commonbeat.act.standards.forms.assessments import CommentForm
from commonbeat.act.standards.models import Assessment
from commonbeat.act.standards.queries import mandates, programs, transparency
from commonbeat.act.standards.rules.assessments import Window, window_of
from commonbeat.ground.agency.rules import Language
from commonbeat.ground.roles import System
from commonbeat.kit.pages import Page
from commonbeat.kit.words import day, of

without_cookie = method_decorator(csrf_exempt, name="dispatch")
"""For a page that knows nobody: there is no session that a forged form could misuse, so no cookie has to guard it."""

SOMEBODY = System("a reader")


class Accreditation(Page):
    """Every program: its status with date and scope in words; the assessments about which people are asked."""

    public = True
    cached = True
    section = "act"
    title = gettext_lazy("Accreditation")
    template_name = "standards/accreditation.html"

    def context(self) -> dict[str, Any]:
        return {
            "badges": [facts.of_badge(one) for one in programs.badges(self.agency)],
            "asked": [
                {
                    "row": one.assessment,
                    "program": one.assessment.edition.program,
                    "said": facts.of_asked(one),
                    "open": one.window is Window.OPEN,
                }
                for one in programs.asked(self.agency)
            ],
        }


@without_cookie
class Comment(Page):
    """Say what the assessors should know; nobody is asked who they are, and nothing of it is kept."""

    public = True
    section = "act"
    title = gettext_lazy("Comment on an assessment")
    template_name = "standards/comment.html"
    row: Assessment

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": Accreditation.title, "url": reverse("accreditation")}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.kwargs = kwargs
        return super().dispatch(request, *args, **kwargs)

    def _find(self) -> None:
        found = access.open_to_public(self.agency, self.kwargs["pk"])
        if found is None:
            raise Http404
        self.row = found

    def context(self) -> dict[str, Any]:
        window = window_of(self.row.comments_from, self.row.comments_until, self.agency.day())
        return {
            "assessment": self.row,
            "program": self.row.edition.program,
            "open": window is Window.OPEN,
            "window": window.label,
            "until": day(self.row.comments_until) if self.row.comments_until else "",
            "said": "said" in self.request.GET,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self._find()
        return self.render(form=CommentForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take it, or say why not."""
        self._find()
        form = CommentForm(request.POST)
        if form.is_valid():
            spoken = (get_language() or "en")[:2]
            language = spoken if spoken in Language.values else Language.ENGLISH
            try:
                actions.take_comment(
                    actor=SOMEBODY, assessment=self.row, words=form.cleaned_data["words"], language=language
                )
                return redirect(f"{reverse('accreditation_comment', args=[self.row.pk])}?said=1")
            except ValidationError as problem:
                form.add_error(None, problem)
        return self.render(form=form, status=422)


class Compliance(Page):
    """The demands of decrees and mandates that were chosen to be shown, with what was found of each."""

    public = True
    cached = True
    section = "act"
    title = gettext_lazy("What decrees and mandates demand")
    template_name = "standards/compliance.html"

    def context(self) -> dict[str, Any]:
        return {
            "demands": [
                {"row": one.row, "told": facts.of_demand(one), "line": facts.demand_line(one)}
                for one in mandates.shown(self.agency)
            ]
        }


class TransparencyIndex(Page):
    """Which of the things that must be public are: x of y, which are missing, and how each was judged."""

    public = True
    cached = True
    section = "show"
    title = gettext_lazy("What must be public, and what is")
    template_name = "standards/transparency_index.html"

    def context(self) -> dict[str, Any]:
        found = transparency.index(self.agency)
        synthetic = self.agency.demo
        missing = facts.items(found.wanting, _("What is not met"), synthetic=synthetic)
        return {
            "index": found,
            "counted": of(found.met, len(found.items)),
            "missing": missing if found.wanting else None,
            "items": facts.items(found.items, _("Every item of the list"), synthetic=synthetic),
            "today": day(found.day),
            "since": day(found.list.effective_from) if found.list.effective_from else "",
        }
