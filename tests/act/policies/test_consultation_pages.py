"""The page of a consultation: what would change, what came of it, comments page by page; light and without a cookie."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commonbeat.act.policies import actions, facts, queries
from commonbeat.act.policies.models import PolicyConsultation
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.views import lines

pytestmark = pytest.mark.django_db
OLD = "# 1 Purpose\nOne old word.\n\n# 2 Rest\nStays."
NEW = "# 1 Purpose\nOne new word.\n\n# 2 Rest\nStays."


def page(client, name, *args, agency="riverton", language="", status=200, **query):
    answer = client.get(f"/{agency}{language}{reverse(name, args=args)}", query)
    assert answer.status_code == status, (name, answer.status_code)
    assert not answer.cookies
    if answer.status_code == 200:
        assert len(answer.content) < 30_000
    return answer.content.decode()


@pytest.fixture
def change(in_force, writer, today):
    """People are asked about the second version of a policy whose first is in force."""
    first = in_force(days=90, text=OLD)
    version = actions.draft(
        actor=writer, policy=first.policy, text=NEW, change="The word is new.", change_es="La palabra es nueva."
    )
    version = actions.send_on(actor=writer, version=version, to=VersionState.INTERNAL)
    return actions.consult(
        actor=writer, version=version, starts_on=today, ends_on=today + timedelta(days=20), questions="Well?"
    )


@pytest.fixture
def adopt(writer, chief, today):
    """The lawyer's words go in, and the version is approved for a day: `adopt(consultation, days=0)`."""

    def make(row: PolicyConsultation, days=0, **words):
        actions.end(actor=writer, consultation=row)
        version = actions.send_on(actor=writer, version=row.version, to=VersionState.LEGAL)
        actions.revise(actor=writer, version=version, words=words)
        return actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=days))

    return make


def test_what_would_change_is_told_word_by_word_while_people_are_asked(client, change):
    html = page(client, "consultation", change.pk)
    assert "The word is new." in html
    assert "See every word that would change from version 1" in html
    html = page(client, "consultation_changes", change.pk)
    assert "What our draft would change: Use of force" in html
    assert "1 section changed" in html
    assert "<del>" in html
    assert "<ins>" in html
    assert f"/policies/consultations/{change.pk}/" in html
    assert "La palabra es nueva." in page(client, "consultation_changes", change.pk, language="/es")


def test_it_stays_as_people_read_it_and_shows_what_became_of_it(client, change, adopt):
    page(client, "consultation_after", change.pk, status=404)
    adopt(change, text=NEW.replace("new word", "better word"), summary="After the lawyer.", change="Changed again.")
    html = page(client, "consultation", change.pk)
    for words in ("The word is new.", "What it says.", "In force since June 16, 2027", "what we changed after"):
        assert words in html
    for words in ("Changed again.", "After the lawyer."):
        assert words not in html
    assert "better" not in page(client, "consultation_changes", change.pk)
    after = page(client, "consultation_after", change.pk)
    assert "What we changed after people were asked: Use of force" in after
    assert "Changed again." in after
    assert "better" in after


def test_a_policy_that_is_new_says_so(client, asked):
    assert "All of it would be new" in page(client, "consultation", asked.pk)
    page(client, "consultation_changes", asked.pk, status=404)


def test_what_is_approved_for_a_later_day_names_the_day_and_leads_nowhere_yet(client, change, adopt):
    adopt(change, days=5)
    html = page(client, "consultation", change.pk)
    assert "In force from June 21, 2027 on" in html
    assert "/policies/use-of-force/2/" not in html
    page(client, "consultation_after", change.pk, status=404)


def test_people_are_told_that_it_was_withdrawn_and_why(client, change, adopt, chief, sign_in):
    adopt(change, days=5)
    sign_in(chief)
    assert "Until then it can be withdrawn" in client.get(at("version_withdraw", "use-of-force", 2)).content.decode()
    assert client.post(at("version_withdraw", "use-of-force", 2), {"reason": ""}).status_code == 422
    assert client.post(at("version_withdraw", "use-of-force", 2), {"reason": "A section is wrong."}).status_code == 302
    assert "approved and waits for its day" in client.get(at("version_withdraw", "use-of-force", 2)).content.decode()
    html = client.get(at("policy_work_version", "use-of-force", 2)).content.decode()
    assert "A section is wrong." in html
    assert "Withdrawn before its day" in html
    client.logout()
    html = page(client, "consultation", change.pk)
    assert "withdrawn before its day" in html
    assert "A section is wrong." in html
    assert "Withdrawn before its day" in page(client, "policy_list")
    line = facts.consultation_line(PolicyConsultation.objects.get(pk=change.pk), change.ends_on)
    assert (line["word"], line["kind"]) == ("Withdrawn before its day", "broken")


def at(name, *args):
    return f"/riverton{reverse(name, args=args)}"


def test_only_whoever_approves_withdraws(client, change, adopt, writer, officer, sign_in):
    adopt(change, days=5)
    for user in (writer, officer):
        sign_in(user)
        assert client.post(at("version_withdraw", "use-of-force", 2), {"reason": "No."}).status_code == 403
        assert "Withdraw it" not in client.get(at("policy_work_version", "use-of-force", 2)).content.decode()


def test_another_agency_s_changes_never_show(client, lakefield, change, adopt):
    adopt(change)
    for name in ("consultation", "consultation_changes", "consultation_after"):
        page(client, name, change.pk, agency="lakefield", status=404)


def test_long_comments_come_page_by_page_and_each_page_is_light(client, asked, writer):
    for number in range(9):
        row = actions.comment(
            agency=asked.agency, consultation=asked, words=f"Comment {number}. {'word ' * 390}", language="en"
        )
        actions.show_comment(actor=writer, comment=row, words=row.original)
    first = page(client, "consultation", asked.pk)
    assert "Comment 0." in first
    assert "Comment 8." not in first
    assert "?comments=2#all" in first
    last = page(client, "consultation", asked.pk, comments="99")
    assert "Comment 8." in last
    assert "Comment 0." not in last


def test_the_page_costs_the_same_however_many_comments(client, asked, writer, count_queries):
    def show():
        row = actions.comment(agency=asked.agency, consultation=asked, words="Be kind.", language="en")
        actions.show_comment(actor=writer, comment=row, words="Be kind.")

    show()
    one = count_queries(lambda: page(client, "consultation", asked.pk))
    show(), show()
    assert count_queries(lambda: page(client, "consultation", asked.pk)) == one


def test_a_comment_longer_than_a_page_has_one_for_itself():
    assert lines.by_size([(1, 10), (2, 90), (3, 20), (4, 20)], 50) == [[1], [2], [3, 4]]
    assert lines.page_of([], "7").rows == []


def test_a_version_that_was_not_withdrawn_has_no_reason(asked):
    assert queries.why_withdrawn(asked.version) == ""
    assert facts.became(asked.version) is None
