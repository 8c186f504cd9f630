"""What is loaded and how complete it is; what the agency collects, item by item."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.agency.imports import kinds
from commonbeat.ground.records import access, actions, queries
from commonbeat.ground.records.forms import AnswerForm
from commonbeat.ground.records.queries import ContactCounts, Counted, Holding, InventoryLine
from commonbeat.ground.records.rules import AREAS, Area, Collected, InventoryItem, Published
from commonbeat.ground.roles import Permission
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, FormPage, Page
from commonbeat.kit.tables import Cell, DataTable, Head

SHAPES = {
    Collected.YES: "fine",
    Collected.PARTLY: "moved",
    Collected.NO: "broken",
    Collected.NOT_ANSWERED: "unknown",
}
"""The shape that stands beside each answer."""


class RecordOverview(Page):
    """What is loaded, kind by kind, and how complete each column is."""

    permission = Permission.SEE_RECORDS
    title = gettext_lazy("Records")
    template_name = "records/overview.html"

    def context(self) -> dict[str, Any]:
        unmatched = queries.unmatched(self.agency)
        holdings = queries.holdings(self.agency)
        return {
            "holdings": [self._shown(holding) for holding in holdings],
            "contacts": self._contacts() if any(each.kind == "contacts" and each.rows for each in holdings) else None,
            "unmatched": _unmatched_table(unmatched),
            "can_match": len(queries.can_be_matched(self.agency, unmatched)),
            "may_answer": self.request.user.may(Permission.ANSWER_INVENTORY, self.agency),
            "may_import": self.request.user.may(Permission.IMPORT_RECORDS, self.agency),
        }

    def _shown(self, holding: Holding) -> dict[str, Any]:
        return {
            "holding": holding,
            "label": kinds()[holding.kind].rows.label,
            "days": words.day_range(holding.first, holding.last) if holding.first and holding.last else "",
            "table": quality_table(holding, synthetic=bool(self.agency.demo) and holding.kind == "contacts"),
        }

    def _contacts(self) -> dict[str, Any]:
        """Contacts in counts; those of a demonstration are made up and say so."""
        counts = queries.contact_counts(self.agency, self.agency.day())
        made_up = bool(self.agency.demo)
        return {
            "counts": counts,
            "until": words.day(counts.until) if counts.until else "",
            "tables": [
                counted_table(_("Contacts by kind of call"), _("Kind of call"), counts.by_call_type, synthetic=made_up),
                counted_table(
                    _("Contacts by role of the person"), _("Role in the contact"), counts.by_role, synthetic=made_up
                ),
                _numbers_table(counts, synthetic=made_up),
            ],
        }


def counted_table(caption: str, name: str, counted: Counted, *, synthetic: bool) -> DataTable:
    """Counts from the largest down, small ones together in the last row."""
    shown, others = counted
    rows = [(named or _("Not recorded"), words.number(count)) for named, count in shown]
    if others:
        rows.append((_("All others, few of each"), words.number(others)))
    return DataTable(
        caption=caption,
        columns=(Head(name), Head(_("Contacts"), numeric=True)),
        rows=tuple(rows),
        synthetic=synthetic,
    )


def _numbers_table(counts: ContactCounts, *, synthetic: bool) -> DataTable:
    return DataTable(
        caption=_("What became of their phone numbers"),
        columns=(Head(_("Phone number")), Head(_("Contacts"), numeric=True)),
        rows=tuple((state.label, words.number(count)) for state, count in counts.numbers),
        synthetic=synthetic,
    )


def _unmatched_table(found: list[tuple[str, list[int]]]) -> DataTable | None:
    if not found:
        return None
    return DataTable(
        caption=_("Neighborhood names in the records that no neighborhood here has"),
        columns=(
            Head(_("Name in the records")),
            *(Head(kinds()[kind].rows.label, numeric=True) for kind in queries.MODELS),
        ),
        rows=tuple((name, *map(words.number, counts)) for name, counts in found),
    )


def quality_table(holding: Holding, *, synthetic: bool) -> DataTable:
    """For each column: in how many records it holds a usable word, "unknown", or nothing."""
    return DataTable(
        caption=_("How complete each column is: %(kind)s") % {"kind": kinds()[holding.kind].rows.label},
        columns=(
            Head(_("Column")),
            Head(_("Says something"), numeric=True),
            Head(_("Unknown to the officer"), numeric=True),
            Head(_("Not recorded"), numeric=True),
        ),
        rows=tuple(
            (
                str(field.name).capitalize(),
                words.of(field.said, field.rows),
                words.number(field.unknown),
                words.number(field.missing),
            )
            for field in holding.fields
        ),
        synthetic=synthetic,
    )


class NeighborhoodMatch(ActionPage):
    """Tie records to neighborhoods whose name is known by now."""

    permission = Permission.IMPORT_RECORDS
    done_message = gettext_lazy("The records are tied to their neighborhoods.")

    def act(self) -> str:
        actions.match_neighborhoods(actor=self.request.user, agency=self.agency)
        return self.back()

    def back(self) -> str:
        return reverse("record_overview")


class Inventory(Page):
    """What the agency collects, and what it has not said yet."""

    permission = Permission.ANSWER_INVENTORY
    title = gettext_lazy("What we collect")
    template_name = "records/inventory.html"

    def context(self) -> dict[str, Any]:
        lines = queries.inventory(self.agency)
        tables = [inventory_table(area, [line for line in lines if line.area == area]) for area in Area]
        return {"tables": tables, "open": sum(line.answer is None for line in lines), "all": len(lines)}


def inventory_table(area: Area, lines: list[InventoryLine]) -> DataTable:
    """The items of one area with their answers."""
    return DataTable(
        caption=area.label,
        columns=(Head(_("Item")), Head(_("Collected")), Head(_("Public")), Head(_("Planned"))),
        rows=tuple(
            (
                Cell(line.item.label, href=reverse("inventory_answer", args=[line.item.value])),
                Cell(line.collected.label, state=SHAPES[line.collected]),
                line.published.label,
                _planned(line),
            )
            for line in lines
        ),
    )


def _planned(line: InventoryLine) -> Cell:
    if line.answer is None or not line.answer.plan:
        return Cell("–")
    by = _("by %(day)s") % {"day": words.day(line.answer.plan_by)} if line.answer.plan_by else ""
    return Cell(line.answer.plan, small=by)


class InventoryAnswer(FormPage):
    """Answer one item."""

    permission = Permission.ANSWER_INVENTORY
    template_name = "records/inventory_answer.html"
    form_class = AnswerForm
    done_message = gettext_lazy("Your answer is kept. The public page shows it now.")

    def prepare(self) -> None:
        if self.kwargs["item"] not in InventoryItem.values:
            raise Http404
        self.item = InventoryItem(self.kwargs["item"])
        self.answer = access.visible_answer(self.request.user, self.agency, self.item)

    def heading(self) -> str:
        return str(self.item.label)

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": Inventory.title, "url": reverse("inventory")}, {"label": self.item.label}]

    def context(self) -> dict[str, Any]:
        return {"area": AREAS[self.item].label, "answer": self.answer}

    def form_kwargs(self) -> dict[str, Any]:
        if self.answer is None:
            return {}
        return {"initial": {field: getattr(self.answer, field) for field in AnswerForm.base_fields}}

    def act(self, form: AnswerForm) -> str:
        clean = form.cleaned_data
        actions.answer_inventory(
            actor=self.request.user,
            agency=self.agency,
            item=self.item,
            collected=Collected(clean["collected"]),
            published=Published(clean["published"]),
            quality=clean["quality"],
            plan=clean["plan"],
            plan_by=clean["plan_by"],
        )
        return reverse("inventory")
