"""An address that takes only what a button sends says so in our look, and what to do."""

import pytest

from commonbeat.ground.roles import Role


@pytest.fixture
def admin(riverton, person, sign_in):
    return sign_in(person(Role.ADMINISTRATOR, agency=riverton))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", "Go back to the page that you came from and use the button"),
        ("/es", "Regrese a la página de la que vino y use el botón"),
    ],
)
def test_opening_what_only_a_button_sends_to_is_answered_with_a_page_that_says_what_to_do(admin, language, words):
    answer = admin.get(f"/riverton{language}/staff/audit/export/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")
    page = answer.content.decode()
    assert words in page
    assert f'<html lang="{language[1:] or "en"}"' in page
    assert "Content-Security-Policy" in answer.headers


def test_sending_to_what_is_only_read_says_that_nothing_was_changed(client, riverton):
    answer = client.post("/riverton/about/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "Nothing can be sent to this page" in answer.content.decode()


def test_a_page_of_a_library_answers_the_same_way(admin):
    answer = admin.put("/riverton/staff/account/logout/")
    assert answer.status_code == 405
    assert "Nothing was changed." in answer.content.decode()


def test_whoever_may_not_use_the_button_is_told_that_instead(riverton, person, sign_in, client):
    answer = client.post("/riverton/staff/audit/export/")
    assert answer["Location"] == "/riverton/staff/account/login/?next=/riverton/staff/audit/check/"
    assert sign_in(person(Role.OFFICER, agency=riverton)).get("/riverton/staff/audit/export/").status_code == 403
