"""An altered snapshot is found at night and told on the desk; the independent reviewer reads what is shared."""

from importlib import import_module

import pytest
from django.db import connection
from django.urls import reverse

from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.jobs import self_review as jobs
from commonbeat.act.standards.models import SelfReviewSnapshot
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.work.rules import JobFailed

pytestmark = pytest.mark.django_db
GUARD = import_module("commonbeat.act.standards.migrations.0002_snapshot_fixed")


def at(agency, name, *args):
    return f"/{agency.slug}{reverse(name, args=args)}"


class Job:
    """A job of one agency."""

    def __init__(self, agency):
        self.agency = agency


def write(text):
    """Go past the triggers, as whoever owns the database can."""
    with connection.cursor() as cursor:
        for statement in GUARD.drop(connection.vendor):
            cursor.execute(statement)
    SelfReviewSnapshot.objects.update(content=text)


def told():
    return list(AuditEvent.objects.filter(verb__startswith="standards.snapshots_").values_list("verb", "details"))


def test_whole_snapshots_are_not_worth_a_word(closed, riverton):
    assert jobs.check_snapshots(Job(riverton)) == {"altered": 0}
    assert told() == []


def test_an_altered_snapshot_fails_the_job_and_stands_on_the_desk_until_it_is_whole_again(
    closed, riverton, lakefield, sign_in, person
):
    text = closed.snapshot.content
    write(text.replace("As we see it.", "As they want it.", 1))
    with pytest.raises(JobFailed, match="from snapshot 1 on"):
        jobs.check_snapshots(Job(riverton))
    assert told() == [("standards.snapshots_altered", {"snapshot": 1})]
    client = sign_in(person("board_member", agency=riverton, name="Bea Hart"))
    assert "A signed self-review was altered" in client.get(at(riverton, "desk")).text
    assert jobs.check_snapshots(Job(lakefield)) == {"altered": 0}
    write(text)
    assert jobs.check_snapshots(Job(riverton)) == {"altered": 0}
    assert told()[0] == ("standards.snapshots_whole", {})
    assert "A signed self-review was altered" not in client.get(at(riverton, "desk")).text


def test_the_independent_reviewer_reads_what_is_shared_with_the_board(closed, chief, sign_in, person, riverton):
    client = sign_in(person("independent_reviewer", agency=riverton, name="Ira Noor"))
    pages = [at(riverton, "self_review_snapshot", 1), at(riverton, "self_review_file", 1)]
    assert [client.get(page).status_code for page in pages] == [404, 404]
    actions.share_review(actor=chief, review=closed, audience="board")
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert closed.title in client.get(at(riverton, "self_review_list")).text
    assert client.get(at(riverton, "self_review_rate", 1)).status_code == 403
