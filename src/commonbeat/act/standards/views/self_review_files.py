"""A signed snapshot as files: the text that was signed, its PDFs, and the order to make a PDF that is missing."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import self_review as access
from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.exports import self_review as exports
from commonbeat.act.standards.exports import self_review_papers as papers
from commonbeat.act.standards.models import SelfReview
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, Page

FRESH = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
"""Whoever may not see it any more finds it nowhere on the way."""


class File(Page):
    """A file of a review that this reader may see; a 404 for everybody else, as its page is."""

    abstract = True

    def shared(self) -> SelfReview | None:
        """The review, if it is shared with them."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.kwargs = kwargs
        found = self.shared()
        if found is None:
            raise Http404
        return self.answer(found)

    def answer(self, review: SelfReview) -> HttpResponseBase:
        """The text that was signed, to be checked against its hash."""
        name = exports.file_name(review.snapshot, ".json")
        headers = {**FRESH, "Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(review.snapshot.content, content_type="application/json", headers=headers)


class SnapshotFile(File):
    """The canonical text, for those with whom it is shared."""

    permission = Permission.READ_SELF_REVIEW

    def shared(self) -> SelfReview | None:
        return access.one(self.request.user, self.agency, self.kwargs["number"])


class PublicFile(File):
    """The canonical text, for everybody, where the chief shares it with everybody."""

    public = True

    def shared(self) -> SelfReview | None:
        return access.public(self.agency, self.kwargs["number"])


class SnapshotPdf(SnapshotFile):
    """The PDF in one language, for those with whom it is shared."""

    permission = Permission.READ_SELF_REVIEW

    def answer(self, review: SelfReview) -> HttpResponseBase:
        return pdf(review, self.kwargs["language"])


class PublicPdf(PublicFile):
    """The PDF in one language, for everybody, where the chief shares it with everybody."""

    public = True

    def answer(self, review: SelfReview) -> HttpResponseBase:
        return pdf(review, self.kwargs["language"])


def pdf(review: SelfReview, language: str) -> HttpResponseBase:
    """The file of that language; a 404 where it is not made."""
    row = papers.ready(review.snapshot, language)
    if row is None:
        raise Http404
    return FileResponse(
        papers.path_of(row).open("rb"),
        as_attachment=True,
        filename=exports.file_name(review.snapshot, f"-{language}.pdf"),
        content_type="application/pdf",
        headers=FRESH,
    )


class MakePaper(ActionPage):
    """Order the PDFs that are missing."""

    permission = Permission.READ_SELF_REVIEW
    done_message = gettext_lazy("The PDF is being made. It takes a few seconds.")

    def back(self) -> str:
        return reverse("self_review_snapshot", args=[self.kwargs["number"]])

    def act(self) -> str:
        found = access.one(self.request.user, self.agency, self.kwargs["number"])
        if found is None:
            raise Http404
        actions.order_papers(snapshot=found.snapshot)
        return f"{self.back()}#files"
