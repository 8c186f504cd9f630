"""Asking for a proof, handing it in, checking it; one proof with its file; what one is asked for oneself."""

from collections.abc import Mapping
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import proofs as actions
from commonbeat.act.standards.facts import accreditation as facts
from commonbeat.act.standards.forms.accreditation import AskForm, BackForm, GiveForm, TurnForm
from commonbeat.act.standards.models import Proof
from commonbeat.act.standards.queries import programs, proofs
from commonbeat.act.standards.rules.proofs import KINDS, WANTED, ProofKind, ProofState
from commonbeat.act.standards.views.asking import Asks
from commonbeat.act.standards.views.standards import OfStandard, address, way
from commonbeat.ground.agency.queries import media_folder
from commonbeat.ground.roles import Permission
from commonbeat.kit.facts import Fact
from commonbeat.kit.pages import ActionPage, DetailPage, ListPage, Page, Words
from commonbeat.kit.tables import Cell, Column, Table
from commonbeat.kit.words import day, day_range, size


class Ask(OfStandard):
    """Ask somebody for a proof."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Ask for a proof")
    form_class = AskForm
    submit = gettext_lazy("Ask for it")
    done_message = gettext_lazy("Asked. It stands on their desk.")

    def form_kwargs(self) -> Mapping[str, Any]:
        return {
            "people": [(one.pk, one.name) for one in programs.people(self.agency)],
            "bullets": [(one.pk, one.text) for one in programs.parts_of(self.row)],
        }

    def act(self, form: AskForm) -> str:
        clean = form.cleaned_data
        asked = programs.somebody(self.agency, clean["asked"])
        if asked is None:
            raise Http404
        actions.ask(
            actor=self.request.user,
            standard=self.row,
            asked=asked,
            request=clean["request"],
            due=clean["due"],
            bullet=programs.part(self.row, clean.get("bullet", "")),
        )
        return self.back()


class OwnProofs(ListPage):
    """What one is asked for oneself."""

    permission = Permission.GIVE_PROOF
    title = gettext_lazy("Proofs that you are asked for")
    template_name = "standards/own_proofs.html"

    def rows(self) -> Table:
        return Table(
            queryset=access.proofs(self.request.user, self.agency).asked_of(self.request.user.pk),
            columns=(
                Column("request", gettext_lazy("What is asked for"), value=_request),
                Column("due", gettext_lazy("Due"), sortable=True, value=lambda row: day(row.due)),
                Column("state", gettext_lazy("State"), value=_state),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Proofs that you are asked for"),
            order="-due",
            synthetic=self.agency.demo,
        )


def _request(row: Proof) -> Cell:
    return Cell(row.request, href=reverse("proof_give", args=[row.pk]), small=str(row.standard))


def _state(row: Proof) -> Cell:
    return Cell(row.get_state_display(), state=KINDS[ProofState(row.state)], small=row.reason)


class ProofPage(DetailPage):
    """One proof: what was asked, what was handed in, for which days, who checked it."""

    permission = Permission.SEE_STANDARDS
    template_name = "standards/proof.html"
    object: Proof

    def find(self) -> Proof | None:
        return access.proof(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return self.object.request

    def breadcrumbs(self) -> list[dict[str, Any]]:
        row = self.object.standard
        return [*way(row), {"label": str(row), "url": address(row)}]

    def context(self) -> dict[str, Any]:
        row = self.object
        waits = row.state == ProofState.SUBMITTED
        manages = self.request.user.may(Permission.MANAGE_STANDARDS, self.agency)
        return {
            "proof": row,
            "kind": KINDS[ProofState(row.state)],
            "facts": _facts(row),
            "may_check": waits and access.may_check(self.request.user, row),
            "own": waits and manages and not access.may_check(self.request.user, row),
            "may_give": row.state in WANTED and access.may_give(self.request.user, row),
            "may_turn": row.state in WANTED and manages,
        }


def _facts(row: Proof) -> list[Fact]:
    """What is known of a proof, in the order in which it became known."""
    covers = day_range(row.covers_from, row.covers_to) if row.covers_from and row.covers_to else ""
    file = f"{row.file_name} ({size(row.size)})" if row.stored else ""
    return [
        Fact(gettext_lazy("Standard"), str(row.standard), address(row.standard)),
        Fact(gettext_lazy("Part"), row.bullet.text if row.bullet else ""),
        Fact(gettext_lazy("Who is asked"), row.asked.name),
        Fact(gettext_lazy("Asked on"), day(row.asked_on)),
        Fact(gettext_lazy("Due"), day(row.due)),
        Fact(gettext_lazy("What proves it"), "" if row.kind == ProofKind.FILE else facts.of_proof(row)),
        Fact(gettext_lazy("File"), file, reverse("proof_file", args=[row.pk]) if file else ""),
        Fact(gettext_lazy("Fingerprint (SHA-256)"), row.sha256),
        Fact(gettext_lazy("In words"), row.words),
        Fact(gettext_lazy("Covers"), covers),
        Fact(gettext_lazy("Handed in by"), row.submitter),
        Fact(gettext_lazy("Handed in on"), day(row.submitted_on) if row.submitted_on else ""),
        Fact(gettext_lazy("Checked by"), row.checker),
        Fact(gettext_lazy("Checked on"), day(row.checked_on) if row.checked_on else ""),
        Fact(gettext_lazy("Why it was sent back"), row.reason),
    ]


class Give(Asks):
    """Hand a proof in."""

    permission = Permission.GIVE_PROOF
    title = gettext_lazy("Hand in a proof")
    form_class = GiveForm
    submit = gettext_lazy("Hand it in")
    done_message = gettext_lazy("Handed in. Somebody else checks it.")
    row: Proof

    def find(self) -> Proof | None:
        return access.proof(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row.standard.number}: {self.row.request}"

    def stop(self) -> Words:
        if not access.may_give(self.request.user, self.row):
            return gettext_lazy("Only who was asked for this proof can hand it in.")
        if self.row.state not in WANTED:
            return self.row.get_state_display()
        return ""

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": OwnProofs.title, "url": reverse("proof_own")}]

    def back(self) -> str:
        return reverse("proof_own")

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"versions": proofs.versions(self.agency), "measures": proofs.figures(self.agency)}

    def act(self, form: GiveForm) -> str:
        clean = form.cleaned_data
        file = clean["file"]
        evidence = actions.Evidence(
            kind=ProofKind(clean["kind"]),
            covers_from=clean["covers_from"],
            covers_to=clean["covers_to"],
            words=clean["words"],
            version=proofs.version(self.agency, clean["version"]),
            finding=proofs.finding(self.agency, clean["measure"]),
            file_name=file.name if file else "",
            blocks=file.chunks() if file else None,
        )
        actions.give(actor=self.request.user, proof=self.row, evidence=evidence)
        return self.back()


class Turn(Asks):
    """Ask somebody else for it."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Ask somebody else")
    form_class = TurnForm
    submit = gettext_lazy("Ask them")
    done_message = gettext_lazy("Asked. It stands on their desk.")
    row: Proof

    def find(self) -> Proof | None:
        return access.proof(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row.standard.number}: {self.row.request}"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return way(self.row.standard)

    def back(self) -> str:
        return reverse("proof", args=[self.kwargs["pk"]])

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"people": [(one.pk, one.name) for one in programs.people(self.agency)]}

    def act(self, form: TurnForm) -> str:
        clean = form.cleaned_data
        asked = programs.somebody(self.agency, clean["asked"])
        if asked is None:
            raise Http404
        actions.turn(actor=self.request.user, proof=self.row, asked=asked, due=clean["due"])
        return self.back()


class Verify(ActionPage):
    """The proof holds."""

    permission = Permission.MANAGE_STANDARDS
    done_message = gettext_lazy("Checked: it holds.")

    def act(self) -> str:
        row = access.proof(self.request.user, self.agency, self.kwargs["pk"])
        if row is None:
            raise Http404
        return address(actions.verify(actor=self.request.user, proof=row).standard)

    def back(self) -> str:
        return reverse("proof", args=[self.kwargs["pk"]])


class SendBack(Asks):
    """The proof does not hold, and why."""

    permission = Permission.MANAGE_STANDARDS
    title = gettext_lazy("Send it back")
    form_class = BackForm
    submit = gettext_lazy("Send it back")
    done_message = gettext_lazy("Sent back. Whoever was asked reads why.")
    row: Proof

    def find(self) -> Proof | None:
        return access.proof(self.request.user, self.agency, self.kwargs["pk"])

    def about(self) -> str:
        return f"{self.row.standard.number}: {self.row.request}"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return way(self.row.standard)

    def back(self) -> str:
        return reverse("proof", args=[self.kwargs["pk"]])

    def act(self, form: BackForm) -> str:
        actions.reject(actor=self.request.user, proof=self.row, reason=form.cleaned_data["reason"])
        return self.back()


class ProofFile(Page):
    """The file of a proof, always as a download: nothing of it runs in the browser."""

    permission = Permission.SEE_STANDARDS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        row = access.proof(self.request.user, self.agency, kwargs["pk"])
        path = media_folder() / row.stored if row and row.stored else None
        if row is None or path is None or not path.is_file():
            raise Http404
        answer = FileResponse(
            path.open("rb"), as_attachment=True, filename=row.file_name, content_type="application/octet-stream"
        )
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Cache-Control"] = "no-store"
        return answer
