"""The button works the score out for those who publish; the pages of both studies stand side by side."""

import pytest

from commonbeat.ground.roles import Role
from commonbeat.measure.experience import actions
from commonbeat.measure.findings.models import Run
from commonbeat.show.opendata import actions as opendata

BASE = "/riverton"


@pytest.mark.parametrize("role", [Role.ANALYST, Role.CHIEF])
def test_whoever_publishes_works_the_score_out_and_reads_it_among_the_findings(
    answered, sign_in, person, riverton, role
):
    client = sign_in(person(role, agency=riverton))
    assert b"Work out the contact satisfaction score" in client.get(f"{BASE}/staff/findings/").content
    answer = client.post(f"{BASE}/staff/findings/score/")
    run = Run.objects.get()
    assert answer["Location"].endswith(f"/staff/findings/{run.pk}/")
    page = client.get(answer["Location"]).content.decode()
    assert "63% (54 to 70)" in page
    assert "scores from 10 answers, of a neighborhood from 30" in page
    assert "After a contact with an officer" in client.get(f"{BASE}/staff/findings/").content.decode()


def test_nobody_else_may(answered, sign_in, person, riverton):
    assert sign_in(person(Role.OFFICER, agency=riverton)).post(f"{BASE}/staff/findings/score/").status_code == 403
    assert not Run.objects.exists()


def test_where_nothing_is_over_the_button_says_so(towns, sign_in, person, riverton):
    client = sign_in(person(Role.ANALYST, agency=riverton))
    client.post(f"{BASE}/staff/findings/score/")
    assert b"Three months of asking must be over" in client.get(f"{BASE}/staff/findings/").content


def test_the_public_pages_tell_the_score_its_method_and_its_run(answered, published, client, riverton, console):
    run = actions.publish(actor=console, agency=riverton)
    page = client.get(f"{BASE}/figures/contact_score/").content.decode()
    for said in (
        "131 of 270 people asked answered (49%)",
        "If all who stayed silent had said no, it would be 30.4%; had all said yes, 81.9%",
        "Wilson score interval",
        "too few to show (under 30)",
        f"/figures/runs/{run.pk}/",
    ):
        assert said in page, said
    assert "From these answers" in client.get(f"{BASE}/figures/runs/{run.pk}/").content.decode()
    assert "From these files" in client.get(f"{BASE}/figures/runs/{published.pk}/").content.decode()
    both = client.get(f"{BASE}/es/figures/").content.decode()
    assert "Después de un contacto con la policía" in both
    assert "Paradas" in both
    measured = client.get(f"{BASE}/how-we-measure/").content.decode()
    assert "/figures/contact_score/" in measured
    assert "A score needs 10 answers, in a neighborhood 30" in measured
    unknown = client.get(f"{BASE}/what-we-do-not-know/").content.decode()
    assert "Who stayed silent, and who was never asked" in unknown
    opendata.release_new(actor=console, agency=riverton)
    files = client.get(f"{BASE}/open-data/").content.decode()
    assert '<section class="cb-sec" id="contacts"' in files
    assert '<section class="cb-sec" id="stops"' in files
