"""The one screen on which roles are compared and answers agreed; one question close up; reflections; moving on."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.figures import self_review as figures
from commonbeat.act.standards.forms.self_review import NOT_YET, AgreeForm, EvidenceForm, ReflectForm
from commonbeat.act.standards.queries import citations
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.queries.self_review import Line
from commonbeat.act.standards.rules.instrument import Area
from commonbeat.act.standards.rules.self_review import Rating, Stage
from commonbeat.act.standards.rules.self_review_groups import differs
from commonbeat.act.standards.rules.self_review_said import spread_said
from commonbeat.act.standards.views.self_review_leading import Led, LedButton, detail
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import FormPage


class Counted(Led):
    """A page about a review whose answers are counted; a 404 before."""

    def prepare(self) -> None:
        super().prepare()
        if self.review.counted_on is None:
            raise Http404


class Reconcile(Counted, FormPage):
    """Every question with the spread between roles; the agreed answer and words beside it. Six queries."""

    permission = Permission.RUN_SELF_REVIEW
    title = gettext_lazy("Talk it over and agree")
    template_name = "standards/self_review/reconcile.html"
    form_class = AgreeForm
    done_message = gettext_lazy("Saved.")

    def prepare(self) -> None:
        super().prepare()
        show = self.request.GET.get("show", "")
        self.show = show if show in ("differ", "open") else ""
        self.order = "spread" if self.request.GET.get("order") == "spread" else ""
        self.all = queries.lines(self.review)
        self.lines = queries.arranged(self.all, order=self.order, show=self.show)

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"keys": [line.key for line in self.lines] if self.request.method == "POST" else []}

    def context(self) -> dict[str, Any]:
        synthetic = self.review.synthetic
        return {
            "review": self.review,
            "sections": self._sections(),
            "key": figures.key(synthetic=synthetic),
            "ratings": [(rating.value, rating.label) for rating in Rating],
            "not_yet": NOT_YET[1],
            "synthetic_word": _("synthetic"),
            "writes": self.review.stage == Stage.REFLECTION,
            "asked": len(self.all),
            "agreed": sum(bool(line.result.agreed) for line in self.all),
            "differ": sum(differs(line.spread) for line in self.all),
            "choices": self._choices(),
            "show": self.show,
            "here": self._address(self.show, self.order),
            "back": detail(self.review),
        }

    def _sections(self) -> list[dict[str, Any]]:
        """By area, or all in one row from the widest spread on."""
        if self.order:
            rows = self._rows(self.lines)
            return [{"key": "widest", "title": _("From the widest difference on"), "rows": rows}] if rows else []
        grouped = [(area, [line for line in self.lines if line.question["area"] == area]) for area in self.review.areas]
        return [
            {
                "key": area.value,
                "title": area.label,
                "rows": self._rows(lines),
                "left": sum(not line.result.agreed for line in lines),
            }
            for area, lines in grouped
            if lines
        ]

    def _rows(self, lines: Sequence[Line]) -> list[dict[str, Any]]:
        language = get_language() or "en"
        words = "es" if language.startswith("es") else "en"
        given = self.request.POST
        return [
            {
                "key": line.key,
                "words": line.question[words],
                "chart": figures.chart_of_line(
                    line, language=language, minimum=self.review.minimum, synthetic=self.review.synthetic
                ),
                "spread": spread_said(line.spread),
                "agreed": given.get(f"agreed-{line.key}", line.result.agreed),
                "was": given.get(f"was-{line.key}", line.result.agreed),
                "was_said": given.get(f"said-{line.key}", line.result.words),
                "agreed_label": line.result.get_agreed_display(),
                "said": given.get(f"words-{line.key}", line.result.words),
                "evidence": line.evidence,
                "notes": line.notes,
                "url": reverse("self_review_question", args=[self.review.number, line.key]),
            }
            for line in lines
        ]

    def _address(self, show: str, order: str) -> str:
        chosen = {name: value for name, value in (("show", show), ("order", order)) if value}
        return (
            f"{reverse('self_review_reconcile', args=[self.review.number])}{'?' if chosen else ''}{urlencode(chosen)}"
        )

    def _choices(self) -> list[dict[str, Any]]:
        offered = (
            (_("All, by area"), "", ""),
            (_("All, by difference"), "", "spread"),
            (_("Where roles differ most"), "differ", "spread"),
            (_("Not agreed yet"), "open", ""),
        )
        return [
            {
                "label": label,
                "url": self._address(show, order),
                "current": (show, order) == (self.show, self.order),
            }
            for label, show, order in offered
        ]

    def act(self, form: Any) -> str:
        """Write it down, and back to the part of the page whose button was pressed."""
        actions.agree(actor=self.request.user, review=self.review, agreed=form.agreed)
        part = self.request.POST.get("part", "")
        there = f"#{part}" if part in Area.values else ""
        return self._address(self.show, self.order) + there


class OneQuestion(Counted, FormPage):
    """One question close up: the counts as a table, notes without names, what shows it, and a form for more."""

    permission = Permission.RUN_SELF_REVIEW
    template_name = "standards/self_review/question.html"
    form_class = EvidenceForm
    done_message = gettext_lazy("Added.")
    line: Line

    def prepare(self) -> None:
        super().prepare()
        found = queries.line_of(self.review, self.kwargs["key"])
        if found is None:
            raise Http404
        self.line = found
        self.versions = queries.policy_versions(self.agency)
        self.runs = queries.runs(self.agency)

    def heading(self) -> str:
        return str(self.line.question["es" if (get_language() or "en").startswith("es") else "en"])

    def form_kwargs(self) -> Mapping[str, Any]:
        return {
            "versions": [(row.pk, str(row)) for row in self.versions],
            "runs": [(row.pk, str(row)) for row in self.runs],
        }

    def context(self) -> dict[str, Any]:
        slug = str(self.line.question["cites"])
        return {
            "review": self.review,
            "line": self.line,
            "area": Area(self.line.question["area"]),
            "chart": figures.chart_of_line(
                self.line,
                language=get_language() or "en",
                minimum=self.review.minimum,
                synthetic=self.review.synthetic,
            ),
            "key": figures.key(synthetic=self.review.synthetic),
            "spread": spread_said(self.line.spread),
            "cites": citations.citations(self.agency, [slug])[slug],
            "evidence": queries.evidence_of(self.review, self.line.key),
            "notes": queries.notes_of(self.review, self.line.key),
            "writes": self.review.stage in (Stage.REFLECTION, Stage.NEXT_STEPS),
            "back": reverse("self_review_reconcile", args=[self.review.number]),
        }

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        actions.add_evidence(
            actor=self.request.user,
            review=self.review,
            question=self.line.key,
            kind=clean["kind"],
            words=clean["words"],
            address=clean["address"],
            policy_version=next((row for row in self.versions if str(row.pk) == clean["policy_version"]), None),
            run=next((row for row in self.runs if str(row.pk) == clean["run"]), None),
        )
        return reverse("self_review_question", args=[self.review.number, self.line.key])


class AdoptEvidence(Counted, LedButton):
    """Stand by what somebody who answered named."""

    permission = Permission.RUN_SELF_REVIEW
    done_message = gettext_lazy("Taken up: it is part of what is signed.")

    def act(self) -> str:
        self.prepare()
        item = queries.one_evidence(self.review, self.kwargs["pk"])
        if item is None:
            raise Http404
        actions.adopt_evidence(actor=self.request.user, item=item)
        return reverse("self_review_question", args=[self.review.number, item.question])


class RemoveEvidence(Counted, LedButton):
    """Take an item of evidence out."""

    permission = Permission.RUN_SELF_REVIEW
    done_message = gettext_lazy("Taken out.")

    def act(self) -> str:
        self.prepare()
        item = queries.one_evidence(self.review, self.kwargs["pk"])
        if item is None:
            raise Http404
        actions.remove_evidence(actor=self.request.user, item=item)
        return reverse("self_review_question", args=[self.review.number, item.question])


class Reflect(Counted, FormPage):
    """What one area made those in the room think of."""

    permission = Permission.RUN_SELF_REVIEW
    template_name = "standards/self_review/reflect.html"
    form_class = ReflectForm
    done_message = gettext_lazy("Saved.")

    def prepare(self) -> None:
        super().prepare()
        if self.kwargs["area"] not in self.review.areas:
            raise Http404
        self.area = Area(self.kwargs["area"])

    def heading(self) -> str:
        return str(self.area.label)

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {"words": queries.reflections_of(self.review).get(self.area.value, "")}}

    def context(self) -> dict[str, Any]:
        return {"review": self.review, "back": detail(self.review)}

    def act(self, form: Any) -> str:
        actions.reflect(
            actor=self.request.user, review=self.review, area=self.area.value, words=form.cleaned_data["words"]
        )
        return detail(self.review)


class PlanSteps(LedButton):
    """On to the next steps."""

    permission = Permission.RUN_SELF_REVIEW

    def do(self) -> None:
        actions.plan_steps(actor=self.request.user, review=self.review)


class BackToTalk(LedButton):
    """Back to the agreed answers."""

    permission = Permission.RUN_SELF_REVIEW

    def do(self) -> None:
        actions.back_to_talk(actor=self.request.user, review=self.review)
