"""What is shown of self-reviews: what one is and its questions, and a signed snapshot."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commonbeat.act.promises.models import Commitment
from commonbeat.act.standards.access import self_review as access
from commonbeat.act.standards.exports import self_review_papers as papers
from commonbeat.act.standards.exports.self_review import checking
from commonbeat.act.standards.facts import self_review as facts
from commonbeat.act.standards.figures import self_review as figures
from commonbeat.act.standards.models import NextStep, SelfReview
from commonbeat.act.standards.models.self_reviews import SelfReviewQuerySet
from commonbeat.act.standards.queries import citations
from commonbeat.act.standards.queries import self_review_snapshot as snapshots
from commonbeat.act.standards.queries.self_review_snapshot import Told
from commonbeat.act.standards.rules.instrument import INSTRUMENT, Area, EvidenceKind
from commonbeat.act.standards.rules.self_review import LEVELS, Rating
from commonbeat.act.standards.rules.self_review_snapshot import Change
from commonbeat.ground.library.rules import Grade
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, Page
from commonbeat.kit.words import day, listing, size

TOLD_FIRST = 10
"""How many changes stand at the top; the others are marked where they stand."""


class About(Page):
    """What a self-review is, its areas, and the reviews that the chief shares with everybody."""

    public = True
    cached = True
    section = "act"
    title = gettext_lazy("What a self-review is")
    template_name = "standards/self_review/about.html"

    def context(self) -> dict[str, Any]:
        return {
            "areas": [{"area": area, "count": len(questions)} for area, questions in INSTRUMENT.items()],
            "shared": list(access.visible(None, self.agency)),
        }


class AreaQuestions(DetailPage):
    """The questions of one area, each with the resource that it rests on and what could show it."""

    public = True
    cached = True
    section = "act"
    template_name = "standards/self_review/questions.html"
    object: Area

    def find(self) -> Area | None:
        area = self.kwargs["area"]
        return Area(area) if area in Area.values else None

    def heading(self) -> str:
        return str(self.object.label)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": About.title, "url": reverse("self_review_about")}]

    def context(self) -> dict[str, Any]:
        questions, language = INSTRUMENT[self.object], get_language() or "en"
        cited = citations.citations(self.agency, [one.cites for one in questions])
        return {
            "rows": [
                {
                    "words": one.said(language),
                    "cites": cited[one.cites],
                    "shows": listing([str(kind.label).lower() for kind in one.shows]),
                }
                for one in questions
            ],
        }


class Shown(DetailPage):
    """A signed snapshot, for those with whom the chief shares it."""

    abstract = True
    template_name = "standards/self_review/snapshot.html"
    object: SelfReview
    address: str
    """The name of its own address."""
    area_address: str
    """The name of the address of one area of it, close up."""
    file_address: str
    pdf_address: str

    def readable(self) -> SelfReviewQuerySet:
        """The reviews that whoever reads this may read too: only with these it is compared."""
        raise NotImplementedError

    def heading(self) -> str:
        return self.object.title

    def context(self) -> dict[str, Any]:
        language = get_language() or "en"
        snapshot = self.object.snapshot
        content, readable = snapshot.told, self.readable()
        synthetic, minimum = bool(content["synthetic"]), int(content["minimum"])
        chart = {"language": language, "minimum": minimum, "synthetic": synthetic}
        sections: list[dict[str, Any]] = [
            {
                "area": one.area,
                "words": one.words,
                "rows": [_row(told, chart, close=bool(self.kwargs.get("area"))) for told in one.questions],
            }
            for one in snapshots.told_of(snapshot, readable)
        ]
        chosen, changes = self.kwargs.get("area", ""), _changes(sections)
        if chosen and chosen not in {one["area"].value for one in sections}:
            raise Http404
        _in_words(content, facts.promised(self.object))
        return {
            "review": self.object,
            "content": content,
            "snapshot": snapshot,
            "sections": [one for one in sections if not chosen or one["area"].value == chosen],
            "close": bool(chosen),
            "changes": changes[:TOLD_FIRST],
            "compared": any(row["before"] for one in sections for row in one["rows"]),
            "kept_back": bool(snapshots.kept_back(snapshot, readable)),
            "more": max(len(changes) - TOLD_FIRST, 0),
            "shared": figures.positions_shared(synthetic=synthetic),
            "synthetic": synthetic,
            "address": self.address,
            "area_address": self.area_address,
            "file_address": self.file_address,
            "pdf_address": self.pdf_address,
            "papers": [] if chosen else [_paper(one) for one in papers.of(snapshot)],
            "command": checking(snapshot),
            "levels": [level.label for level in LEVELS],
            "invited": content["invited"],
            "finished": content["finished"],
        }


def _row(told: Told, chart: dict[str, Any], *, close: bool) -> dict[str, Any]:
    """One question of the snapshot in words and position; `close`: with what roles said and what shows it."""
    question, compared = told.question, told.compared
    agreed = Rating(question["agreed"])
    row = {
        "question": question["es" if chart["language"].startswith("es") else "en"],
        "position": figures.position_of(agreed, compared.before),
        "agreed": agreed.label,
        "change": compared.change,
        "before": compared.before.label if compared.before else "",
    }
    if not close:
        return row
    return row | {
        "words": question["words"],
        "table": figures.table_of_told(question, **chart),
        "spread": figures.spread_of_told(question, chart["minimum"]),
        "evidence": [{**one, "kind": EvidenceKind(one["kind"]).label} for one in question["evidence"]],
        "grade": Grade(question["grade"]).label,
    }


def _in_words(content: dict[str, Any], promised: Mapping[tuple[str, str, str], facts.Promised]) -> None:
    """Days of steps and names in words, and where each promise stands today."""
    for step in content["steps"]:
        step["promised"] = promised.get((step["question"], step["title"], step["due"]))
        step["due"] = _day(step["due"])
    for name in content["signed"].values():
        name["on"] = _day(name["on"])


def _paper(one: papers.Papers) -> dict[str, Any]:
    """The PDF of one language: there, being made and how far, or failed."""
    job = one.job if one.under_way else None
    return {
        "language": one.language,
        "name": one.name,
        "size": size(one.row.size) if one.row is not None and one.ready else "",
        "job": job,
        "far": _(job.progress_words) if job is not None and job.progress_words else _("It waits for its turn."),
        "failed": one.failed,
    }


def _day(iso: str) -> str:
    """A day of the snapshot in words."""
    return day(date.fromisoformat(iso))


def _changes(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What moved since last time, area by area; empty where nothing can be compared."""
    moved = (Change.UP, Change.DOWN)
    rows = [(section["area"], row) for section in sections for row in section["rows"]]
    return [{"area": area, "row": row} for area, row in rows if row["change"] in moved]


class Snapshot(Shown):
    """For staff, board and partners with whom it is shared, and whoever may lead reviews."""

    permission = Permission.READ_SELF_REVIEW
    address = "self_review_snapshot"
    area_address = "self_review_snapshot_area"
    file_address = "self_review_file"
    pdf_address = "self_review_pdf"

    def find(self) -> SelfReview | None:
        return access.one(self.request.user, self.agency, self.kwargs["number"])

    def readable(self) -> SelfReviewQuerySet:
        return access.visible(self.request.user, self.agency)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Self-review"), "url": reverse("self_review_list")}]


class PublicSnapshot(Shown):
    """For everybody, where the chief shares it with everybody."""

    public = True
    cached = True
    section = "act"
    address = "self_review_public"
    area_address = "self_review_public_area"
    file_address = "self_review_public_file"
    pdf_address = "self_review_public_pdf"

    def find(self) -> SelfReview | None:
        return access.public(self.agency, self.kwargs["number"])

    def readable(self) -> SelfReviewQuerySet:
        return access.visible(None, self.agency)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": About.title, "url": reverse("self_review_about")}]


def _came_from(step: NextStep | None, address: str) -> dict[str, Any] | None:
    """From which gap of which review a promise came."""
    if step is None:
        return None
    gap = facts.gap_of(step, get_language() or "en")
    return {"gap": gap, "review": step.review, "address": reverse(address, args=[step.review.number])}


def promise_panel(request: HttpRequest, promise: Commitment) -> dict[str, Any] | None:
    """On the public page of a promise: where it came from, if that review is shared with everybody.

    The page is served from memory to all, so whoever asks makes no difference.
    """
    return _came_from(access.step_of(None, promise), PublicSnapshot.address)


def promise_staff_panel(request: HttpRequest, promise: Commitment) -> dict[str, Any] | None:
    """On the page of a promise for staff: the same, if the review is shared with whoever reads."""
    return _came_from(access.step_of(request.user, promise), Snapshot.address)  # type: ignore[arg-type]
