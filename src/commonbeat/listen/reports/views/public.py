"""Pages for residents: every way of being heard, the three steps, the map of step 2, and one's own concern."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from commonbeat.ground.places import access as places
from commonbeat.ground.places.queries import outlines
from commonbeat.kit import maps
from commonbeat.kit.pages import DetailPage, Page
from commonbeat.listen.reports import access, actions, queries
from commonbeat.listen.reports.forms import NOWHERE, AddForm, Draft, ReachForm, WhatForm, WhereForm
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.reports.rules import Channel, Contact, State, Where, clocks
from commonbeat.listen.reports.views import lines

without_cookie = method_decorator(csrf_exempt, name="dispatch")
"""For pages that know nobody: there is no session that a forged form could misuse, so no cookie has to guard it."""

RESIDENT = access.Reporter()


def address_of(request: HttpRequest) -> Callable[[str], str]:
    """From the key of a concern to the full address of its page, in the language that is active when it is asked."""
    return lambda key: request.build_absolute_uri(reverse("concern_status", args=[key]))


class TellUs(Page):
    """Every way of being heard; what is not there yet is said in words, with the agency's own numbers."""

    public = True
    cached = True
    section = "listen"
    title = gettext_lazy("Tell us")
    template_name = "reports/tell_us.html"

    def context(self) -> dict[str, Any]:
        return {
            "dialed": "".join(letter for letter in self.agency.phone if letter in "+0123456789"),
            "answer_within": lines.within(queries.clocks(self.agency)["answer_days"]),
        }


@without_cookie
class PointOut(Page):
    """Three steps: what, where, how to reach you. What was answered travels in the page, sealed; nothing is stored."""

    public = True
    cached = True
    section = "listen"
    title = gettext_lazy("Point out an issue")

    FIELDS: ClassVar[dict[str, tuple[str, ...]]] = {
        "what": ("words", "topic", "kind", "neighborhood"),
        "where": ("where", "neighborhood", "danger"),
        "reach": ("email", "phone", "language"),
    }
    """The steps in their order, and what each asks."""

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Home"), "url": reverse("home")}, {"label": self.title, "url": ""}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.step("what", Draft(), place=request.GET.get("place", "")[:120])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sent, order = request.POST, list(self.FIELDS)
        name = sent.get("step", "")
        name = name if name in self.FIELDS else "what"
        found = Draft.opened(sent.get("draft", ""))
        if found is None:
            return self.step("what", Draft().taking(sent, self.FIELDS["what"]), lost=True)
        draft = found.taking(sent, self.FIELDS[name])
        if "back" in sent:
            return self.step(order[max(order.index(name) - 1, 0)], draft)
        if "stay" in sent:
            return self.step(name, draft)
        if name == "where" and (spot := _spot(sent)):
            return self.tap(draft, *spot)
        form = self.form(name, draft, sent)
        if not form.is_valid():
            return self.step(name, draft, form)
        return self.finish(draft, form) if name == order[-1] else self.step(order[order.index(name) + 1], draft)

    def form(self, name: str, draft: Draft, sent: Mapping[str, str] | None = None) -> forms.Form:
        """The form of a step, filled from the draft."""
        filled: dict[str, Any] = {"data": sent, "initial": {key: getattr(draft, key) for key in self.FIELDS[name]}}
        if name == "what":
            return WhatForm(topics=list(queries.topics(self.agency).current.items()), **filled)
        if name == "where":
            rows = places.visible(self.request.user, self.agency).light()
            named = [(row.slug, row.name) for row in rows]
            return WhereForm(places=named, map_shown=outlines(self.agency) is not None, **filled)
        filled["initial"]["language"] = draft.language or (get_language() or "en")[:2]
        return ReachForm(**filled)

    def step(
        self,
        name: str,
        draft: Draft,
        form: forms.Form | None = None,
        *,
        place: str = "",
        lost: bool = False,
        **more: Any,
    ) -> HttpResponseBase:
        """The page of a step, with what is in the draft."""
        self.template_name = f"reports/step_{name}.html"  # type: ignore[misc]
        if name == "where":
            more |= self._map(draft)
        wrong = form is not None
        return self.render(
            status=422 if wrong or lost else 200,
            form=form or self.form(name, draft),
            wrong=wrong,
            number=list(self.FIELDS).index(name) + 1,
            draft=draft.sealed() if draft != Draft() else "",
            place=place,
            lost=lost,
            danger=draft.danger == "yes",
            answer_within=lines.within(queries.clocks(self.agency)["answer_days"]),
            **more,
        )

    def _map(self, draft: Draft) -> dict[str, Any]:
        """The picture of step 2, at the size by which a tap is read; none where nothing can be drawn."""
        drawn = outlines(self.agency)
        if drawn is None:
            return {}
        here = draft.tapped if draft.tapped == draft.neighborhood else ""
        source = f"{reverse('point_out_map')}?v={self.agency.public_version}" + (f"&here={here}" if here else "")
        across, down = drawn.pixels
        return {"map": {"source": source, "width": across, "height": down}}

    def tap(self, draft: Draft, x: int, y: int) -> HttpResponseBase:
        """Step 2 again, with the neighborhood that was tapped chosen; or how to go on where none was."""
        found = queries.tapped(self.agency, x, y)
        if found is None:
            form = self.form("where", draft, {**self.request.POST.dict(), "neighborhood": NOWHERE})
            form.is_valid()
            form.add_error("where", _("No neighborhood lies there: tap again, type an address or choose from the list"))
            return self.step("where", draft, form)
        slug = found.neighborhood.slug
        draft = replace(draft, tapped=slug, neighborhood=slug, longitude=found.longitude, latitude=found.latitude)
        return self.step("where", draft, tapped_name=found.neighborhood.name)

    def finish(self, draft: Draft, form: forms.Form) -> HttpResponseBase:
        """Open the concern and go to its own page; what was sent twice opens one."""
        clean = form.cleaned_data
        point = draft.tapped == draft.neighborhood
        try:
            _concern, key = actions.open_concern(
                actor=RESIDENT,
                agency=self.agency,
                kind=draft.kind,
                words=draft.words,
                where=Where(
                    words=draft.where,
                    neighborhood=queries.meant(self.agency, draft.neighborhood, draft.where),
                    longitude=draft.longitude if point else None,
                    latitude=draft.latitude if point else None,
                ),
                contact=Contact(clean["email"], clean["phone"]),
                channel=Channel.WEB,
                language=clean["language"],
                topic=draft.topic,
                danger=draft.danger == "yes",
                key=draft.key,
                address=address_of(self.request),
            )
        except ValidationError as problem:
            form.add_error(None, problem.messages)
            return self.step("reach", draft, form)
        return redirect(f"{reverse('concern_status', args=[key])}?said=new")


class PointOutMap(Page):
    """The map of step 2 as a picture of its own: the same outlines by which a tap is read."""

    public = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        drawn = outlines(self.agency)
        if drawn is None:
            return HttpResponse('<svg xmlns="http://www.w3.org/2000/svg"/>', content_type="image/svg+xml")
        headers = {"Cache-Control": "public, max-age=86400"}
        picture = maps.picture(drawn, here=request.GET.get("here", ""))
        return HttpResponse(picture, content_type="image/svg+xml", headers=headers)


@without_cookie
class ConcernStatus(DetailPage):
    """A concern, for whoever holds its link: where it stands, what happens next, what was written."""

    public = True
    section = "listen"
    template_name = "reports/status.html"
    object: Concern

    SAID: ClassVar[dict[str, Any]] = {
        "fixed": gettext_lazy("Thank you. It is closed."),
        "again": gettext_lazy("It is open again. Say below what is still wrong."),
        "added": gettext_lazy("Sent. Whoever answers reads it."),
    }

    def find(self) -> Concern | None:
        return access.by_key(self.agency, self.kwargs["key"])

    def heading(self) -> str:
        return self.object.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Home"), "url": reverse("home")}, {"label": self.object.reference, "url": ""}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.load()
        return self.shown(AddForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        concern = self.load()
        form = AddForm(request.POST if request.POST.get("do") == "add" else None)
        try:
            if request.POST.get("do") == "fixed":
                actions.confirm(actor=RESIDENT, concern=concern)
                said = "fixed"
            elif request.POST.get("do") == "again":
                actions.reopen(actor=RESIDENT, concern=concern)
                said = "again"
            elif form.is_valid():
                actions.add_words(actor=RESIDENT, concern=concern, words=form.cleaned_data["words"])
                said = "added"
            else:
                return self.shown(form, status=422)
        except ValidationError as problem:
            return self.shown(form, status=422, refused=" ".join(problem.messages))
        return redirect(f"{reverse('concern_status', args=[kwargs['key']])}?said={said}")

    def shown(self, form: forms.Form, *, status: int = 200, refused: str = "") -> HttpResponseBase:
        """The page; nobody keeps a copy of it, and no search engine lists it."""
        said = self.request.GET.get("said", "")
        page = self.render(
            status=status,
            object=self.object,
            form=form,
            refused=refused,
            new=said == "new",
            saved=self.SAID.get(said, ""),
        )
        page["Cache-Control"], page["X-Robots-Tag"] = "private, no-store", "noindex"
        return page

    def context(self) -> dict[str, Any]:
        concern = self.object
        today = self.agency.day()
        events = queries.public_thread(concern)
        until = None
        if concern.settled_at is not None:
            last = clocks.reopens_until(concern.settled_at, queries.clocks(self.agency))
            until = self.agency.day(last) if timezone.now() <= last else None
        return {
            "concern": concern,
            "topic": queries.topics(self.agency).name(concern.topic) if concern.topic else "",
            "thread": lines.of_thread(events, concern, staff=False),
            "next": lines.next_step(concern, events, until),
            "due": lines.due_words(concern, today),
            "late": concern.is_open and concern.due < today,
            "kept_days": queries.contact_days(self.agency),
            "others": lines.others(queries.also_raised(concern)),
            "may_confirm": concern.state == State.RESOLVED,
            "may_reopen": until is not None,
            "may_add": concern.closed_at is None or until is not None,
            "link": address_of(self.request)(self.kwargs["key"]),
        }


def _spot(sent: Mapping[str, str]) -> tuple[int, int] | None:
    """The pixel that was tapped; None for none, and for (0, 0), which a key pressed in the form sends."""
    x, y = sent.get("pin.x", ""), sent.get("pin.y", "")
    if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in (x, y)):
        return None
    return (int(x), int(y)) if x != "0" or y != "0" else None
