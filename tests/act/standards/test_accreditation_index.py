"""The transparency index: every item held against the database, before anything is public and after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from act.standards.deeds import refused
from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.standards.actions import transparency as actions
from commonbeat.act.standards.models import SelfReview, SelfReviewShare
from commonbeat.act.standards.queries import required, transparency
from commonbeat.act.standards.rules.transparency import DEFAULT_ITEMS, Item, ItemState
from commonbeat.ground.records.models import DataInventoryAnswer
from commonbeat.ground.records.rules import InventoryItem
from house.addresses import _promise, _release

pytestmark = pytest.mark.django_db
S = ItemState


def states(agency):
    return {one.item: one for one in transparency.index(agency).items}


def policies(agency):
    """Each policy line of the index by its name."""
    return {str(one.label): one for one in transparency.index(agency).items if one.item is Item.POLICIES}


def in_force(agency, code, since, *, number="", next_review=None, **more):
    row = Policy.objects.create(
        agency=agency,
        number=number or code,
        slug=number or code,
        title=code,
        required=code,
        next_review=next_review,
        **more,
    )
    return PolicyVersion.objects.create(
        agency=agency, policy=row, number=1, text="t", state="effective", effective_from=since
    )


def test_a_new_agency_has_nothing_public_and_is_told_what_is_missing(riverton):
    found = transparency.index(riverton)
    assert (found.met, found.list.version) == (0, 0)
    assert len(found.items) == len(DEFAULT_ITEMS) - 1 + 6
    tell = {one.item for one in found.items if one.state is S.CANNOT_TELL}
    assert tell == {Item.CORRECTIONS}
    assert {one.item for one in transparency.missing(riverton)} == set(Item) - tell


def test_each_policy_that_must_be_there_is_a_line_of_its_own_by_its_review_or_its_age(riverton, today):
    in_force(riverton, "use_of_force", today - timedelta(days=731))
    in_force(riverton, "bias", today - timedelta(days=730))
    in_force(riverton, "complaints", today, public=False)
    in_force(riverton, "stops", today - timedelta(days=900), next_review=today)
    in_force(riverton, "body_cameras", today - timedelta(days=9), next_review=today - timedelta(days=3))
    found = policies(riverton)
    assert (found["Policy: Use of force"].state, found["Policy: Use of force"].days_late) == (S.LATE, 1)
    assert found["Policy: Fair treatment, without bias"].state is S.MET
    assert found["Policy: Complaints"].state is S.NOT_MET
    assert found["Policy: Stops and searches"].state is S.MET
    assert found["Policy: Body-worn cameras"].days_late == 3
    assert found["Policy: Duty to step in"].state is S.NOT_MET


def test_of_two_policies_that_are_the_same_required_one_the_younger_counts(riverton, today):
    for number, days in enumerate((9, 5, 20)):
        in_force(riverton, "bias", today - timedelta(days=days), number=f"b{number}")
    assert required.public_policies(riverton, today)["bias"].since == today - timedelta(days=5)


def test_a_self_review_counts_once_it_is_shared_with_everybody(riverton, today, manager):
    row = SelfReview.objects.create(
        agency=riverton,
        number=1,
        title="First",
        stage="closed",
        opened_on=today,
        rate_by=today,
        closed_on=today - timedelta(days=401),
        facilitator=manager,
    )
    assert states(riverton)[Item.SELF_REVIEW].state is S.NOT_MET
    SelfReviewShare.objects.create(agency=riverton, review=row, audience="board", since=timezone.now())
    assert states(riverton)[Item.SELF_REVIEW].state is S.NOT_MET
    SelfReviewShare.objects.create(agency=riverton, review=row, audience="public", since=timezone.now())
    assert states(riverton)[Item.SELF_REVIEW].days_late == 1


def test_figures_files_corrections_promises_and_programs_count_once_they_are_public(riverton, program, today):
    _release(riverton)
    _promise(riverton)
    found = states(riverton)
    for item in (Item.RECORDS, Item.FILES, Item.CORRECTIONS, Item.PROMISES, Item.ACCREDITATION):
        assert found[item].state is S.MET, item
    assert found[Item.SCORE].state is S.NOT_MET
    assert found[Item.RECORDS].due == found[Item.RECORDS].seen.day + timedelta(days=400)


def test_the_inventory_counts_when_every_question_has_an_answer(riverton):
    items = list(InventoryItem)
    for item in items[1:]:
        DataInventoryAnswer.objects.create(agency=riverton, item=item, collected="no", published="no")
    one = states(riverton)[Item.INVENTORY]
    assert one.state is S.NOT_MET
    assert str(one.seen.words) == f"{len(items) - 1} of {len(items)} questions are answered"
    DataInventoryAnswer.objects.create(agency=riverton, item=items[0], collected="no", published="no")
    assert states(riverton)[Item.INVENTORY].state is S.MET


def test_the_list_in_force_decides_what_counts(riverton, lakefield, manager, today):
    set_it = {"actor": manager, "citation": "Order 7", "items": {"files": 0}}
    actions.set_list(**set_it, agency=riverton, effective_from=today + timedelta(days=1))
    assert transparency.index(riverton).list.version == 0
    actions.set_list(**set_it, agency=riverton, effective_from=today)
    found = transparency.index(riverton)
    assert (found.list.version, [one.item for one in found.items]) == (2, [Item.FILES])
    assert transparency.index(lakefield).list.version == 0
    assert len(transparency.lists(riverton)) == 2


def test_what_is_not_met_stands_longest_late_first(riverton, today):
    in_force(riverton, "use_of_force", today - timedelta(days=740))
    in_force(riverton, "bias", today - timedelta(days=800))
    wanting = transparency.index(riverton).wanting
    assert [one.days_late for one in wanting[:3]] == [70, 10, 0]
    assert wanting[-1].state is S.CANNOT_TELL


def test_a_form_for_complaints_counts_once_the_site_has_one(riverton, monkeypatch):
    monkeypatch.setattr(transparency, "COMPLAINT_FORMS", ("complaint", "tell_us"))
    assert states(riverton)[Item.COMPLAINT_FORM].state is S.MET


def test_the_index_costs_the_same_whatever_is_public(riverton, count_queries, today, program):
    before = count_queries(lambda: transparency.index(riverton))
    for slug in ("use_of_force", "bias", "complaints"):
        in_force(riverton, slug, today)
    _release(riverton)
    assert count_queries(lambda: transparency.index(riverton)) == before


def test_a_list_has_versions_and_never_begins_in_the_past(manager, riverton, today):
    told = {"actor": manager, "agency": riverton, "citation": "Order 7"}
    one = {"files": 0}
    assert refused("without items", actions.set_list, **told, items={"files": None}, effective_from=today)
    past = today - timedelta(days=1)
    assert refused("today or later", actions.set_list, **told, items=one, effective_from=past)
    rows = [actions.set_list(**told, items=one, effective_from=today).version for _ in range(2)]
    assert rows == [1, 2]
