"""The pages of an assessment: its marks, its comments, one beside another."""

from datetime import date

import pytest

from act.standards.deeds import address, send, words
from commonbeat.act.standards.actions import assessments
from commonbeat.act.standards.queries import assessments as assessment_queries

pytestmark = pytest.mark.django_db


def test_an_assessment_is_marked_closed_and_held_beside_another(client, sign_in, manager, assessment, program):
    mock = assessment()
    sign_in(manager)
    assert "no other assessment" in words(client, "assessment_compare", mock.pk)
    mark = mock.marks.first()
    send(client, "assessment_mark", mock.pk, mark.pk, status=422, mark="not_met")
    send(client, "assessment_mark", mock.pk, mark.pk, mark="met")
    assert client.get(address("assessment_mark", mock.pk, 999_999)).status_code == 404
    send(client, "assessment_close", mock.pk, summary="Fine")
    assert "it stays as it is" in words(client, "assessment_mark", mock.pk, mark.pk)
    assert "Met: 1 of 2. Not met: 0. Not looked at: 1." in words(client, "assessment", mock.pk)
    real = assessment(kind="on_site", starts_on=date(2027, 6, 15))
    assessments.mark(actor=manager, mark=real.marks.first(), said="not_met", words="No list")
    page = words(client, "assessment_compare", real.pk)
    assert "Met before, not met now" in page
    assert "Cannot be compared" in page
    assert "Somebody answers for every order" in page
    assert "Beside another assessment" in words(client, "assessment", real.pk)
    third = assessment(kind="remote")
    assert assessment_queries.other(third, str(real.pk)).pk == real.pk
    assert assessment_queries.other(third, "x").pk == mock.pk


def test_marking_goes_on_with_the_next_that_nobody_looked_at(client, sign_in, manager, assessment):
    row = assessment()
    first, second = row.marks.all()
    sign_in(manager)
    assert f"Mark {first.number}" in words(client, "assessment", row.pk)
    answer = send(client, "assessment_mark", row.pk, first.pk, mark="not_met", words="No list")
    assert answer.url == address("assessment_mark", row.pk, second.pk)
    answer = send(client, "assessment_mark", row.pk, second.pk, mark="met")
    assert answer.url == address("assessment", row.pk)
    page = words(client, "assessment", row.pk)
    assert "What to mend" in page
    assert "Close the assessment" in page


def test_a_plan_is_changed_on_its_page_and_stays_once_closed(client, sign_in, manager, assessment):
    row = assessment()
    sign_in(manager)
    assert "two neighbors" in words(client, "assessment_change", row.pk)
    send(client, "assessment_change", row.pk, kind="on_site", assessor="The Council", starts_on="2027-06-10")
    row.refresh_from_db()
    assert (row.assessor, row.comments_from) == ("The Council", None)
    send(client, "assessment_close", row.pk, summary="")
    assert "it stays as it is" in words(client, "assessment_change", row.pk)


def test_an_assessment_of_an_edition_without_standards_says_why_it_is_empty(client, sign_in, manager, edition, today):
    row = assessments.plan(actor=manager, edition=edition, kind="mock", assessor="us", starts_on=today)
    assert "had no standards" in words(sign_in(manager), "assessment", row.pk)
