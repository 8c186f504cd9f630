"""For those who read comments first: what waits, one comment beside its copy, and leaving one out."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.recognition import access, actions, queries
from commonbeat.act.recognition.forms import LeaveOutForm, PassOnForm
from commonbeat.act.recognition.models import Praise
from commonbeat.act.recognition.rules import redaction
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import FormPage, ListPage
from commonbeat.kit.tables import Cell, Column, Table
from commonbeat.kit.words import day


class Comments(ListPage):
    """What waits to be read. The list shows no words and no officer: those are on the page of each."""

    permission = Permission.REDACT_PRAISE
    title = gettext_lazy("Comments to read")
    template_name = "recognition/comments.html"

    @cached_property
    def found(self) -> queries.ToRead:
        """What this person can decide about, and how many others wait."""
        return queries.to_read(self.request.user, self.agency)

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "reads_first": access.reads_first(self.request.user, self.agency),
            "anothers": self.found.anothers,
            "closed": self.found.closed,
        }

    def rows(self) -> Table:
        due = queries.due_of(self.agency)
        today = self.agency.day()
        return Table(
            queryset=self.found.rows,
            columns=(
                Column("pk", gettext_lazy("Comment"), value=_link),
                Column("came_on", gettext_lazy("On the list since"), value=lambda row: day(row.came_on)),
                Column(
                    "due",
                    gettext_lazy("To be read by"),
                    value=lambda row: Cell(day(due(row)), late=due(row) < today),
                ),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Comments to read"),
            synthetic=self.agency.demo,
        )


def _link(row: Praise) -> Cell:
    return Cell(_("Comment %(number)s") % {"number": row.pk}, href=reverse("praise_read", args=[row.pk]))


class _OneComment(FormPage):
    """What both pages of one comment share: the row, its words, and whether this person may read them."""

    abstract = True
    comment: queries.Comment | None

    def prepare(self) -> None:
        """The comment, or a 404. Its words are shown to nobody who may not decide about it."""
        row = access.one_waiting(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        self.row = row
        self.look = queries.look(self.request.user, row)
        self.comment = self.look.comment

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": Comments.title, "url": reverse("praise_waiting")}]

    def context(self) -> dict[str, Any]:
        comment = self.comment
        return {
            "row": self.row,
            "comment": comment,
            "standing": self.look.standing.value,
            "pieces": redaction.pieces(comment.words, comment.spans) if comment else [],
            "language": redaction.language_of(comment.words) if comment else "",
            "synthetic": self.agency.demo,
        }


class Read(_OneComment):
    """The words beside the copy that others will read; passing them on destroys the original."""

    permission = Permission.REDACT_PRAISE
    title = gettext_lazy("Read a comment")
    template_name = "recognition/read.html"
    form_class = PassOnForm
    done_message = gettext_lazy("Passed on. The original words are destroyed.")

    def form_kwargs(self) -> Mapping[str, Any]:
        comment = self.comment
        return {
            "original": comment.words if comment else "",
            "initial": {"words": comment.suggested if comment else ""},
        }

    def act(self, form: PassOnForm) -> str:
        actions.pass_on(actor=self.request.user, praise=self.row, words=form.cleaned_data["words"])
        return reverse("praise_waiting")


class LeaveOut(_OneComment):
    """Pass it on to nobody, and say why."""

    permission = Permission.REDACT_PRAISE
    title = gettext_lazy("Leave a comment out")
    template_name = "recognition/leave_out.html"
    form_class = LeaveOutForm
    done_message = gettext_lazy("Left out. Its words are destroyed.")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [*super().breadcrumbs(), {"label": Read.title, "url": reverse("praise_read", args=[self.row.pk])}]

    def act(self, form: LeaveOutForm) -> str:
        actions.leave_out(actor=self.request.user, praise=self.row, reason=form.cleaned_data["reason"])
        return reverse("praise_waiting")
