"""How far training has come: by unit and squad, person by person, policy by policy, and at crisis calls."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies.access import training as access
from commonbeat.act.policies.actions import requirements as actions
from commonbeat.act.policies.facts import training as facts
from commonbeat.act.policies.figures import training as figures
from commonbeat.act.policies.forms.training import CrisisForm
from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.policies.queries import courses, crisis, reading, training
from commonbeat.act.policies.queries.reading import Known
from commonbeat.act.policies.views.training_own import home, person_context
from commonbeat.act.policies.views.training_requirements import crumbs, detail
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, FormPage, ListPage, Page
from commonbeat.kit.tables import Cell, Column, DataTable, Filter, Head, Table
from commonbeat.kit.words import day, day_range, figure, listing, number, of


class CoveragePage(DetailPage):
    """One requirement: how far units and squads are, of the people whom this person may see."""

    permission = Permission.SEE_READING
    template_name = "policies/training/coverage.html"

    def find(self) -> Any:
        return training.one_asked(self.agency, self.agency.day(), self.kwargs["key"])

    def heading(self) -> str:
        return _("How far: %(title)s") % {"title": self.object.row.title}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [*crumbs(), {"label": self.object.row.title, "url": detail(self.object.key)}]

    def context(self) -> dict[str, Any]:
        people = access.people(self.request.user, self.agency).select_related("unit", "squad")
        found = training.coverage(self.agency, people, self.object, self.agency.day())
        synthetic = self.agency.demo
        return {
            "key": self.object.key,
            "count": of(found.all.current, found.all.people),
            "some": found.all.people > 0,
            "marks": figures.standings(found, synthetic=synthetic),
            "tables": facts.covered(found, synthetic=synthetic),
            "shifts": any(group.name for group in found.shifts),
            "today": day(self.agency.day()),
            "may_manage": self.request.user.may(Permission.MANAGE_TRAINING, self.agency),
        }


class PassOn(CoveragePage):
    """The same for whoever may open nobody by name: in all and by unit, nobody in a row of too few people."""

    permission = Permission.MANAGE_TRAINING
    template_name = "policies/training/pass_on.html"

    def heading(self) -> str:
        return _("To pass on: %(title)s") % {"title": self.object.row.title}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        back = {"label": _("How far it is"), "url": reverse("training_coverage", args=[self.object.key])}
        return [*super().breadcrumbs(), back]

    def context(self) -> dict[str, Any]:
        people = access.people(self.request.user, self.agency).select_related("unit")
        found = training.to_pass_on(self.agency, people, self.object, self.agency.day())
        return {
            "table": facts.passed_on(found, synthetic=self.agency.demo) if found.all.people else None,
            "asks": " ".join(facts.asks(self.object.row)),
            "citation": self.object.row.citation,
            "least": number(found.least),
            "today": day(self.agency.day()),
        }


class People(ListPage):
    """Person by person and policy by policy: read, understood, trained."""

    permission = Permission.SEE_READING
    title = gettext_lazy("Read, understood, trained")
    template_name = "policies/training/people.html"

    def rows(self) -> Table:
        offered = reading.policies(self.agency)
        chosen = self.request.GET.get("policy", "")
        chosen = chosen if chosen in dict(offered) else ""
        versions = reading.policy_set(self.agency, chosen)
        self.versions = versions
        table = Table(
            queryset=access.people(self.request.user, self.agency),
            columns=(NAME,),
            filters=(
                Filter("name__icontains", gettext_lazy("Name")),
                Filter("policy", gettext_lazy("Policy"), offered, apply=lambda rows, _value: rows),
            ),
            params=self.request.GET,
            caption=gettext_lazy("Who read, understood and was trained"),
            order="name",
            synthetic=self.agency.demo,
        )
        known = reading.known(self.agency, table.rows, versions)
        table.columns = (
            NAME,
            *(_column(version, known) for version in versions),
        )
        return table

    def context(self) -> dict[str, Any]:
        rows, today = self.rows(), self.agency.day()
        behind = reading.left_behind(self.agency, today, training.asked(self.agency, today))
        return {
            "rows": rows,
            "nobody": not access.people(self.request.user, self.agency).exists(),
            "policies": facts.in_force(self.versions),
            "behind": [(detail(one.asked.key), facts.left_behind(one)) for one in behind],
            "most": number(reading.MOST),
        }

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home()]


def _column(version: PolicyVersion, known: Mapping[tuple[int, int], Known]) -> Column:
    """What is known of each person and this policy."""

    def cell(row: Staff) -> Cell:
        return facts.known_cell(known[row.pk, version.pk])

    return Column(f"version_{version.pk}", version.called, value=cell)


def _name(row: Staff) -> Cell:
    return Cell(row.name, href=reverse("training_person", args=[row.pk]), small=row.badge)


NAME = Column("name", gettext_lazy("Name"), sortable=True, value=_name)


class Person(DetailPage):
    """One person's training, for whoever supervises them or manages training."""

    permission = Permission.SEE_READING
    template_name = "policies/training/person.html"
    object: Staff

    def find(self) -> Staff | None:
        return access.person(self.request.user, self.agency, self.kwargs["pk"])

    def heading(self) -> str:
        return _("Training of %(name)s") % {"name": self.object.name}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home(), {"label": People.title, "url": reverse("training_people")}]

    def context(self) -> dict[str, Any]:
        manages = self.request.user.may(Permission.MANAGE_TRAINING, self.agency)
        corrections = [
            (reverse("completion_correct", args=[row.pk]), row.course.title, day(row.day))
            for row in (courses.record_of(self.object) if manages else [])
        ]
        return {**person_context(self.object, self.agency, mine=False), "corrections": corrections}


class Crisis(Page):
    """At which crisis calls an officer with current training was, and of how many nobody can tell."""

    permission = Permission.SEE_READING
    title = gettext_lazy("Were trained officers at crisis calls?")
    template_name = "policies/training/crisis.html"

    def context(self) -> dict[str, Any]:
        found = crisis.crisis(self.agency)
        return {
            "found": found,
            "calls": number(found.found.calls),
            "trained": of(found.found.told_trained, found.found.told),
            "least": of(found.found.trained, found.found.calls),
            "most": of(found.found.most, found.found.calls),
            "partly": number(found.found.partly),
            "told": of(found.found.told, found.found.calls),
            "cannot_tell": number(found.found.cannot_tell),
            "window": day_range(found.window.start, found.window.end),
            "lists": [(day(one.effective_from), listing(one.call_types), one.citation) for one in found.lists],
            "needs": listing([one.row.title for one in found.needs]) if found.needs else "",
            "table": _months(found, synthetic=self.agency.demo) if found.months else None,
            "may_manage": self.request.user.may(Permission.MANAGE_TRAINING, self.agency),
        }

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home()]


def _months(found: crisis.CrisisPage, *, synthetic: bool) -> DataTable:
    heads = (
        Head(_("Month")),
        Head(_("Crisis calls"), numeric=True),
        Head(_("Cannot tell"), numeric=True),
        Head(_("With a trained officer")),
    )
    rows = tuple(
        (
            date_format(one.first, "YEAR_MONTH_FORMAT"),
            number(one.found.calls),
            number(one.found.cannot_tell),
            Cell(of(one.found.told_trained, one.found.told), small=figure(one.shown)),
        )
        for one in found.months
    )
    return DataTable(caption=_("Month by month"), columns=heads, rows=rows, synthetic=synthetic)


class CrisisChange(FormPage):
    """Say which kinds of call are crisis calls."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Say which calls are crisis calls")
    template_name = "policies/training/form.html"
    form_class = CrisisForm

    def form_kwargs(self) -> dict[str, Any]:
        today = self.agency.day()
        offered = crisis.call_types(self.agency)
        now = crisis.in_force(self.agency, today)
        listed = now.call_types if now else []
        return {
            "offered": offered,
            "initial": {
                "effective_from": today,
                "call_types": [name for name in listed if name in offered],
                "more": "\n".join(name for name in listed if name not in offered),
            },
        }

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home(), {"label": Crisis.title, "url": reverse("training_crisis")}]

    def context(self) -> dict[str, Any]:
        return {"back": reverse("training_crisis")}

    def act(self, form: Any) -> str:
        clean = form.cleaned_data
        actions.set_crisis_calls(
            actor=self.request.user,
            agency=self.agency,
            call_types=form.names(),
            effective_from=clean["effective_from"],
            citation=clean["citation"],
        )
        return reverse("training_crisis")
