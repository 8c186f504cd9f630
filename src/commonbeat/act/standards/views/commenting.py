"""Commenting on an assessment, for anybody; nobody is asked who they are."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import comments as actions
from commonbeat.act.standards.forms.assessments import CommentForm
from commonbeat.act.standards.models import Assessment
from commonbeat.act.standards.rules.assessments import Window, window_of
from commonbeat.ground.agency.rules import Language
from commonbeat.ground.roles import System
from commonbeat.kit.pages import Page
from commonbeat.kit.words import day

without_cookie = method_decorator(csrf_exempt, name="dispatch")
"""For a page that knows nobody: there is no session that a forged form could misuse, so no cookie has to guard it."""

SOMEBODY = System("a reader")


@without_cookie
class Comment(Page):
    """Say what the assessors should know; nobody is asked who they are, and nothing of it is kept."""

    public = True
    section = "act"
    title = gettext_lazy("Comment on an assessment")
    template_name = "standards/comment.html"
    row: Assessment

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": gettext_lazy("Accreditation"), "url": reverse("accreditation")}]

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
