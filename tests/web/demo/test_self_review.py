"""The demonstration's self-reviews: one closed and shared, one being talked over; nobody who answered is left."""

import pytest

from commonbeat.act.standards.models import SelfReview, SelfReviewRater
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.queries import self_review_snapshot as snapshots
from commonbeat.act.standards.rules.self_review_groups import differs
from commonbeat.ground.people.models import Staff, User
from commonbeat.web.demo import self_review
from commonbeat.web.demo.agency import found

pytestmark = pytest.mark.django_db


def test_two_reviews_stand_there_made_up_and_nobody_who_answered_is_left(console, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    agency = found(console)
    before = (User.objects.count(), Staff.objects.count())
    said = []
    for _time in range(2):
        self_review.load(console, agency, said.append)
    assert said == ["2 self-reviews, all of them made up"] * 2
    assert (User.objects.count(), Staff.objects.count()) == before
    assert not SelfReviewRater.objects.exists()
    first, second = SelfReview.objects.order_by("number")
    assert (first.stage, second.stage) == ("closed", "reflection")
    assert first.synthetic
    assert queries.shared_with(first) == {"public"}
    assert snapshots.fault(agency) is None
    assert [step.promise is not None for step in queries.steps_of(first)] == [True, False]
    apart = sum(differs(line.spread) for line in queries.lines(second))
    assert 8 <= apart <= 40
    assert queries.left_to_agree(second) == 32
