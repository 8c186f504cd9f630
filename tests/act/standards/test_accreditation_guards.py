"""Nobody can change a closed assessment, what a checked proof rests on, an answer or a history: not even by SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from act.standards.conftest import said
from commonbeat.act.standards.actions import assessments, programs
from commonbeat.act.standards.models import Assessment, CommentAnswer, Proof

pytestmark = pytest.mark.django_db


def refused(words, sql, *params):
    """Whether the database refuses this statement, in our words."""
    with (
        pytest.raises(DatabaseError, match=words),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, params)
    return True


def test_a_closed_assessment_is_changed_by_nobody(assessment, manager):
    row = assessments.close(actor=manager, assessment=assessment(), summary="Done")
    mark = row.marks.first()
    for sql, pk in (
        ("UPDATE standards_assessment SET summary = 'better' WHERE id = %s", row.pk),
        ("UPDATE standards_assessment SET closed_on = NULL WHERE id = %s", row.pk),
        ("DELETE FROM standards_assessment WHERE id = %s", row.pk),
        ("UPDATE standards_assessmentmark SET mark = 'met' WHERE id = %s", mark.pk),
        ("DELETE FROM standards_assessmentmark WHERE id = %s", mark.pk),
    ):
        assert refused("closed", sql, pk)
    assert Assessment.objects.get(pk=row.pk).summary == "Done"


def test_a_closed_assessment_takes_no_further_standard(assessment, manager, edition, whole):
    row = assessment()
    further = programs.write_standard(actor=manager, edition=edition, said=said("1.3", title="One that came later"))
    closed = assessments.close(actor=manager, assessment=row, summary="Done")
    mark = closed.marks.last()
    mark.pk, mark.standard = None, further
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        mark.save(force_insert=True)
    assert closed.length == closed.marks.count() > 0


def test_an_open_assessment_may_still_change(assessment):
    row = assessment()
    Assessment.objects.filter(pk=row.pk).update(assessor="three neighbors")
    assert Assessment.objects.get(pk=row.pk).assessor == "three neighbors"


def test_the_history_of_a_demand_is_only_added_to(requirement):
    event = requirement().events.get()
    assert refused("only added to", "UPDATE standards_requirementevent SET words = 'x' WHERE id = %s", event.pk)
    assert refused("only added to", "DELETE FROM standards_requirementevent WHERE id = %s", event.pk)


def test_what_a_checked_proof_rests_on_stays(verified, proof, chief):
    row = verified()
    for sql in (
        "UPDATE standards_proof SET words = 'better' WHERE id = %s",
        "UPDATE standards_proof SET covers_to = '2031-01-01' WHERE id = %s",
        "UPDATE standards_proof SET sha256 = 'x' WHERE id = %s",
        "UPDATE standards_proof SET submitted_by_id = NULL WHERE id = %s",
        "UPDATE standards_proof SET state = 'requested' WHERE id = %s",
        "DELETE FROM standards_proof WHERE id = %s",
    ):
        assert refused("was checked", sql, row.pk)
    Proof.objects.filter(pk=row.pk).update(state="stale")
    assert refused("was checked", "UPDATE standards_proof SET state = 'submitted' WHERE id = %s", row.pk)
    other = proof(part=1)
    Proof.objects.filter(pk=other.pk).update(request="Another list")


def test_an_answer_in_public_is_only_added_to(assessment):
    row = assessment()
    answer = CommentAnswer.objects.create(agency=row.agency, assessment=row, words="w", day=row.starts_on, by="b")
    assert refused("only added to", "UPDATE standards_commentanswer SET words = 'x' WHERE id = %s", answer.pk)
    assert refused("only added to", "DELETE FROM standards_commentanswer WHERE id = %s", answer.pk)


def test_no_mark_is_moved_into_a_closed_assessment(assessment, manager):
    row = assessments.close(actor=manager, assessment=assessment(), summary="Done")
    mark = assessment().marks.first()
    assert refused("closed", "UPDATE standards_assessmentmark SET assessment_id = %s WHERE id = %s", row.pk, mark.pk)


@pytest.mark.parametrize("table", ["assessment", "assessmentmark", "requirementevent"])
def test_no_table_is_emptied_past_the_guards_of_its_rows(table):
    """PostgreSQL's guards say why; SQLite has no such statement at all."""
    why = "syntax error" if connection.vendor == "sqlite" else "stays as it is|only added to"
    assert refused(why, f"TRUNCATE standards_{table} CASCADE")
