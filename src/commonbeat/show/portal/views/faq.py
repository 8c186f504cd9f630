"""Common questions: for everybody by topic and one by one, for staff as a list with how often each helped."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import DetailPage, FormPage, ListPage, Page
from commonbeat.kit.tables import Cell, Column, DataTable, Filter, Head, Table
from commonbeat.show.portal import access, actions
from commonbeat.show.portal.actions.faq import WORDS
from commonbeat.show.portal.forms.keeping import FaqForm
from commonbeat.show.portal.models import Faq
from commonbeat.show.portal.queries import faq as queries
from commonbeat.show.portal.queries import keeping
from commonbeat.show.portal.rules.keeping import SHAPES, keep_of


class Questions(Page):
    """Every public question under its topic."""

    public = True
    cached = True
    section = "show"
    title = gettext_lazy("Questions and answers")
    template_name = "portal/faq/questions.html"

    def context(self) -> dict[str, Any]:
        language = words.language()
        return {
            "topics": [
                {
                    "slug": topic.slug,
                    "name": topic.name or _("Other questions"),
                    "questions": [{"pk": row.pk, "words": row.question(language)} for row in topic.questions],
                }
                for topic in queries.by_topic(self.agency, language)
            ]
        }


@method_decorator(csrf_exempt, name="dispatch")
class Answer(DetailPage):
    """One question with its answer; two buttons say whether it helped, and only how many is kept.

    A press is no secret and changes nothing of whoever presses, so it needs no cookie.
    """

    public = True
    cached = True
    section = "show"
    template_name = "portal/faq/answer.html"
    object: Faq

    def find(self) -> Faq | None:
        return access.question(None, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return self.object.question(words.language())

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Questions and answers"), "url": reverse("faq")}, {"label": self.heading(), "url": ""}]

    def context(self) -> dict[str, Any]:
        row, language = self.object, words.language()
        return {
            "paragraphs": [part for part in row.answer(language).replace("\r", "").split("\n\n") if part.strip()],
            "figure": queries.title_of(self.agency, row.measure, language),
            "said": self.request.GET.get("said", "") == "yes",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        row = self.load()
        helped = request.POST.get("helped", "")
        if helped in ("yes", "no"):
            actions.count_help(faq=row, helped=helped == "yes")
        return redirect(f"{reverse('faq_answer', args=[row.pk])}?said=yes")


class QuestionList(ListPage):
    """Every question for who keeps them, public or not, with how many said that it helped."""

    permission = Permission.MANAGE_PAGES
    title = gettext_lazy("Questions and answers")
    template_name = "portal/faq/list.html"

    def rows(self) -> Table:
        language, today = words.language(), self.agency.day()

        def state(row: Faq) -> Cell:
            keep = keep_of(row.owner.ended is None, row.review_by, today)
            return Cell(keep.label, state=SHAPES[keep], small=words.day(row.review_by))

        return Table(
            queryset=queries.with_help(self.request.user, self.agency),
            columns=(
                Column("question_en", gettext_lazy("Question"), sortable=True, value=lambda row: _link(row, language)),
                Column(
                    "published", gettext_lazy("Public"), value=lambda row: _("Yes") if row.published else _("Not yet")
                ),
                Column("owner", gettext_lazy("Owner"), value=lambda row: row.owner.name),
                Column("review_by", gettext_lazy("To be read again by"), sortable=True, value=state),
                Column("yes", gettext_lazy("It helped"), numeric=True, sortable=True),
                Column("no", gettext_lazy("It did not"), numeric=True, sortable=True),
            ),
            filters=(
                Filter(
                    "published", gettext_lazy("Public"), [("1", gettext_lazy("Yes")), ("0", gettext_lazy("Not yet"))]
                ),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Questions and answers"),
            order="question_en",
            synthetic=self.agency.demo,
        )


def _link(row: Faq, language: str) -> Cell:
    topic = row.topic.name(language) if row.topic else ""
    return Cell(row.question(language), href=reverse("faq_change", args=[row.pk]), small=topic)


class _Question(FormPage):
    """What the pages for a new question and for a known one share."""

    abstract = True
    form_class = FaqForm
    template_name = "portal/faq/change.html"
    row: Faq | None = None

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Questions and answers"), "url": reverse("faq_list")}]

    def form_kwargs(self) -> Mapping[str, Any]:
        language, row = words.language(), self.row
        known = dict(queries.measures(self.agency, language))
        if row is not None and row.measure:
            known.setdefault(row.measure, row.measure)
        return {
            "owners": [(one.pk, one.name) for one in keeping.owners(self.agency)],
            "topics": queries.topics(self.agency, language),
            "measures": list(known.items()),
            "initial": _initial(row) if row else {},
        }

    def given(self, form: FaqForm) -> dict[str, Any]:
        clean = form.cleaned_data
        return {
            "words": {name: clean[name] for name in WORDS},
            "owner": keeping.owner(self.agency, clean["owner"]),
            "review_by": clean["review_by"],
            "topic": queries.topic(self.agency, clean["topic"]),
            "measure": clean["measure"],
            "published": clean["published"],
        }


def _initial(row: Faq) -> dict[str, Any]:
    ties = {"owner": row.owner_id, "topic": row.topic_id or ""}
    return ties | {name: getattr(row, name) for name in (*WORDS, "measure", "review_by", "published")}


class NewQuestion(_Question):
    """Write a question and its answer."""

    permission = Permission.MANAGE_PAGES
    title = gettext_lazy("Answer a common question")
    done_message = gettext_lazy("Saved.")

    def act(self, form: FaqForm) -> str:
        actions.answer_question(actor=self.request.user, agency=self.agency, **self.given(form))
        return reverse("faq_list")


class ChangeQuestion(_Question):
    """Change a question or its answer, or read it again and give it a later day."""

    permission = Permission.MANAGE_PAGES
    title = gettext_lazy("Change this answer")
    done_message = gettext_lazy("Saved.")
    known: Faq

    def prepare(self) -> None:
        row = access.question(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        self.row = self.known = row

    def context(self) -> dict[str, Any]:
        return {"row": self.known, "help": _help(self.known, synthetic=self.agency.demo)}

    def act(self, form: FaqForm) -> str:
        actions.change_answer(actor=self.request.user, faq=self.known, **self.given(form))
        return reverse("faq_list")


def _help(row: Faq, *, synthetic: bool) -> DataTable | None:
    """How many said yes and no, month by month."""
    months = queries.months_of(row)
    if not months:
        return None
    return DataTable(
        caption=_("Did it help?"),
        columns=(Head(_("Month")), Head(_("It helped"), numeric=True), Head(_("It did not"), numeric=True)),
        rows=tuple((f"{one.month:%Y-%m}", words.number(one.yes), words.number(one.no)) for one in months),
        synthetic=synthetic,
    )


def measure_panel(request: HttpRequest, measure: str) -> dict[str, Any] | None:
    """For the page of a figure: the questions that say what its number means."""
    language = words.language()
    found = queries.explaining(request.agency, measure)  # type: ignore[attr-defined]
    return {"questions": [{"pk": row.pk, "words": row.question(language)} for row in found]} if found else None
