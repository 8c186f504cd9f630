"""The copy that staff keep, in a real browser without a network: it finds words, and says when it is old."""

from datetime import date

import pytest

from commonbeat.act.policies import facts
from commonbeat.act.policies.models import Policy, PolicyVersion

pytestmark = pytest.mark.browser


def version(number, title, text):
    policy = Policy(number=number, slug=title.lower(), title=title, synthetic=True)
    return PolicyVersion(
        policy=policy, number=1, state="effective", effective_from=date(2027, 1, 1), text=text, summary="In short."
    )


@pytest.fixture
def copy(tmp_path, chromium):
    """The kept file, opened without a network on the day given; whatever it asks for is listed."""
    versions = [version("1", "Force", "# 1 A\nNobody holds a neck. See [1]."), version("2", "Coffee", "# 1 A\nAcción.")]
    html = facts.copy_html(
        versions, "en", agency="Riverton", made_on=date(2027, 6, 16), good_days=14, address="https://riverton.example/"
    )
    file = tmp_path / "policies.html"
    file.write_text(html)
    context = chromium.new_context(offline=True, viewport={"width": 320, "height": 700})

    def open_on(day):
        page = context.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.clock.set_fixed_time(f"{day}T12:00:00")
        page.goto(file.as_uri())
        assert asked == [file.as_uri()]
        return page

    yield open_on
    context.close()


def test_it_names_its_day_and_warns_when_it_is_old(copy):
    assert not copy("2027-06-29").is_visible("#old")
    page = copy("2027-06-30")
    assert "made on June 16, 2027" in page.inner_text("#old")
    assert "copied on June 16, 2027" in page.inner_text("h1")


def test_it_finds_words_without_a_network_and_fits_a_phone(copy):
    page = copy("2027-06-17")
    page.fill("#words", "accion")
    assert page.inner_text("#found") == "Policies that fit: 1"
    assert page.is_visible("#coffee")
    assert not page.is_visible("#force")
    assert page.locator("nav li:visible").all_inner_texts() == ["2 Coffee"]
    assert page.is_visible("text=Acción."), "what was found is open"
    page.fill("#words", "")
    assert page.locator("nav li:visible").count() == 2
    assert not page.is_visible("text=Acción."), "and folded again"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
