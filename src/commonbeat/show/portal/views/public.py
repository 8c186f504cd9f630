"""The public face: home, the near-you box, how we measure, what nobody knows, what changed; and its pictures."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.standards.facts import accreditation
from commonbeat.act.standards.queries import programs as standards
from commonbeat.ground.places import queries as places
from commonbeat.ground.records import queries as records
from commonbeat.ground.records.rules import Collected
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, FormPage, Page
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.measure.experience.rules import SCORE
from commonbeat.measure.findings import corrections
from commonbeat.measure.findings import queries as findings
from commonbeat.show.portal import access, actions
from commonbeat.show.portal.figures import city, loop, near
from commonbeat.show.portal.forms.pictures import PictureForm
from commonbeat.show.portal.queries import public as queries
from commonbeat.show.portal.rules import PictureUse

COLLECTED = {
    Collected.YES: "fine",
    Collected.PARTLY: "reported",
    Collected.NO: "broken",
}
"""The shape that stands beside each answer's word."""


class Home(Page):
    """The first page: one action, the way to one's own neighborhood, then the loop: heard, measured, promised, done."""

    public = True
    cached = True
    title = gettext_lazy("See what police did here. Check every figure.")
    template_name = "portal/home.html"

    def context(self) -> dict[str, Any]:
        figures = findings.for_city(self.agency)
        shown = city.first_figures(figures, findings.released(self.agency))
        return {
            "sentences": city.sentences(figures),
            "figures": shown,
            "score": near.score(figures),
            "gaps": city.gaps(figures)[:4],
            "heard": loop.heard(self.agency),
            "promised": loop.promised(self.agency),
            "done": loop.done(self.agency),
            "map": places.outlines(self.agency),
        }


class Near(Page):
    """The near-you box: from the name of a neighborhood to its page; what was typed is not kept."""

    public = True
    title = gettext_lazy("Find your neighborhood")
    template_name = "portal/near.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("place", "").replace("\x00", "").strip()[:200]
        found = places.named(self.agency, asked) if asked else []
        if len(found) == 1:
            return redirect("neighborhood", slug=found[0].slug)
        return self.render(asked=asked, found=found)


class About(Page):
    """What this site is, who answers for it, what it knows of its readers."""

    public = True
    cached = True
    title = gettext_lazy("About this site")
    template_name = "portal/about.html"

    def context(self) -> dict[str, Any]:
        seal = queries.picture(self.agency, PictureUse.SEAL)
        return {
            "seal": seal,
            "seal_alt": seal.alt(words.language()) if seal else "",
            "badges": [accreditation.of_badge(one) for one in standards.badges(self.agency)],
        }


class HowWeMeasure(Page):
    """What is measured and by which rules, in plain words."""

    public = True
    cached = True
    section = "measure"
    title = gettext_lazy("How we measure")
    template_name = "portal/how_we_measure.html"

    def context(self) -> dict[str, Any]:
        measures = queries.measures(self.agency, words.language())
        return {
            "sections": _by_section(measures),
            "thresholds": (thresholds := queries.thresholds(self.agency)),
            "most_hidden": thresholds.count - 1,
            "score": next((one for one in measures if one.key == SCORE), None),
        }


class WhatWeDoNotKnow(Page):
    """Every gap: what is not collected, what is missing, what cannot be shown."""

    public = True
    cached = True
    section = "measure"
    title = gettext_lazy("What we do not know")
    template_name = "portal/what_we_do_not_know.html"

    def context(self) -> dict[str, Any]:
        figures = findings.for_city(self.agency)
        return {
            "score": near.score(figures),
            "missing": city.missing_figures(figures, findings.released(self.agency)),
            "left_out": queries.left_out(self.agency),
            "cannot": _limits(figures.figures.values()),
            "uncounted": words.listing(queries.uncounted(self.agency)),
            "inventory": _inventory(records.inventory(self.agency)),
        }


class Corrections(Page):
    """Every published figure that changed, and every run and file that was published, replaced or withdrawn."""

    public = True
    cached = True
    section = "show"
    title = gettext_lazy("What changed, and what we corrected")
    template_name = "portal/corrections.html"

    def context(self) -> dict[str, Any]:
        changes = corrections.changes(self.agency)
        return {
            "log": [_log_line(entry) for entry in queries.log(self.agency, words.language())],
            "changes": _changes(changes) if changes else None,
        }


class PictureFile(Page):
    """A picture of the public face; each has an address of its own that never changes."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        picture = access.picture(None, self.agency, kwargs["pk"])
        if picture is None:
            raise Http404
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return FileResponse(picture.file.open("rb"), content_type=picture.media_type, headers=headers)


class Pictures(FormPage):
    """Set the agency's seal and the words that stand in for it."""

    permission = Permission.MANAGE_AGENCY
    form_class = PictureForm
    title = gettext_lazy("The agency's seal")
    template_name = "portal/pictures.html"
    done_message = gettext_lazy("Saved. It stands beside the agency's name on every page.")

    def context(self) -> dict[str, Any]:
        return {"seal": queries.picture(self.agency, PictureUse.SEAL)}

    def act(self, form: PictureForm) -> str:
        clean = form.cleaned_data
        actions.set_picture(
            actor=self.request.user,
            agency=self.agency,
            use=PictureUse.SEAL,
            content=clean["file"].read(),
            file_name=clean["file"].name,
            alt_en=clean["alt_en"],
            alt_es=clean["alt_es"],
        )
        return reverse("picture_list")


class RemovePicture(ActionPage):
    """Take the seal away; the mark of the site stands in its place."""

    permission = Permission.MANAGE_AGENCY
    done_message = gettext_lazy("Removed.")

    def act(self) -> str:
        picture = access.picture(self.request.user, self.agency, self.kwargs["pk"])
        if picture is None:
            raise Http404
        actions.remove_picture(actor=self.request.user, picture=picture)
        return self.back()

    def back(self) -> str:
        return reverse("picture_list")


def score_panel(_request: HttpRequest, area: findings.AreaFigures) -> dict[str, Any] | None:
    """For the page of a neighborhood: its contact satisfaction score, or why it has none."""
    found = near.score(area)
    return {"score": found} if found else None


def heard_panel(request: HttpRequest, area: findings.AreaFigures) -> dict[str, Any] | None:
    """For the same page: the concerns told about it."""
    return {"heard": near.heard(request.agency, area.neighborhood)} if area.neighborhood else None  # type: ignore[attr-defined]


def promised_panel(request: HttpRequest, area: findings.AreaFigures) -> dict[str, Any] | None:
    """For the same page: what was promised there."""
    found = near.promised(request.agency, area.neighborhood) if area.neighborhood else None  # type: ignore[attr-defined]
    return {"promised": found} if found else None


def _limits(figures: Iterable[findings.Figure]) -> dict[str, list[findings.Figure]]:
    """What figures cannot show, each limit once with all figures that have it."""
    found: dict[str, list[findings.Figure]] = {}
    for figure in figures:
        if figure.cannot:
            found.setdefault(figure.cannot, []).append(figure)
    return found


def _by_section(measures: Sequence[queries.Measure]) -> list[dict[str, Any]]:
    """The measures under their headings."""
    return [
        {"title": heading, "measures": [one for one in measures if one.section == section]}
        for section, heading in {one.section: one.heading for one in measures}.items()
    ]


def _inventory(lines: Sequence[records.InventoryLine]) -> dict[str, Any] | None:
    """What is collected, how good it is, whether the public sees it; and what nobody has answered yet."""
    answered = [line for line in lines if line.collected != Collected.NOT_ANSWERED]
    if not answered:
        return None
    table = DataTable(
        caption=_("What the agency collects"),
        columns=(Head(_("What")), Head(_("Collected")), Head(_("Public"))),
        rows=tuple((line.item.label, _collected(line), line.published.label) for line in answered),
    )
    return {"table": table, "open": [line.item.label for line in lines if line not in answered]}


def _collected(line: records.InventoryLine) -> Cell:
    quality = line.answer.quality if line.answer else ""
    return Cell(line.collected.label, state=COLLECTED[line.collected], small=quality)


def _log_line(entry: queries.Entry) -> dict[str, str]:
    """An entry of the log with the address that it leads to."""
    if entry.run:
        href = reverse("run", args=[entry.run])
    else:
        href = reverse("dataset", args=[entry.dataset]) if entry.dataset else reverse("dataset_list")
    return {"when": words.day(entry.at), "words": entry.words, "small": entry.small, "href": href}


def _changes(changes: Sequence[corrections.Change]) -> DataTable:
    """Every figure that changed: what it was, what it is, when and why."""
    return DataTable(
        caption=_("Figures that changed"),
        columns=(Head(_("Figure")), Head(_("Was")), Head(_("Is now")), Head(_("When and why"))),
        rows=tuple(
            (
                Cell(one.title, small=", ".join(part for part in (one.place, one.label) if part)),
                words.figure(one.old) if one.old else _("not published"),
                words.figure(one.new) if one.new else _("no longer published"),
                Cell(words.day(one.at), small=one.reason),
            )
            for one in changes
        ),
    )
