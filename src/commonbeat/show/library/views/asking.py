"""Asking for a resource that is not there: nobody's name or address is asked for or kept."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from commonbeat.ground.library import actions
from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.rules import asked
from commonbeat.kit.pages import FormPage, Page
from commonbeat.show.library import facts
from commonbeat.show.library.forms import AskForm
from commonbeat.show.library.views.catalog import crumbs

VISITOR = access.Visitor()


@method_decorator(csrf_exempt, name="dispatch")
class Ask(FormPage):
    """What somebody looks for, with the search that found too little. It knows nobody, so no cookie has to guard it."""

    public = True
    section = "show"
    title = gettext_lazy("Ask for a resource")
    template_name = "library/ask.html"
    form_class = AskForm

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()

    def prepare(self) -> None:
        """The search from which somebody comes."""
        words = facts.Words(access.topics(None, self.agency))
        self.asked = words.known(asked(self.request.GET))
        self.said = [chip.label for chip in facts.chips(self.asked, words)]

    def form_kwargs(self) -> Mapping[str, Any]:
        return {"initial": {"words": self.asked.text}}

    def context(self) -> dict[str, Any]:
        return {"said": self.said, "back": facts.address(self.asked)}

    def act(self, form: AskForm) -> str:
        actions.ask_resource(
            actor=VISITOR,
            agency=self.agency,
            words=form.cleaned_data["words"],
            asked=self.asked.query(),
            language=(get_language() or "en")[:2],
        )
        return reverse("library_asked")


class Asked(Page):
    """Thanks, and how an answer is found: nobody can be written to."""

    public = True
    cached = True
    section = "show"
    title = gettext_lazy("Thank you. We look for it.")
    template_name = "library/asked.html"

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return crumbs()
