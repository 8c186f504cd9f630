"""What people do in more than one journey: promise something, report it kept, answer for whoever was promised."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from journeys.walking import words

SAID = {
    "": {
        "no": "No, it was not",
        "yes": "Yes, it was kept",
        "words": "In your own words",
        "consent": "You may show my words in public, without my name",
        "disputed": "Disputed: the person promised says that it was not kept",
        "verified": "Verified: the person promised says that it was kept",
        "language": "English",
    },
    "/es": {
        "no": "No, no se cumplió",
        "yes": "Sí, se cumplió",
        "words": "Con sus propias palabras",
        "consent": "Pueden mostrar mis palabras en público, sin mi nombre",
        "disputed": "Disputada: la persona a quien se prometió dice que no se cumplió",
        "verified": "Verificada: la persona a quien se prometió dice que se cumplió",
        "language": "Español",
    },
}


def promise(person, title, to, language) -> tuple[str, str]:
    """Whoever may promise fills in the form that is open; the link of the person promised, and the number."""
    page = person.page
    page.get_by_label("What is promised").fill(title)
    page.get_by_label("To whom").fill(to)
    due = datetime.now(ZoneInfo("America/Chicago")).date() + timedelta(days=30)
    page.get_by_label("Due", exact=True).fill(due.isoformat())
    page.get_by_label("Who keeps it", exact=True).select_option("Marcus Bell")
    page.get_by_label("Neighborhood").select_option("Powderhorn Park")
    page.get_by_label("Their language").select_option(language)
    assert person.violations() == []
    page.get_by_role("button", name="Make this promise").click()
    link = words(page.locator("main code"))
    number = words(page.locator(".cb-lede")).split()[1]
    page.get_by_role("link", name="Go on to the promise").click()
    page.wait_for_url(f"**/staff/promises/{number}/")
    return link, number


def report(person, number, done, *, first) -> None:
    """Its owner accepts it, or begins again, and reports it kept."""
    page = person.open(f"/staff/promises/{number}/").page
    page.get_by_role("button", name="Accept it" if first else "Work has begun").click()
    page.get_by_role("link", name="Report it kept").click()
    page.get_by_label("What was done").fill(done)
    page.get_by_role("button", name="Report it kept").click()
    expect(page.locator("body")).to_contain_text("Only the person promised can say")


def answer(person, link, voice, said, kind) -> None:
    """Whoever holds the link answers, without an account and without scripts."""
    page = person.page
    page.goto(link)
    assert person.overflow() <= 0
    page.get_by_label(said["words"]).fill(voice)
    page.get_by_text(said["consent"]).click()
    page.get_by_role("button", name=said[kind]).click()
    page.wait_for_url("**/thanks/")
    assert person.overflow() <= 0
