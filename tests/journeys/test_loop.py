"""The loop, as a newcomer walks it in five minutes: heard, measured, promised, shown, confirmed by whom it is for."""

import re

import pytest
from playwright.sync_api import expect

from journeys.deeds import SAID, answer, promise, report
from journeys.walking import words

STORY = {
    "": {
        "phone": "jordan-ellis",
        "update": "we have your call of",
        "send": "Send",
        "issue": "ISSUE the lamp at the crossing is out",
        "answered": "wrote on",
        "heard": ("What we heard", "What we measured", "What we promised", "What we did"),
        "concern": "a concern",
    },
    "/es": {
        "phone": "lucia-herrera",
        "update": "tenemos su llamada del",
        "send": "Enviar",
        "issue": "PROBLEMA la lámpara del cruce no sirve",
        "answered": "escribió el",
        "heard": ("Lo que escuchamos", "Lo que medimos", "Lo que prometimos", "Lo que hicimos"),
        "concern": "un asunto",
    },
}


def tell(resident, language, story) -> str:
    """By text, at the phone of the demonstration, whose link is then open: the reference of the concern."""
    page = resident.open(f"{language}/phone/{story['phone']}/").page
    expect(page.locator(".cb-msg.in").first).to_contain_text(story["update"])
    page.locator("#reply").fill(story["issue"])
    page.get_by_role("button", name=story["send"]).click()
    reply = page.locator(".cb-msg.in").last
    expect(reply).to_contain_text("C-")
    assert resident.violations() == []
    assert resident.overflow() <= 0
    reference = re.search(r"C-\d+", words(reply))[0]
    reply.locator('a[href*="/concerns/"]').click()
    expect(page.locator("main")).to_contain_text(reference)
    return reference


def settle(sergeant, reference) -> None:
    """From the Monday list to the written answer."""
    page = sergeant.open("/staff/").page
    page.locator("main").get_by_role("link", name=re.compile(rf"{reference}\b")).first.click()
    page.get_by_role("link", name="Write the answer").click()
    page.get_by_label("Your answer").fill("Public Works has the lamp on its list.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("main")).to_contain_text("Answered. Was it fixed?")


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("/es", 320)])
def test_what_a_text_began_ends_with_a_promise_that_the_person_confirms(walker, language, width):
    story, said = STORY[language], SAID[language]
    resident = walker(width=width)
    reference = tell(resident, language, story)

    sergeant = walker(role="sergeant", width=width)
    settle(sergeant, reference)
    resident.page.reload()
    expect(resident.page.locator("main")).to_contain_text(story["answered"])

    chief = walker(role="chief", width=width)
    chief.open("/staff/concerns/?show=answered").page.get_by_role("link", name=re.compile(rf"^{reference} ")).click()
    chief.page.get_by_role("link", name="Make a promise because of it").click()
    title = f"Change the lamp at the crossing {width}"
    verify, number = promise(chief, title, "whoever crosses there", said["language"])
    report(sergeant, number, "The lamp was changed on Tuesday.", first=True)

    answer(walker(width=width, script=False), verify, "It shines.", said, "yes")
    public = walker(width=width)
    seen = public.open(f"{language}/promises/{number}/").page.locator("main")
    for words_shown in (title, said["verified"], "“It shines.”", story["concern"]):
        expect(seen).to_contain_text(words_shown)
    home = public.open(f"{language}/").page
    for heading in story["heard"]:
        expect(home.get_by_role("heading", name=heading)).to_be_visible()
    expect(home.locator("main")).to_contain_text(title)
    assert public.violations() == []
    assert public.overflow() <= 0
