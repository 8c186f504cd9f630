"""A draft put to people, for everybody: what it says and would change, what we ask, what was said and answered."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from commonbeat.act.policies import access, actions, facts, queries
from commonbeat.act.policies.forms import CommentForm
from commonbeat.act.policies.models import PolicyConsultation
from commonbeat.act.policies.views import lines
from commonbeat.kit.pages import DetailPage
from commonbeat.kit.words import day_range, language

without_cookie = method_decorator(csrf_exempt, name="dispatch")
"""For pages that know nobody: there is no session that a forged form could misuse, so no cookie has to guard it."""

ANSWERED = {"accepted": "verified", "partly": "reported", "not": "broken", "": "open"}
LETTERS = 5_000
"""Of the draft on one page of a consultation, and of comments: there is much beside them."""


def themes_of(row: PolicyConsultation) -> list[dict[str, Any]]:
    """Themes with their answers and how many comments each holds."""
    spoken = language()
    return [
        {
            "pk": one.pk,
            "name": one.said("name", spoken),
            "count": getattr(one, "said_by", 0),
            "answer": one.get_answer_display() if one.answer else _("Not answered yet"),
            "kind": ANSWERED[one.answer],
            "why": one.said("why", spoken),
        }
        for one in queries.themes(row)
    ]


@without_cookie
class Consultation(DetailPage):
    """A draft put to people: what it says, what we ask, what people said and what we answered."""

    public = True
    section = "listen"
    template_name = "policies/consultation.html"
    object: PolicyConsultation

    def find(self) -> PolicyConsultation | None:
        return access.consultation(None, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        name = self.object.version.policy.name(language())
        if self.object.open_on(self.agency.day()):
            return _("What do you think of our draft: %(name)s?") % {"name": name}
        return _("What people said of our draft: %(name)s") % {"name": name}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return lines.crumbs()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.load()
        form = CommentForm(data=request.POST)
        if form.is_valid():
            words = form.cleaned_data["words"]
            spoken = language()[:2]
            try:
                actions.comment(agency=self.agency, consultation=self.object, words=words, language=spoken)
                return redirect(f"{reverse('consultation', args=[self.object.pk])}?said=yes")
            except ValidationError as problem:
                form.add_error(None, problem.messages)
        return self.render(form=form, status=422)

    def context(self) -> dict[str, Any]:
        row, today = self.object, self.agency.day()
        summary, spoken = row.said("summary", language())
        change, change_language = row.said("change", language())
        return {
            "row": row,
            "policy": row.version.policy,
            "days": day_range(row.starts_on, row.ended_on or row.ends_on),
            "open": row.open_on(today),
            "said": "said" in self.request.GET,
            "form": CommentForm(),
            "questions": row.asked(language()),
            "summary": facts.paragraphs(summary),
            "summary_language": spoken,
            "change": change,
            "change_language": change_language,
            "replaces": queries.neighbors(row.version),
            "text": facts.text_page(row.said("text", language()), self.request.GET.get("page", ""), most=LETTERS),
            "counts": queries.counts(row),
            "themes": themes_of(row),
            "became": facts.became(row.version, queries.why_withdrawn(row.version)),
            **self._comments(),
        }

    def _comments(self) -> dict[str, Any]:
        """The comments of the page that the address names, and its links."""
        pages = lines.by_size(queries.shown_sizes(self.object), LETTERS)
        page = lines.page_of(pages, self.request.GET.get("comments", ""), name="comments")
        return {"comments": queries.shown(page.rows), "page_of": page}
