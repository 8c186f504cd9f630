"""The standards of an edition, and the workspace of one: its ties, its parts and their proofs, where it stands."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies.queries import ties
from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import programs as actions
from commonbeat.act.standards.facts import accreditation as facts
from commonbeat.act.standards.forms.accreditation import LinkForm, MoveForm, StandardForm
from commonbeat.act.standards.models import Standard, StandardSet
from commonbeat.act.standards.queries import programs, proofs
from commonbeat.act.standards.rules import proofs as proof_rules
from commonbeat.act.standards.rules.programs import KINDS, MOVES, Area, LinkKind, StandardState
from commonbeat.act.standards.views.asking import Asks
from commonbeat.act.standards.views.programs import crumbs
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage, DetailPage
from commonbeat.kit.tables import Cell, Column, Filter, Table


def address(row: Standard) -> str:
    """The workspace of a standard."""
    return reverse("standard", args=[row.pk])


def way(row: Standard) -> list[dict[str, Any]]:
    """The way to a standard's workspace."""
    edition = row.edition
    return [*crumbs(edition.program), {"label": edition.edition, "url": reverse("edition", args=[edition.pk])}]


class Edition(DetailPage):
    """The standards of an edition, chapter by chapter."""

    permission = Permission.SEE_STANDARDS
    template_name = "standards/edition.html"
    object: StandardSet

    def find(self) -> StandardSet | None:
        return access.edition(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return f"{self.object.program.name}: {self.object.edition}"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs(self.object.program)

    def context(self) -> dict[str, Any]:
        return {
            "edition": self.object,
            "rows": self._table(),
            "may_manage": self.request.user.may(Permission.MANAGE_STANDARDS, self.agency),
        }

    def _table(self) -> Table:
        return Table(
            queryset=access.standards(self.request.user, self.agency).of(self.object),
            columns=(
                Column("number", gettext_lazy("Number"), value=lambda row: Cell(row.number, href=address(row))),
                Column("title", gettext_lazy("Standard"), value=_title),
                Column("area", gettext_lazy("Area"), value=lambda row: row.get_area_display()),
                Column("owner", gettext_lazy("Who keeps it"), value=lambda row: row.owner.name if row.owner else ""),
                Column(
                    "state",
                    gettext_lazy("State"),
                    value=lambda row: Cell(row.get_state_display(), state=KINDS[StandardState(row.state)]),
                ),
            ),
            filters=(
                Filter("state", gettext_lazy("State"), StandardState.choices),
                Filter("area", gettext_lazy("Area"), Area.choices),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Standards"),
            synthetic=self.agency.demo,
        )


def _title(row: Standard) -> Cell:
    return Cell(row.title, href=address(row), small=str(row.chapter))


class NewStandard(Asks):
    """Write down a standard."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Write down a standard")
    form_class = StandardForm
    submit = gettext_lazy("Write it down")
    done_message = gettext_lazy("Written down.")
    row: StandardSet

    def find(self) -> StandardSet | None:
        return access.edition(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row.program.name}: {self.row.edition}"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs(self.row.program)

    def back(self) -> str:
        return reverse("edition", args=[self.kwargs["pk"]])

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"people": [(one.pk, one.name) for one in programs.people(self.agency)]}

    def act(self, form: StandardForm) -> str:
        clean = form.cleaned_data
        said = {**clean, "owner": programs.somebody(self.agency, clean["owner"])}
        return address(actions.write_standard(actor=self.request.user, edition=self.row, said=said))


class OfStandard(Asks):
    """A form about one standard."""

    abstract = True
    row: Standard

    def find(self) -> Standard | None:
        return access.standard(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return str(self.row)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return way(self.row)

    def back(self) -> str:
        return reverse("standard", args=[self.kwargs["pk"]])


class ChangeStandard(OfStandard):
    """Change how a standard is written down."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Change how it is written down")
    form_class = StandardForm
    submit = gettext_lazy("Keep the change")
    done_message = gettext_lazy("Changed. The trail says what.")

    def form_kwargs(self) -> Mapping[str, Any]:
        row = self.row
        names = ("area", "title", "text", "exceeds_law", "citation", "proof_days")
        parts = "\n".join(one.text for one in programs.parts_of(row))
        return {
            "people": [(one.pk, one.name) for one in programs.people(self.agency)],
            "fixed": True,
            "initial": {**{name: getattr(row, name) for name in names}, "owner": row.owner_id, "bullets": parts},
        }

    def act(self, form: StandardForm) -> str:
        clean = form.cleaned_data
        said = {**clean, "owner": programs.somebody(self.agency, clean["owner"])}
        return address(actions.change_standard(actor=self.request.user, standard=self.row, said=said))


class Workspace(DetailPage):
    """One standard: its text, what it is tied to, its parts with their proofs, where it stands."""

    permission = Permission.SEE_STANDARDS
    template_name = "standards/standard.html"
    object: Standard

    def find(self) -> Standard | None:
        return access.standard(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return str(self.object)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return way(self.object)

    def context(self) -> dict[str, Any]:
        row, today = self.object, self.agency.day()
        whole = programs.workspace(row)
        trained = ties.named(self.agency, [one.training for one in whole.links])
        return {
            "standard": row,
            "kind": KINDS[StandardState(row.state)],
            "links": [
                {
                    "label": kind.label,
                    "rows": [{"pk": one.pk, **facts.of_link(one, trained)} for one in whole.links if one.kind == kind],
                }
                for kind in LinkKind
            ],
            "parts": [
                {
                    "text": part.bullet.text if part.bullet else _("The standard as a whole"),
                    "gap": part.gap.said(today) if part.gap else "",
                    "proofs": [
                        {
                            "row": one,
                            "kind": proof_rules.KINDS[proof_rules.ProofState(one.state)],
                            "said": facts.of_proof(one),
                        }
                        for one in part.proofs
                    ],
                }
                for part in whole.parts
            ],
            "gaps": whole.gaps,
            "days": whole.days,
            "may_manage": self.request.user.may(Permission.MANAGE_STANDARDS, self.agency),
            "may_read": self.request.user.may(Permission.READ_POLICIES, self.agency),
        }


class Link(OfStandard):
    """Tie a standard to something."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Tie it to something")
    form_class = LinkForm
    submit = gettext_lazy("Tie it")
    done_message = gettext_lazy("Tied.")

    def form_kwargs(self) -> Mapping[str, Any]:
        return {
            "policies": programs.policies(self.agency),
            "versions": proofs.versions(self.agency),
            "trainings": [(one.name, one.title) for one in ties.offered(self.agency)],
        }

    def act(self, form: LinkForm) -> str:
        clean = form.cleaned_data
        actions.link_standard(
            actor=self.request.user,
            standard=self.row,
            kind=clean["kind"],
            policy=programs.policy(self.agency, clean["policy"]),
            version=proofs.version(self.agency, clean["version"]),
            training=clean["training"],
            words=clean["words"],
        )
        return self.back()


class Unlink(ActionPage):
    """Untie it."""

    permission = Permission.MANAGE_STANDARDS
    done_message = gettext_lazy("Untied.")

    def act(self) -> str:
        link = access.link(self.request.user, self.agency, self.kwargs["pk"])
        if link is None:
            raise Http404
        return address(actions.unlink_standard(actor=self.request.user, link=link))

    def back(self) -> str:
        return reverse("accreditation_programs")


class Move(OfStandard):
    """Say where a standard stands."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Say where it stands")
    form_class = MoveForm
    submit = gettext_lazy("Keep it so")
    done_message = gettext_lazy("Written down.")

    def about(self) -> str:
        return f"{self.row}: {self.row.get_state_display()}"

    def form_kwargs(self) -> Mapping[str, Any]:
        onward = MOVES[StandardState(self.row.state)]
        return {"states": [state for state in StandardState if state in onward]}

    def act(self, form: MoveForm) -> str:
        clean = form.cleaned_data
        actions.move_standard(actor=self.request.user, standard=self.row, to=clean["state"], reason=clean["reason"])
        return self.back()
