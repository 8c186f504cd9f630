"""Writing down programs, editions and standards, what they are tied to, where they stand; each in the trail."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from act.standards.conftest import said
from act.standards.deeds import refused, verbs
from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.standards.actions import loading, programs
from commonbeat.act.standards.figures.accreditation import chapters, short
from commonbeat.act.standards.models import (
    Bullet,
    Standard,
)
from commonbeat.act.standards.queries import programs as program_queries
from commonbeat.act.standards.queries.gaps import gaps_in, standing
from commonbeat.act.standards.rules.proofs import Stand
from commonbeat.ground.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_a_program_has_a_name_of_its_own_and_a_cycle_of_months(program, manager, riverton):
    told = {
        "actor": manager,
        "agency": riverton,
        "name": program.name,
        "body": "b",
        "scope": "s",
        "starts_on": date(2027, 1, 1),
    }
    assert refused("another", programs.begin_program, **told, months=12)
    assert refused("240", programs.begin_program, **told, months=0)
    assert verbs()[-1] == "standards.begin_program"


def test_editions_of_a_program_differ_in_name_and_day(program, edition, manager):
    begin = {"actor": manager, "program": program}
    assert refused("this name", programs.begin_edition, **begin, edition="First", effective_from=date(2028, 1, 1))
    same_day = edition.effective_from
    assert refused("this day", programs.begin_edition, **begin, edition="Second", effective_from=same_day)


def test_a_standard_beyond_the_law_names_the_law_here_and_in_the_database(edition, standard, manager):
    write = {"actor": manager, "edition": edition}
    assert refused("law", programs.write_standard, **write, said=said("9", exceeds_law=True))
    assert refused("number", programs.write_standard, **write, said=said())
    row = programs.write_standard(**write, said=said("9", exceeds_law=True, citation="State law 12", chapter="2"))
    assert row.chapter.place == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Standard.objects.filter(pk=row.pk).update(citation="")


def test_parts_that_the_text_has_no_longer_stay_with_their_proofs(standard, verified, manager):
    one = verified()
    programs.change_standard(actor=manager, standard=standard, said=said(bullets=["The list of orders is kept", "New"]))
    assert [row.text for row in standard.bullets.filter(ended=False)] == ["The list of orders is kept", "New"]
    assert Bullet.objects.get(pk=one.bullet_id).ended
    programs.change_standard(actor=manager, standard=standard, said=said())
    assert not Bullet.objects.get(pk=one.bullet_id).ended
    before = len(verbs())
    programs.change_standard(actor=manager, standard=standard, said=said())
    assert len(verbs()) == before


def test_a_standard_is_compliant_only_when_every_part_has_a_checked_proof(standard, verified, proof, manager, today):
    move = {"actor": manager, "standard": standard}
    programs.move_standard(**move, to="in_progress")
    verified()
    assert refused("each part", programs.move_standard, **move, to="compliant")
    verified(part=1)
    row = programs.move_standard(**move, to="compliant")
    assert (row.state, row.state_on) == ("compliant", today)
    programs.change_standard(actor=manager, standard=row, said=said(bullets=[*said()["bullets"], "A third part"]))
    assert Standard.objects.get(pk=row.pk).state == "in_progress"
    assert "standards.fall_back" in verbs()


def test_a_waiver_says_why_here_and_in_the_database(standard, edition, manager):
    assert refused("why", programs.move_standard, actor=manager, standard=standard, to="waived")
    row = programs.move_standard(actor=manager, standard=standard, to="waived", reason="No jail here")
    assert gaps_in(edition) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Standard.objects.filter(pk=row.pk).update(reason="")


def test_a_standard_is_tied_to_a_policy_of_this_agency_or_to_something_named(
    standard, riverton, lakefield, manager, today
):
    ours, theirs = (
        Policy.objects.create(agency=town, number="1", slug="a", title="A") for town in (riverton, lakefield)
    )
    version = PolicyVersion.objects.create(agency=riverton, policy=ours, number=1, text="t")
    tie = {"actor": manager, "standard": standard}
    assert refused("Choose", programs.link_standard, **tie, kind="directive")
    assert refused("Choose", programs.link_standard, **tie, kind="directive", policy=theirs)
    assert refused("Name", programs.link_standard, **tie, kind="training", words=" ")
    assert str(programs.link_standard(**tie, kind="directive", version=version)) == str(version)
    row = programs.link_standard(**tie, kind="record", policy=ours, words="Ledger of orders")
    assert row.policy is None
    assert str(row) == "Ledger of orders"
    programs.unlink_standard(actor=manager, link=row)
    assert standard.links.count() == 1


def test_a_file_adds_and_changes_standards_and_takes_none_out(edition, standard, manager):
    rows = [said(title="Another title"), said("2.1", chapter="2"), said("2.2", chapter="2", chapter_title="")]
    load = {"actor": manager, "edition": edition, "rows": rows, "digest": "0" * 64}
    assert loading.load_standards(**load) == {"new": 2, "changed": 1, "same": 0}
    assert loading.load_standards(**load) == {"new": 0, "changed": 0, "same": 3}
    assert edition.standards.count() == 3
    bad = [said("3", exceeds_law=True)]
    assert refused("law", loading.load_standards, actor=manager, edition=edition, rows=bad, digest="")
    assert edition.standards.count() == 3


def test_an_edition_to_come_is_shown_before_the_first_is_in_force(program, manager, today):
    row = programs.begin_edition(
        actor=manager, program=program, edition="To come", effective_from=today + timedelta(days=9)
    )
    assert program_queries.current_edition(program, today) == row
    assert program_queries.edition_of([], today) is None


def test_a_program_can_be_told_otherwise_and_hidden(program, manager, riverton):
    said = {name: getattr(program, name) for name in programs.TOLD}
    other = programs.begin_program(actor=manager, agency=riverton, **{**said, "name": "Other"})
    change = {"actor": manager, "program": program}
    assert refused("another", programs.change_program, **change, said={**said, "name": other.name})
    assert refused("240", programs.change_program, **change, said={**said, "months": 241})
    before = len(verbs())
    programs.change_program(**change, said=said)
    assert len(verbs()) == before
    row = programs.change_program(**change, said={**said, "scope": "patrol", "public": False})
    assert (row.scope, row.public) == ("patrol", False)
    assert AuditEvent.objects.order_by("pk").last().details["fields"] == ["scope", "public"]


def test_every_part_of_an_edition_is_counted_by_chapter(edition, standard, whole, verified, proof, manager):
    verified()
    proof(part=1)
    third = programs.write_standard(actor=manager, edition=edition, said=said("2.1", chapter="2", bullets=[]))
    programs.move_standard(actor=manager, standard=third, to="waived", reason="No jail here")
    found = standing(edition)
    first, second = found.chapters
    assert (first.counts[Stand.PROVEN], first.counts[Stand.MISSING], first.needed) == (1, 2, 3)
    assert (second.counts[Stand.WAIVED], second.needed) == (1, 0)
    assert (found.needed, found.missing, found.count(Stand.PROVEN)) == (3, 2, 1)
    drawn = chapters(found, synthetic=False)
    assert drawn.said.startswith("1 of 3 parts are proven today")
    assert [str(row[2]) for row in drawn.table.rows] == ["2 no proof yet", "1 waived, not needed"]
    assert str(drawn.table.rows[0][0].__html__()).count("<svg") == 3
    assert short(dict.fromkeys(Stand, 0)) == "nothing"
