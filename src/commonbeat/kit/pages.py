"""Page shapes: page, list, detail, form, action. Each declares who may open it, or it cannot be imported."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.views import View

Words = str | Promise
"""Text that may still wait for its language."""

WHITE = re.compile(rb"\s*\n\s*")
"""Line ends with the white space around them: a page served from memory sends one byte for each."""


class AgencyOfPage(Protocol):
    """What a page needs to know of its agency."""

    pk: int
    public_version: int


class ActorOfPage(Protocol):
    """What a page needs to know of whoever opens it."""

    is_authenticated: bool

    def may(self, permission: str, agency: Any) -> bool: ...


class PageRequest(HttpRequest):
    """A request as the middleware leaves it: with its agency, and whoever asks."""

    agency: Any
    user: Any


class Page(View):
    """A page with a title and a template. Subclasses name exactly one of `permission` and `public`."""

    permission: ClassVar[str | None] = None
    public: ClassVar[bool] = False
    needs_agency: ClassVar[bool] = True
    abstract: ClassVar[bool] = True
    cached: ClassVar[bool] = False
    """A public page that shows only what is published: served from memory until something is published."""

    title: ClassVar[Words] = ""
    template_name: ClassVar[str] = ""
    section: ClassVar[str] = ""
    """Which arc of the ring is lit: listen, measure, act or show."""

    request: PageRequest

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("abstract", False):
            return
        cls.abstract = False
        if (cls.permission is not None) == cls.public:
            raise TypeError(f"{cls.__name__} must declare either a permission or public = True.")
        if cls.cached and not cls.public:
            raise TypeError(f"{cls.__name__} is not public, so it cannot be served from memory.")

    @property
    def agency(self) -> Any:
        """The agency that this request is for."""
        return self.request.agency

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the agency and the permission before anything of the page runs."""
        self.request = cast(PageRequest, request)
        if self.needs_agency and self.request.agency is None:
            return redirect("agencies")
        if not self.public:
            actor = cast(ActorOfPage, request.user)
            if not actor.is_authenticated:
                return redirect_to_login(self.after_sign_in(), reverse("account_login"))
            if not actor.may(cast(str, self.permission), self.request.agency):
                raise PermissionDenied
        if self.cached and request.method in ("GET", "HEAD") and self.needs_agency and not self._told_something():
            return self._from_memory(*args, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    def after_sign_in(self) -> str:
        """Where somebody goes on who had to sign in first: here, unless there is nothing to see here."""
        return self.request.get_full_path()

    def _told_something(self) -> bool:
        """Does a message wait for this reader? Then the page is theirs alone: neither kept nor taken from memory."""
        return bool(self.request.COOKIES) and len(messages.get_messages(self.request)) > 0

    def _from_memory(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        agency = cast(AgencyOfPage, self.agency)
        key = (
            "|".join(("page", str(agency.pk), str(agency.public_version), get_language() or ""))
            + self.request.build_absolute_uri()
        )
        kept = caches["memory"].get(key) if len(key) < 500 else None
        if kept is None:
            response = super().dispatch(self.request, *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.render()
            if response.status_code != 200 or not isinstance(response, HttpResponse):
                return response
            kept = (WHITE.sub(b"\n", response.content), response.headers.get("Content-Type"))
            if len(key) < 500:
                caches["memory"].set(key, kept, 3600)
        return HttpResponse(kept[0], content_type=kept[1])

    def context(self) -> dict[str, Any]:
        """What the template sees besides the page itself."""
        return {}

    def heading(self) -> Words:
        """The h1: a sentence, or the name of the thing."""
        return self.title

    def breadcrumbs(self) -> list[dict[str, Any]]:
        """The way here: label and url, nearest last."""
        return []

    def render(self, *, status: int = 200, **more: Any) -> TemplateResponse:
        """The page as HTML."""
        shown = {
            "page": self,
            "title": self.heading(),
            "breadcrumbs": self.breadcrumbs(),
            "section": self.section,
            **self.context(),
            **more,
        }
        return TemplateResponse(self.request, self.template_name, shown, status=status)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render()


class ListPage(Page):
    """Many rows: subclasses give `rows()`; the template shows them or an empty state that teaches."""

    abstract = True

    def rows(self) -> Any:
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        return {"rows": self.rows()}


class DetailPage(Page):
    """One row: subclasses give `find()`, which returns None for what is not there or not theirs: a 404."""

    abstract = True
    object: Any

    def find(self) -> Any:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.kwargs = kwargs
        return super().dispatch(request, *args, **kwargs)

    def load(self) -> Any:
        """The row, or Http404."""
        self.object = self.find()
        if self.object is None:
            raise Http404
        return self.object

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.load()
        return self.render(object=self.object)


def tell(form: forms.BaseForm, problem: forms.ValidationError) -> None:
    """Put what an action refused beside its field, or above the form where the form has no such field."""
    by_field = problem.error_dict if hasattr(problem, "error_dict") else {"": problem.error_list}
    for field, problems in by_field.items():
        form.add_error(field if field in form.fields else None, problems)


class FormPage(Page):
    """A form: shown on GET, checked on POST; `act` calls one action and returns where to go."""

    abstract = True
    form_class: ClassVar[type[forms.BaseForm]]
    done_message: ClassVar[Words] = ""

    def prepare(self) -> None:
        """Fetch what the form is about; raise Http404 where there is nothing."""

    def form_kwargs(self) -> Mapping[str, Any]:
        return {}

    def form(self) -> forms.BaseForm:
        kwargs: dict[str, Any] = dict(self.form_kwargs())
        if self.request.method == "POST":
            kwargs |= {"data": self.request.POST, "files": self.request.FILES}
        return self.form_class(**kwargs)

    def act(self, form: Any) -> str:
        """Call one action with the clean data; return the address of the next page."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.prepare()
        return self.render(form=self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.prepare()
        form = self.form()
        if not form.is_valid():
            return self.render(form=form, status=422)
        try:
            address = self.act(form)
        except forms.ValidationError as problem:
            tell(form, problem)
            return self.render(form=form, status=422)
        if self.done_message:
            messages.success(request, str(self.done_message))
        return redirect(address)


class ActionPage(Page):
    """A button: POST calls one action and goes on; there is nothing to GET."""

    abstract = True
    http_method_names = ["post", "options"]
    done_message: ClassVar[Words] = ""

    def act(self) -> str:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            address = self.act()
        except forms.ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect(self.back())
        if self.done_message:
            messages.success(request, str(self.done_message))
        return redirect(address)

    def back(self) -> str:
        """Where to go when the action refused."""
        raise NotImplementedError

    def after_sign_in(self) -> str:
        """To the page with the button: whoever had been signed out presses it again."""
        return self.back()
