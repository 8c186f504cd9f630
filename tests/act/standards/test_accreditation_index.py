"""The transparency index: every item held against the database, before anything is public and after."""

from datetime import timedelta

import pytest

from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.standards.actions import transparency as actions
from commonbeat.act.standards.queries import required, transparency
from commonbeat.act.standards.rules.transparency import DEFAULT_ITEMS, Item, ItemState
from commonbeat.ground.library.models import TopicTag
from commonbeat.ground.records.models import DataInventoryAnswer
from commonbeat.ground.records.rules import InventoryItem
from house.addresses import _promise, _release

pytestmark = pytest.mark.django_db
S = ItemState


def states(agency):
    return {one.item: one for one in transparency.index(agency).items}


def in_force(agency, slug, since, **more):
    row = Policy.objects.create(agency=agency, number=slug, slug=slug, title=slug, **more)
    return PolicyVersion.objects.create(
        agency=agency, policy=row, number=1, text="t", state="effective", effective_from=since
    )


def test_a_new_agency_has_nothing_public_and_is_told_what_is_missing(riverton):
    found = transparency.index(riverton)
    assert (found.met, len(found.items), found.list.version) == (0, len(DEFAULT_ITEMS), 0)
    tell = {one.item for one in found.items if one.state is S.CANNOT_TELL}
    assert tell == {Item.CORRECTIONS, Item.SELF_REVIEW}
    assert {one.item for one in transparency.missing(riverton)} == set(Item) - tell


def test_a_policy_counts_by_its_name_or_its_topic_while_it_is_public_in_force_and_young(riverton, today):
    in_force(riverton, "use-of-force", today - timedelta(days=731))
    in_force(riverton, "bias", today - timedelta(days=730))
    in_force(riverton, "complaints", today, public=False)
    tag = TopicTag.objects.create(agency=riverton, slug="stops", name_en="Stops", name_es="Paradas")
    version = in_force(riverton, "400", today - timedelta(days=9))
    version.policy.topics.add(tag)
    found = states(riverton)
    assert (found[Item.FORCE].state, found[Item.FORCE].days_late) == (S.LATE, 1)
    assert found[Item.BIAS].state is S.MET
    assert found[Item.COMPLAINTS].state is S.NOT_MET
    assert found[Item.STOPS].state is S.MET


def test_of_two_policies_on_one_topic_the_younger_counts(riverton, today):
    tag = TopicTag.objects.create(agency=riverton, slug="bias", name_en="Bias", name_es="Prejuicio")
    for number, days in enumerate((9, 5, 20)):
        version = in_force(riverton, f"b{number}", today - timedelta(days=days))
        version.policy.topics.add(tag)
    assert required.policies(riverton, ["bias"], today)["bias"].since == today - timedelta(days=5)


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
    in_force(riverton, "use-of-force", today - timedelta(days=740))
    in_force(riverton, "bias", today - timedelta(days=800))
    wanting = transparency.index(riverton).wanting
    assert [one.item for one in wanting[:2]] == [Item.BIAS, Item.FORCE]
    assert wanting[-1].state is S.CANNOT_TELL


def test_a_form_for_complaints_counts_once_the_site_has_one(riverton, monkeypatch):
    monkeypatch.setattr(transparency, "COMPLAINT_FORM", "tell_us")
    assert states(riverton)[Item.COMPLAINT_FORM].state is S.MET


def test_the_index_costs_the_same_whatever_is_public(riverton, count_queries, today, program):
    before = count_queries(lambda: transparency.index(riverton))
    for slug in ("use-of-force", "bias", "complaints"):
        in_force(riverton, slug, today)
    _release(riverton)
    assert count_queries(lambda: transparency.index(riverton)) <= before + 1  # the topics of policies, once there are
