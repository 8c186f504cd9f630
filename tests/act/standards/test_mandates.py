"""What a decree demands: its evidence, what was found, its whole history."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from act.standards.deeds import refused, verbs
from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.standards.access import accreditation as access
from commonbeat.act.standards.actions import mandates
from commonbeat.act.standards.models import ComplianceRequirement
from commonbeat.ground.roles import System
from commonbeat.measure.findings.models import Finding
from house.addresses import _release

pytestmark = pytest.mark.django_db


def test_a_demand_keeps_its_whole_history(requirement, manager, staff, chief, riverton, today):
    row = requirement()
    move = {"actor": manager, "requirement": row}
    mandates.move(**move, to="in_progress")
    assert refused("evidence", mandates.move, **move, to="with_assessor")
    mandates.add_evidence(**move, kind="document", words="Plan of the poll")
    mandates.move(**move, to="with_assessor")
    assert refused("in full", mandates.move, **move, to="kept_up")
    found = {"finder": "monitor", "name": "Office of the monitor", "day": today}
    assert refused("missing", mandates.add_finding, **move, **found, grade="partial")
    ahead = {**found, "day": today + timedelta(days=1)}
    assert refused("to come", mandates.add_finding, **move, **ahead, grade="full")
    mandates.add_finding(**move, **found, grade="full")
    row.refresh_from_db()
    assert row.state == "kept_up"
    mandates.add_finding(**move, **found, grade="none", words="No poll this year")
    row.refresh_from_db()
    assert row.state == "in_progress"
    mandates.hand_over(**move, owner=staff, due=date(2027, 9, 1))
    assert row.events.first().words == "Ana Lindqvist, September 1, 2027"
    mandates.hand_over(**move, owner=staff, due=None)
    mandates.show(**move, public=True)
    mandates.show(**move, public=True)
    mandates.show(**move, public=False)
    kinds = list(row.events.order_by("pk").values_list("kind", flat=True))
    assert kinds == [
        "written",
        "moved",
        "evidence",
        "moved",
        "found",
        "found",
        "owner",
        "owner",
        "shown",
        "hidden",
    ]


def test_evidence_is_exactly_what_its_kind_says(requirement, manager, riverton, verified):
    row = requirement()
    policy = Policy.objects.create(agency=riverton, number="1", slug="a", title="A")
    dataset = _release(riverton)
    given = {
        "policy": PolicyVersion.objects.create(agency=riverton, policy=policy, number=1, text="t"),
        "finding": Finding.objects.filter(agency=riverton).first(),
        "dataset": dataset,
        "proof": verified(),
    }
    for kind, thing in given.items():
        field = "version" if kind == "policy" else kind
        assert refused("which one", mandates.add_evidence, actor=manager, requirement=row, kind=kind)
        item = mandates.add_evidence(actor=manager, requirement=row, kind=kind, **{field: thing})
        assert str(item) == str(thing)
    assert refused("which one", mandates.add_evidence, actor=manager, requirement=row, kind="document", words=" ")


def test_its_keeper_adds_evidence_and_hands_it_in_and_nothing_else(requirement, officer, person, riverton):
    row = requirement()
    own = {"actor": officer, "requirement": row}
    stranger = {"actor": person("sergeant", agency=riverton), "requirement": row}
    plan = {"kind": "document", "words": "Plan of the poll"}
    assert refused("Only its keeper", mandates.add_evidence, **stranger, **plan)
    assert refused("Only who keeps the standards", mandates.move, **stranger, to="in_progress")
    mandates.add_evidence(**own, **plan)
    mandates.move(**own, to="in_progress")
    assert refused("Only who keeps the standards", mandates.move, **own, to="ended", words="It is done")
    assert mandates.move(**own, to="with_assessor").state == "with_assessor"
    assert access.kept_one(officer, riverton, row.pk) == row
    assert access.kept(stranger["actor"], riverton).count() == access.kept(System("a"), riverton).count() == 0
    assert access.requirement(officer, riverton, row.pk) is None


def test_a_neighbor_s_file_is_no_evidence(requirement, manager, lakefield):
    theirs = _release(lakefield)
    add = {"actor": manager, "requirement": requirement(), "kind": "dataset", "dataset": theirs}
    assert refused("this agency", mandates.add_evidence, **add)


def test_a_finding_of_what_was_not_handed_in_moves_nothing(requirement, manager, today):
    row = requirement()
    told = {"finder": "court", "name": "The court", "grade": "full", "day": today}
    mandates.add_finding(actor=manager, requirement=row, **told)
    row.refresh_from_db()
    assert row.state == "not_started"
    move = {"actor": manager, "requirement": row}
    mandates.move(**move, to="in_progress")
    mandates.add_evidence(**move, kind="document", words="Plan")
    mandates.move(**move, to="with_assessor")
    assert mandates.move(**move, to="kept_up").state == "kept_up"


def test_a_demand_put_in_other_words_keeps_how_it_was_written(requirement, manager):
    row = requirement()
    old = row.wording
    reword = {"actor": manager, "requirement": row}
    mandates.reword(**reword, to=replace(old, title="A fair poll of residents", citation="Case 27-2"))
    row.refresh_from_db()
    assert (str(row), row.citation, row.demand) == ("A fair poll of residents", "Case 27-2", old.demand)
    mandates.reword(**reword, to=replace(row.wording, demand="Ask people. " * 80))
    told = list(row.events.filter(kind="reworded").order_by("pk").values_list("words", flat=True))
    assert told == ["Court decree, Case 27-1, 12: A poll of residents", old.demand]
    before = verbs()
    assert mandates.reword(**reword, to=ComplianceRequirement.objects.get().wording) == row
    assert (row.events.count(), verbs()) == (3, before)
    assert before[-1] == "standards.reword_requirement"


def test_a_demand_that_ended_stays_as_it_was(requirement, manager):
    row = requirement(paragraph="")
    assert row.wording.line == "Court decree, Case 27-1: A poll of residents"
    mandates.move(actor=manager, requirement=row, to="ended", words="The court ended it.")
    other = replace(row.wording, title="Another")
    assert refused("stays as it was", mandates.reword, actor=manager, requirement=row, to=other)


def test_a_form_that_is_sent_twice_writes_one_demand(requirement):
    first, again = requirement(), requirement()
    assert first == again
    assert first.events.count() == 1
    assert requirement(paragraph="13") != first
