"""A draft put to people: the public page with its form, and the pages of those who read, sort and answer."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from commonbeat.act.policies import access, actions, facts, queries
from commonbeat.act.policies.forms import AnswerForm, CommentForm, ReadForm, ThemeForm
from commonbeat.act.policies.models import ConsultationComment, ConsultationTheme, PolicyConsultation
from commonbeat.act.policies.rules.consultations import CommentState
from commonbeat.act.policies.views import lines
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage
from commonbeat.kit.words import day_range, language

without_cookie = method_decorator(csrf_exempt, name="dispatch")
"""For pages that know nobody: there is no session that a forged form could misuse, so no cookie has to guard it."""

ANSWERED = {"accepted": "verified", "partly": "reported", "not": "broken", "": "open"}


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
        shown = row.comments.all()
        counts = queries.counts(row)
        summary, spoken = row.version.said("summary", language())
        comments = [one for one in shown if one.state == CommentState.SHOWN]
        page = lines.paged(comments, self.request.GET.get("comments", ""), pages="comments")
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
            "text": facts.text_page(row.read(language()), self.request.GET.get("page", "")),
            "counts": counts,
            "themes": themes_of(row),
            "comments": page.rows,
            "page_of": page,
            "became": lines.version_line(row.version) if row.version.state in ("effective", "superseded") else None,
        }


class ConsultationWork(DetailPage):
    """A consultation for whoever works on policies: comments to read, themes, answers."""

    permission = Permission.WRITE_POLICIES
    template_name = "policies/work/consultation.html"
    object: PolicyConsultation

    def find(self) -> PolicyConsultation | None:
        return access.consultation(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return _("Comments on: %(name)s") % {"name": self.object.version.policy.name(language())}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return lines.work_crumbs(self.object.version.policy, self.object.version)

    def context(self) -> dict[str, Any]:
        row = self.object
        comments = list(row.comments.select_related("theme"))
        return {
            "row": row,
            "days": day_range(row.starts_on, row.ended_on or row.ends_on),
            "open": row.open_on(self.agency.day()),
            "counts": queries.counts(row),
            "held": [one for one in comments if one.state == CommentState.HELD][:50],
            "loose": [one for one in comments if one.state == CommentState.SHOWN and one.theme_id is None][:50],
            "themes": themes_of(row),
            "fixed": row.version.fixed,
        }


class _OfConsultation(FormPage):
    """A form about a consultation, one of its themes or comments; `row` is fetched first, or it is a 404."""

    abstract = True
    permission = Permission.WRITE_POLICIES
    template_name = "policies/work/step.html"
    submit: ClassVar[Any] = gettext_lazy("Save")
    row: Any
    consultation: PolicyConsultation

    def fetch(self) -> Any:
        raise NotImplementedError

    def prepare(self) -> None:
        self.row = self.fetch()
        if self.row is None:
            raise Http404
        self.consultation = self.row if isinstance(self.row, PolicyConsultation) else self.row.consultation

    def breadcrumbs(self) -> list[dict[str, Any]]:
        version = self.consultation.version
        return lines.work_crumbs(version.policy, version)

    def back(self) -> str:
        return reverse("consultation_work", args=[self.consultation.pk])

    def context(self) -> dict[str, Any]:
        return {"back": self.back(), "back_label": _("Back to the comments"), "submit": self.submit}


class ThemeNew(_OfConsultation):
    """Name a theme."""

    title = gettext_lazy("What do several people say?")
    form_class = ThemeForm
    done_message = gettext_lazy("The theme is there: put comments under it, and answer it.")

    def fetch(self) -> PolicyConsultation | None:
        return access.consultation(self.request.user, self.agency, self.kwargs["pk"])

    def act(self, form: Any) -> str:
        actions.add_theme(actor=self.request.user, consultation=self.consultation, **form.cleaned_data)
        return self.back()


class ThemeAnswer(_OfConsultation):
    """Answer a theme in writing."""

    form_class = AnswerForm
    done_message = gettext_lazy("Answered. The public reads it now.")
    row: ConsultationTheme

    def fetch(self) -> ConsultationTheme | None:
        return access.theme(self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return _("Answer: %(theme)s") % {"theme": self.row.said("name", language())}

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {"answer": self.row.answer, "why": self.row.why, "why_es": self.row.why_es}}

    def act(self, form: Any) -> str:
        actions.answer_theme(actor=self.request.user, theme=self.row, **form.cleaned_data)
        return self.back()


class CommentRead(_OfConsultation):
    """Read one comment: show it, or leave it out."""

    title = gettext_lazy("Read a comment")
    form_class = ReadForm
    template_name = "policies/work/comment.html"
    row: ConsultationComment

    def fetch(self) -> ConsultationComment | None:
        return access.comment(self.agency, self.kwargs["pk"])

    def form_kwargs(self) -> Mapping[str, Any]:
        themes = [(one.pk, one.said("name", language())) for one in queries.themes(self.consultation)]
        held = self.row.state == CommentState.HELD
        initial = {"words": self.row.original if held else self.row.words, "theme": self.row.theme_id or ""}
        return {"themes": themes, "initial": initial}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "comment": self.row, "held": self.row.state == CommentState.HELD}

    def act(self, form: Any) -> str:
        clean, actor = form.cleaned_data, self.request.user
        theme = access.theme(self.agency, int(clean["theme"])) if clean["theme"] else None
        if "leave_out" in self.request.POST:
            actions.leave_out_comment(actor=actor, comment=self.row, reason=clean["reason"])
        elif self.row.state == CommentState.HELD:
            actions.show_comment(actor=actor, comment=self.row, words=clean["words"], theme=theme)
        elif theme is not None:
            actions.sort_comment(actor=actor, comment=self.row, theme=theme)
        return self.back()


class ConsultationEnd(ActionPage):
    """End a consultation before its last day."""

    permission = Permission.WRITE_POLICIES
    done_message = gettext_lazy("The consultation has ended. What people said stays public.")

    def act(self) -> str:
        row = access.consultation(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        actions.end(actor=self.request.user, consultation=row)
        return self.back()

    def back(self) -> str:
        return reverse("consultation_work", args=[self.kwargs["pk"]])
