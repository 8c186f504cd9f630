"""Who needs which training: the list, one requirement through time, writing it down, and starting from ours."""

from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.act.policies.access import training as access
from commonbeat.act.policies.actions import requirements as actions
from commonbeat.act.policies.actions.requirements import TIES, Terms
from commonbeat.act.policies.facts import training as facts
from commonbeat.act.policies.figures import training as figures
from commonbeat.act.policies.forms.training import RequirementForm, StartForm
from commonbeat.act.policies.models import TrainingRequirement
from commonbeat.act.policies.queries import courses, reading, training
from commonbeat.act.policies.queries.reading import LeftBehind
from commonbeat.act.policies.rules.training import Purpose
from commonbeat.act.policies.views.training_own import home
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import DetailPage, FormPage, Page
from commonbeat.kit.tables import Cell, DataTable, Head
from commonbeat.kit.words import day, listing


def crumbs() -> list[dict[str, Any]]:
    """The way to the requirements."""
    return [home(), {"label": _("Who needs which training"), "url": reverse("requirement_list")}]


def detail(key: str) -> str:
    """The address of one requirement."""
    return reverse("requirement_detail", args=[key])


class Requirements(Page):
    """Every requirement in force today."""

    permission = Permission.READ_POLICIES
    title = gettext_lazy("Who needs which training")
    template_name = "policies/training/requirements.html"

    def context(self) -> dict[str, Any]:
        rows = training.asked(self.agency, self.agency.day())
        table = DataTable(
            caption=_("Requirements in force"),
            columns=(Head(_("Training")), Head(_("For whom")), Head(_("What it asks"))),
            rows=tuple(
                (
                    Cell(one.row.title, href=detail(one.key), small=str(Purpose(one.row.purpose).label)),
                    facts.for_whom(one.row),
                    " ".join(facts.asks(one.row)),
                )
                for one in rows
            ),
            synthetic=self.agency.demo,
        )
        may_manage = self.request.user.may(Permission.MANAGE_TRAINING, self.agency)
        return {"table": table if rows else None, "may_manage": may_manage}

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [home()]


class Detail(DetailPage):
    """One requirement: what it asks now, what it asked before, which courses and policies, what scores say."""

    permission = Permission.READ_POLICIES
    template_name = "policies/training/requirement.html"
    object: list[TrainingRequirement]

    def find(self) -> list[TrainingRequirement] | None:
        if not access.requirements(self.request.user, self.agency).exists():
            return None
        return courses.history(self.agency, self.kwargs["key"]) or None

    def heading(self) -> str:
        return self.object[0].title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        today = self.agency.day()
        rows = self.object
        now = next((row for row in rows if row.effective_from <= today), rows[0])
        of_now = [course.pk for course in now.courses.all()]
        user = self.request.user
        return {
            "row": now,
            "key": now.key,
            "whom": facts.for_whom(now),
            "asks": facts.asks(now),
            "courses": [(course.pk, course.title) for course in now.courses.all()],
            "policies": listing([version.called for version in now.versions.all()]),
            "behind": [facts.left_behind(one) for one in self._behind(today)],
            "changes": [
                {"name": one.kind.label, "why": why, "drawn": None if why else figures.framed(one, place)}
                for place, one in enumerate(figures.changes(self.agency, of_now))
                for why in [figures.not_shown(one)]
            ],
            "history": _history(rows, today),
            "may_manage": user.may(Permission.MANAGE_TRAINING, self.agency),
            "may_see": user.may(Permission.SEE_READING, self.agency),
        }

    def _behind(self, today: date) -> list[LeftBehind]:
        one = training.one_asked(self.agency, today, self.kwargs["key"])
        return reading.left_behind(self.agency, today, [one]) if one else []


def _history(rows: list[TrainingRequirement], today: date) -> list[dict[str, Any]]:
    """Every row, the newest first, with whether its day has come."""
    return [
        {
            "since": day(row.effective_from),
            "coming": row.effective_from > today,
            "asks": _("It ends.") if row.ends else " ".join(facts.asks(row)),
            "whom": facts.for_whom(row),
            "citation": row.citation,
        }
        for row in rows
    ]


class _Writing(FormPage):
    """What writing a requirement, new or changed, shares."""

    abstract = True
    template_name = "policies/training/form.html"
    form_class = RequirementForm
    change = False

    def form_kwargs(self) -> dict[str, Any]:
        self.offered: dict[str, dict[str, Any]] = {
            "units": {str(row.pk): row for row in courses.units(self.agency)},
            "courses": {str(row.pk): row for row in courses.held(self.agency)},
            "versions": {str(row.pk): row for row in courses.policy_versions(self.agency)},
        }
        choices = {name: [(pk, str(row)) for pk, row in rows.items()] for name, rows in self.offered.items()}
        choices["versions"] = [(pk, row.called) for pk, row in self.offered["versions"].items()]
        return {**choices, "change": self.change, "initial": self.initial()}

    def initial(self) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "effective_from": self.agency.day(),
            "recurrence": 12,
            "hours": 8,
            "sessions": 1,
            "days_apart": 0,
        }

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        return {
            "lede": _("It is never changed afterwards: what is asked from a later day on is written down beside it."),
            "back": reverse("requirement_list"),
        }

    def write(self, form: Any, key: str = "") -> str:
        """Call the action; returns the address of the requirement."""
        clean = dict(form.cleaned_data)
        ties: dict[str, Any] = {name: [self.offered[name][pk] for pk in clean.pop(name, ())] for name in TIES}
        row = actions.set_requirement(
            actor=self.request.user,
            agency=self.agency,
            effective_from=clean.pop("effective_from"),
            citation=clean.pop("citation"),
            ends=clean.pop("ends", False),
            key=key,
            terms=Terms(**clean, **ties),
        )
        return detail(row.key)


class New(_Writing):
    """Write a requirement down."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Ask for training")

    def act(self, form: Any) -> str:
        return self.write(form)


class Change(_Writing):
    """Say what a requirement asks for from a later day on."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Change what is asked")
    done_message = gettext_lazy("Written down. What was asked before stays on record.")
    change = True

    def prepare(self) -> None:
        rows = courses.history(self.agency, self.kwargs["key"])
        if not rows:
            raise Http404
        self.row = rows[0]

    def initial(self) -> dict[str, Any]:
        plain = {
            name: getattr(self.row, name)
            for name in RequirementForm.base_fields
            if hasattr(self.row, name) and name not in (*TIES, "effective_from", "citation", "ends")
        }
        ties = {name: [str(one.pk) for one in getattr(self.row, name).all()] for name in TIES}
        return {**plain, **ties}

    def act(self, form: Any) -> str:
        return self.write(form, self.row.key)


class Start(FormPage):
    """Begin with our two requirements and our topics."""

    permission = Permission.MANAGE_TRAINING
    title = gettext_lazy("Begin with two requirements and six topics")
    template_name = "policies/training/form.html"
    form_class = StartForm
    done_message = gettext_lazy("They are in place. Say now which courses count, and change what does not fit.")

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def context(self) -> dict[str, Any]:
        lede = _(
            "Ongoing de-escalation training and ongoing mental health and crisis training, for sworn staff, both with "
            "practice and once since the newest law. What is there already stays."
        )
        return {"lede": lede, "back": reverse("requirement_list")}

    def act(self, form: Any) -> str:
        actions.start_training(actor=self.request.user, agency=self.agency, **form.cleaned_data)
        return reverse("requirement_list")
