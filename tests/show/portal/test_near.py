"""Home and the page of a neighborhood tell the score with its limits, what was heard there and what was promised."""

from datetime import UTC, datetime, timedelta

import pytest

from commonbeat.act.promises import actions as promises
from commonbeat.ground.people.models import Staff
from commonbeat.listen.reports.models import Concern
from commonbeat.measure.experience import actions as experience
from commonbeat.show.portal.figures import near
from measure.experience.conftest import answered, ask, today  # noqa: F401
from show.conftest import towns  # noqa: F401

BASE = "/riverton"


@pytest.fixture
def scored(answered, riverton, console):  # noqa: F811
    experience.publish(actor=console, agency=riverton)
    return answered


def words(client, path):
    page = client.get(BASE + path)
    assert page.status_code == 200, path
    assert len(page.content) < 30_000
    return page.content.decode()


def test_home_tells_the_score_with_range_n_response_rate_and_worst_case(client, scored):
    home = words(client, "/")
    for said in (
        "<b>63%</b>",
        "82 of 131, ",
        "Range 54% to 70%",
        "131 of 270 people asked answered (49%).",
        "If all who stayed silent had said no, it would be 30.4%; had all said yes, 81.9%.",
        "/riverton/figures/contact_score/",
        "Contact satisfaction score",
    ):
        assert said in home, said
    assert "synthetic" not in home
    spanish = words(client, "/es/")
    assert "Respondieron 131 de 270 personas a quienes se preguntó" in spanish
    assert "Índice de satisfacción tras el contacto" in spanish
    assert "What people think who stayed silent" in home


def test_a_made_up_score_says_so_on_the_first_page(client, answered, riverton, console):  # noqa: F811
    riverton.demo = True
    riverton.save()
    experience.publish(actor=console, agency=riverton)
    home = words(client, "/")
    score = home[home.index('id="measured"') :]
    assert 'class="cb-synthetic"' in score[: score.index("people asked answered")]


@pytest.mark.parametrize("language", ["", "/es"])
def test_a_neighborhood_tells_its_score_and_what_was_heard_and_promised(client, scored, language):
    page = words(client, f"{language}/neighborhoods/seward/")
    assert 'id="contacts"' in page
    assert "40 " in page
    assert "al menos 60 de 170" in page if language else "At least 60 of 170 people asked answered (35%)" in page
    assert "No llegó ningún asunto" in page if language else "No concern came in" in page
    assert 'id="promised"' not in page


def test_where_too_few_answered_the_page_says_why_there_is_no_score(client, scored):
    page = words(client, "/neighborhoods/bryant/")
    assert "too few to show (under 30)" in page
    assert "people asked answered" not in page


def test_before_a_score_is_published_no_page_speaks_of_one(client, answered):  # noqa: F811
    assert "Contact satisfaction score" not in words(client, "/")
    page = words(client, "/neighborhoods/seward/")
    assert 'id="contacts"' not in page
    assert "No figure is published for this neighborhood now" in page


def tell(agency, place, count):
    first = Concern.objects.count()
    Concern.objects.bulk_create(
        Concern(
            agency=agency,
            number=first + number,
            neighborhood=place,
            topic="lighting",
            words="It is dark.",
            due=agency.day(),
            first_due=agency.day(),
            channel="web",
            key_hash=f"{first + number:064}",
            told_at=datetime(2026, 11, 3, 18, tzinfo=UTC),
        )
        for number in range(count)
    )


def test_concerns_of_a_neighborhood_are_counted_and_a_few_are_not_told(towns, riverton):  # noqa: F811
    tell(riverton, towns["seward"], 9)
    tell(riverton, None, 7)
    assert near.heard(riverton, towns["seward"]).words.startswith("9 concerns came in, ")
    tell(riverton, towns["cooper"], 3)
    assert near.heard(riverton, towns["cooper"]).words.startswith("How many came in is not shown: ")
    assert near.heard(riverton, towns["bryant"]).words.startswith("No concern came in, ")


def test_promises_of_a_neighborhood_are_counted_and_the_loudest_named(client, towns, riverton, person):  # noqa: F811
    chief = person("chief", agency=riverton)
    owner = Staff.objects.create(agency=riverton, name="Marcus Bell", badge="S-1", email="bell@riverton.example")
    assert near.promised(riverton, towns["seward"]) is None
    promises.make(
        actor=chief,
        agency=riverton,
        title="Move two street lights",
        promised_to="the block club",
        owner=owner,
        agreed=True,
        neighborhood=towns["seward"],
        due=riverton.day() + timedelta(days=20),
        on=riverton.day() - timedelta(days=5),
    )
    found = near.promised(riverton, towns["seward"])
    assert found.words == "1 promise was made here; open: 1."
    assert [one.title for one in found.listed] == ["Move two street lights"]
    page = words(client, "/neighborhoods/seward/")
    assert "Move two street lights" in page
    assert 'id="promised"' not in words(client, "/neighborhoods/cooper/")
