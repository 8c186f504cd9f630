"""A page cannot forget who may open it, and each shape answers as it should."""

from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from commonbeat.kit.pages import ActionPage, DetailPage, FormPage, ListPage, Page

AGENCY = SimpleNamespace(pk=7, public_version=1)
factory = RequestFactory()


class Person(SimpleNamespace):
    is_authenticated = True

    def may(self, permission, agency):
        return permission in self.granted and agency is AGENCY


def request(path="/", *, user=None, agency=AGENCY, data=None):
    made = factory.get(path) if data is None else factory.post(path, data)
    made.agency = agency
    made.user = user or AnonymousUser()
    made._messages = CookieStorage(made)
    return made


class Open(Page):
    public = True
    title = "Open"
    template_name = "plain.html"

    def get(self, request, *args, **kwargs):
        return HttpResponse("open")


class Slip(FormPage):
    """A form whose action refuses one field that it has, one that it has not, and the whole."""

    public = True
    title = "Slip"
    template_name = "plain.html"
    form_class = type("Asked", (forms.Form,), {"name": forms.CharField()})

    def act(self, form):
        raise forms.ValidationError({"name": "Say another.", "due": "That day is past.", "__all__": "Nothing is free."})

    def render(self, *, status=200, **more):
        return HttpResponse(str(dict(more["form"].errors)), status=status)


def test_what_an_action_refuses_stands_beside_its_field_or_above_the_form():
    answer = Slip.as_view()(request(data={"name": "Ann"}))
    assert answer.status_code == 422
    assert [words in answer.content.decode() for words in ("Say another", "That day is past", "Nothing is free")] == [
        True
    ] * 3


class Guarded(Page):
    permission = "see_it"

    def get(self, request, *args, **kwargs):
        return HttpResponse("guarded")


def test_a_page_that_declares_nothing_cannot_be_made():
    with pytest.raises(TypeError, match="permission or public"):
        type("Forgetful", (Page,), {})


def test_a_page_that_declares_both_cannot_be_made():
    with pytest.raises(TypeError, match="permission or public"):
        type("Undecided", (Page,), {"permission": "see_it", "public": True})


def test_a_staff_page_is_never_kept_in_memory():
    with pytest.raises(TypeError, match="not public"):
        type("Leaky", (Page,), {"permission": "see_it", "cached": True})


def test_a_shape_itself_needs_no_declaration():
    assert type("Shape", (Page,), {"abstract": True}).permission is None


def test_a_public_page_opens_for_anybody():
    assert Open.as_view()(request()).content == b"open"


@pytest.mark.urls("commonbeat.web.urls")
def test_without_an_agency_the_way_leads_to_the_list_of_agencies():
    assert Open.as_view()(request(agency=None))["Location"] == "/agencies/"


def test_a_guarded_page_sends_nobody_to_sign_in_and_remembers_the_way():
    answer = Guarded.as_view()(request("/staff/somewhere?x=1"))
    assert answer.status_code == 302
    assert answer["Location"].endswith("login/?next=/staff/somewhere%3Fx%3D1")


def test_a_guarded_page_opens_with_the_permission_and_not_without():
    assert Guarded.as_view()(request(user=Person(granted={"see_it"}))).content == b"guarded"
    with pytest.raises(PermissionDenied):
        Guarded.as_view()(request(user=Person(granted={"something_else"})))


def test_the_permission_counts_at_this_agency_only():
    other = SimpleNamespace(pk=8, public_version=1)
    with pytest.raises(PermissionDenied):
        Guarded.as_view()(request(user=Person(granted={"see_it"}), agency=other))


class Counted(Page):
    public = True
    cached = True
    drawn = 0

    def get(self, request, *args, **kwargs):
        Counted.drawn += 1
        return HttpResponse(f"drawn {Counted.drawn}")


def test_a_published_page_is_drawn_once_until_something_is_published():
    Counted.drawn = 0
    view = Counted.as_view()
    assert view(request()).content == b"drawn 1"
    assert view(request()).content == b"drawn 1"
    assert view(request("/?page=2")).content == b"drawn 2"
    assert view(request(agency=SimpleNamespace(pk=7, public_version=2))).content == b"drawn 3"


def test_the_name_under_which_one_visitor_asks_is_not_what_the_next_one_reads():
    Counted.drawn = 0
    view, other = Counted.as_view(), request()
    other.META["SERVER_NAME"] = "localhost"
    assert view(request()).content == b"drawn 1"
    assert view(other).content == b"drawn 2"


def test_an_endless_address_is_drawn_but_not_kept():
    Counted.drawn = 0
    view = Counted.as_view()
    assert view(request("/?q=" + "x" * 600)).content == b"drawn 1"
    assert view(request("/?q=" + "x" * 600)).content == b"drawn 2"


class Missing(DetailPage):
    public = True

    def find(self):
        return None


def test_what_is_not_there_or_not_theirs_is_a_404():
    with pytest.raises(Http404):
        Missing.as_view()(request())


class OneField(forms.Form):
    word = forms.CharField()


class Say(FormPage):
    public = True
    template_name = "kit/test.html"
    form_class = OneField
    done_message = "Said."

    def act(self, form):
        if form.cleaned_data["word"] == "no":
            raise forms.ValidationError("Say something kinder.")
        return "/next/"


def test_a_good_form_calls_its_action_and_goes_on():
    made = request(data={"word": "hello"})
    assert Say.as_view()(made)["Location"] == "/next/"
    assert [str(message) for message in made._messages] == ["Said."]


def test_an_empty_form_is_shown_again_with_what_is_missing():
    answer = Say.as_view()(request(data={"word": ""}))
    assert answer.status_code == 422
    assert "word" in answer.context_data["form"].errors


def test_what_the_action_refuses_is_said_at_the_form():
    answer = Say.as_view()(request(data={"word": "no"}))
    assert answer.status_code == 422
    assert answer.context_data["form"].non_field_errors() == ["Say something kinder."]


class Press(ActionPage):
    public = True

    def act(self):
        if "refuse" in self.request.POST:
            raise forms.ValidationError("Not now.")
        return "/done/"

    def back(self):
        return "/back/"


def test_a_button_acts_on_post_only():
    assert Press.as_view()(request(data={}))["Location"] == "/done/"
    assert Press.as_view()(request()).status_code == 405


class GuardedPress(Press):
    permission, public = "see_it", False


def test_whoever_was_signed_out_comes_back_to_the_page_with_the_button():
    assert GuardedPress.as_view()(request("/press/", data={}))["Location"].endswith("login/?next=/back/")


def test_a_refused_button_goes_back_with_the_reason():
    made = request(data={"refuse": "1"})
    assert Press.as_view()(made)["Location"] == "/back/"
    assert [str(message) for message in made._messages] == ["Not now."]


class Rows(ListPage):
    public = True
    template_name = "kit/test.html"

    def rows(self):
        return [1, 2]


def test_a_list_hands_its_rows_to_the_template():
    assert Rows.as_view()(request()).context_data["rows"] == [1, 2]
