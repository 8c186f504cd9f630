"""A draft put to people, for those who read, sort and answer what they say."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies import access, actions, queries
from commonbeat.act.policies.forms import AnswerForm, ReadForm, ThemeForm
from commonbeat.act.policies.models import ConsultationComment, ConsultationTheme, PolicyConsultation
from commonbeat.act.policies.rules.consultations import CommentState
from commonbeat.act.policies.views import lines
from commonbeat.act.policies.views.consultation import themes_of
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, DetailPage, FormPage
from commonbeat.kit.words import day_range, language


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
