"""From the first comment to what came of it: what people write, and what whoever works on it does with that."""

from datetime import timedelta

import pytest

from act.policies.addresses import page, post
from commonbeat.act.policies import actions
from commonbeat.act.policies.models import ConsultationComment, PolicyConsultation
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.consultations import CommentState

pytestmark = pytest.mark.django_db


def test_anybody_comments_without_an_account_and_reads_what_became_of_it(client, asked, writer, chief, sign_in, today):
    html = page(client, "consultation", asked.pk)
    assert "What do you think of our draft" in html
    assert "csrf" not in html
    assert len(html.encode()) < 30_000
    post(client, "consultation", asked.pk, words="", status=422)
    post(client, "consultation", asked.pk, words="I am Kim Doe and I say: be kind.")
    post(client, "consultation", asked.pk, words="Buy tires.")
    assert "Thank you" in page(client, "consultation", asked.pk, said="yes")
    assert "Kim Doe" not in page(client, "consultation", asked.pk)
    sign_in(writer)
    first, second = ConsultationComment.objects.all()
    assert "Kim Doe" in page(client, "consultation_work", asked.pk)
    page(client, "comment_read", first.pk)
    post(client, "comment_read", first.pk, words="[…] be kind.", show="yes")
    post(client, "comment_read", second.pk, reason="advert", leave_out="yes")
    page(client, "theme_new", asked.pk)
    post(client, "theme_new", asked.pk, name="Kindness", name_es="Amabilidad")
    theme = asked.themes.get()
    assert "Without a theme" in page(client, "consultation_work", asked.pk)
    post(client, "comment_read", first.pk, theme=theme.pk)
    page(client, "theme_answer", theme.pk)
    post(client, "theme_answer", theme.pk, answer="accepted", why="It is right.")
    post(client, "consultation_end", asked.pk)
    post(client, "consultation_end", asked.pk)
    html = page(client, "consultation", asked.pk)
    for words in ("[…] be kind.", "Kindness", "It is right.", "2 came: 1 shown, 0 waiting to be read, 1 left out"):
        assert words in html
    assert "What people said of our draft" in html
    post(client, "consultation", asked.pk, words="Too late?", status=422)
    post(client, "version_legal", "use-of-force", 1)
    actions.approve(actor=chief, version=asked.version, effective_from=today)
    html = page(client, "consultation", asked.pk)
    assert "What came of it" in html
    assert f"/policies/consultations/{asked.pk}/" in page(client, "policy", "use-of-force")
    assert f"/policies/consultations/{asked.pk}/" in page(client, "policy_list")


def test_a_consultation_to_come_is_for_whoever_works_on_it(client, draft, writer, sign_in, today):
    version = actions.send_on(actor=writer, version=draft(), to=VersionState.INTERNAL)
    later = today + timedelta(days=3)
    sign_in(writer)
    post(client, "version_consult", "use-of-force", version.number, starts_on=str(later), questions="What?",
         ends_on=str(later + timedelta(days=9)))  # fmt: skip
    asked = PolicyConsultation.objects.get()
    page(client, "consultation_work", asked.pk)
    client.logout()
    page(client, "consultation", asked.pk, status=404)


def test_comments_read_stay_as_they_are(client, asked, writer, sign_in):
    row = actions.comment(agency=asked.agency, consultation=asked, words="Be kind.", language="en")
    actions.show_comment(actor=writer, comment=row, words="Be kind.")
    sign_in(writer)
    post(client, "comment_read", row.pk, words="Be cruel.")
    row.refresh_from_db()
    assert (row.words, row.state) == ("Be kind.", CommentState.SHOWN)
