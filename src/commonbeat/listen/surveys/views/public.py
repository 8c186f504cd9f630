"""The survey as somebody with a link sees it: one question a page, each answer a button, the first tap saves."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from commonbeat.kit.pages import Page
from commonbeat.listen.surveys import actions, queries
from commonbeat.listen.surveys.actions import Closed
from commonbeat.listen.surveys.queries import Found
from commonbeat.listen.surveys.rules import WORDS_LIMIT, Consent, Link
from commonbeat.listen.surveys.rules.questions import NOT_SAID, SKIP, Question, in_language

HIDDEN = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
"""The address of this page is the link itself: it goes to no other page, into no memory and no search engine."""

CLOSED = {
    Link.USED: gettext_lazy("This survey has been answered"),
    Link.OVER: gettext_lazy("This survey is over"),
    Link.UNKNOWN: gettext_lazy("We do not know this link"),
}


@method_decorator(csrf_exempt, name="dispatch")
class Survey(Page):
    """One question, or the page for words of one's own.

    No cookie is set, so there is none that another site could misuse: whoever can send this form knows the link, which
    is the whole secret. That is why the check against forged forms, which needs a cookie and a referrer, is off here.
    """

    public = True
    section = "listen"
    template_name = "surveys/question.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        for name, value in HIDDEN.items():
            response.headers[name] = value
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = queries.survey(self.agency, kwargs["token"], self.agency.day())
        if found.link is not Link.OPEN:
            return self._closed(found.link)
        again = found.question(request.GET.get("again"))
        following = found.given.next if found.given else found.questions[0].key
        question = again or found.question(following)
        if question is None:
            return self._words(found)
        return self._question(found, question, changing=again is not None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save what was tapped, and go on to whatever comes next."""
        sent, token = request.POST, kwargs["token"]
        try:
            if "done" in sent:
                consent = sent["done"] if sent["done"] in Consent.values else Consent.NONE
                words = sent.get("words", "") if sent["done"] == consent else ""
                actions.complete(agency=self.agency, token=token, words=words, consent=consent)
                return redirect("survey_thanks")
            code = sent.get("answer", "")
            actions.answer(
                agency=self.agency,
                token=token,
                item=sent.get("question", ""),
                code=NOT_SAID if code == SKIP else code or "?",
                language=_language(),
            )
        except Closed as closed:
            return self._closed(closed.link)
        except actions.Refused:
            pass  # a form that this page does not have: show the question again
        return redirect("survey", token=token)

    def _closed(self, link: Link) -> HttpResponseBase:
        page = self.render(title=CLOSED[link], used=link is Link.USED, status=404)
        page.template_name = "surveys/closed.html"
        return page

    def _words(self, found: Found) -> HttpResponseBase:
        page = self.render(
            title=_("Is there anything that you want to add?"),
            saved=self._saved(found),
            steps=_steps(len(found.questions), len(found.questions)),
            limit=WORDS_LIMIT,
            consents=[(Consent.OFFICER.value, _("Yes, show them")), (Consent.NONE.value, _("No, do not show them"))],
        )
        page.template_name = "surveys/words.html"
        return page

    def _question(self, found: Found, question: Question, *, changing: bool) -> HttpResponseBase:
        language, place = _language(), found.questions.index(question) + 1
        given = found.given.code(question.key) if found.given else None
        return self.render(
            title=in_language(question.wording, language),
            question=question.key,
            place=place,
            count=len(found.questions),
            steps=_steps(place, len(found.questions)),
            contact_day=_day(found.invitation.contact_on if found.invitation and place == 1 else None),
            saved=None if changing else self._saved(found),
            choices=[
                {"code": choice.code, "words": in_language(choice.said, language), "chosen": choice.code == given}
                for choice in question.choices
            ],
            skip={"code": SKIP, "words": in_language(question.skip, language), "chosen": given == NOT_SAID},
            first=not found.given or not found.given.answers,
        )

    def _saved(self, found: Found) -> dict[str, str] | None:
        """What was answered last, and where to change it."""
        last = found.given.last if found.given else None
        question = found.question(last[0]) if last else None
        if last is None or question is None:
            return None
        address = reverse("survey", args=[self.kwargs["token"]])
        return {"words": question.label(last[1], _language()), "change": f"{address}?again={question.key}"}


class SurveyThanks(Page):
    """The end; its address is the same for everybody, so that nothing of the link goes on from here."""

    public = True
    section = "listen"
    title = gettext_lazy("Thank you. Your answers are saved.")
    template_name = "surveys/thanks.html"


class SurveyUse(Page):
    """What happens with an answer, in plain words."""

    public = True
    cached = True
    section = "listen"
    title = gettext_lazy("What happens with your answers")
    template_name = "surveys/use.html"


def _language() -> str:
    return get_language() or "en"


def _day(day: date | None) -> str:
    """The day of the contact, near enough to need no year."""
    return date_format(day, pgettext("a day without its year", "F j")) if day else ""


def _steps(place: int, count: int) -> list[bool]:
    """The marks of progress: which are lit."""
    return [number <= place for number in range(1, count + 1)]
