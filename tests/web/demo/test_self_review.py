"""The demonstration's self-reviews: two closed and shared, one being talked over; nobody who answered is left."""

import pytest

from commonbeat.act.standards.models import SelfReview, SelfReviewRater
from commonbeat.act.standards.queries import self_review as queries
from commonbeat.act.standards.queries import self_review_snapshot as snapshots
from commonbeat.act.standards.rules.self_review_groups import differs
from commonbeat.act.standards.rules.self_review_snapshot import Change
from commonbeat.ground.people.models import Staff, User
from commonbeat.web.demo import self_review
from commonbeat.web.demo.agency import found

pytestmark = pytest.mark.django_db


def test_three_reviews_stand_there_made_up_and_nobody_who_answered_is_left(console, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    agency = found(console)
    before = (User.objects.count(), Staff.objects.count())
    said = []
    for _time in range(2):
        self_review.load(console, agency, said.append)
    assert said == ["3 self-reviews, all of them made up"] * 2
    assert (User.objects.count(), Staff.objects.count()) == before
    assert not SelfReviewRater.objects.exists()
    oldest, first, second = SelfReview.objects.order_by("number")
    assert (oldest.stage, first.stage, second.stage) == ("closed", "closed", "reflection")
    assert first.facilitator.may("run_self_review", agency)
    assert not first.facilitator.may("share_self_review", agency)
    areas = snapshots.told_of(first.snapshot, snapshots.shared_alike(first.snapshot))
    moved = [told.compared.change for area in areas for told in area.questions]
    assert 5 <= moved.count(Change.UP) <= 40
    assert [step.promise is not None for step in queries.steps_of(oldest)] == [False, False]
    assert first.synthetic
    assert queries.shared_with(first) == {"public"}
    assert snapshots.fault(agency) is None
    assert [step.promise is not None for step in queries.steps_of(first)] == [True, False]
    apart = sum(differs(line.spread) for line in queries.lines(second))
    assert 8 <= apart <= 40
    assert queries.left_to_agree(second) == 32
