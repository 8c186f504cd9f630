"""A staff file is read in any usual form; each bad line is told with its column, what stands there and what to do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from commonbeat.ground.people import actions, imports
from commonbeat.ground.people.actions import StaffFacts
from commonbeat.ground.people.imports import check_file
from commonbeat.kit.tabular.problems import FileRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def check(tmp_path, riverton):
    """Write a file and check it for Riverton."""

    def run(text, encoding="utf-8"):
        file = tmp_path / "staff.csv"
        file.write_bytes(text.encode(encoding))
        return check_file(file, riverton)

    return run


def test_a_usual_file_is_understood(check):
    found = check(
        "Full Name,Badge Number,E-mail,Rank,Sworn,Unit,Squad,Supervisor Badge,Hire Date,Salary\n"
        "Ana Ruiz,17,ana@riverton.example,Sgt,Y,Patrol,Second watch,,01/31/2019,1\n"
        "Bo Lind,18,,Police Officer,,Patrol,,17,2020-02-03,2\n"
        "Cy Kane,19,,,No,,,,,3\n"
    )
    assert found.refusals == []
    assert found.left_out == ["Salary"]
    assert found.facts == [
        StaffFacts(
            name="Ana Ruiz",
            badge="17",
            email="ana@riverton.example",
            rank="sergeant",
            unit="Patrol",
            squad="Second watch",
            hired=date(2019, 1, 31),
        ),
        StaffFacts(name="Bo Lind", badge="18", unit="Patrol", supervisor="17", hired=date(2020, 2, 3)),
        StaffFacts(name="Cy Kane", badge="19", rank="civilian", sworn=False),
    ]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (",18,,,,,,,", "name"),
        ("Bo,,,,,,,,", "badge"),
        ("Bo,17,,,,,,,", "badge"),
        ("Bo,18,nowhere,,,,,,", "email"),
        ("Bo,18,,emperor,,,,,", "rank"),
        ("Bo,18,,,perhaps,,,,", "sworn"),
        ("Bo,18,,,,,Second watch,,", "squad"),
        ("Bo,18,,,,,,99,", "supervisor"),
        ("Bo,18,,,,,,18,", "supervisor"),
        ("Bo,18,,,,,,,yesterday", "hired"),
        ("Bo,18,,,,,,5,", "supervisor"),
        ("Bo,5,,,,,,,", "badge"),
    ],
)
def test_each_bad_line_is_told_with_its_column(check, riverton, on_staff, console, line, column):
    gone = on_staff(riverton, "Gone", "5")
    actions.end_staff(actor=console, staff=gone, on=date(2026, 1, 1), hand_over_to=None)
    found = check(f"name,badge,email,rank,sworn,unit,squad,supervisor,hired\nAna,17,,,,,,,\n{line}\n")
    assert [refusal.line for refusal in found.refusals] == [3] * len(found.refusals)
    assert column in [refusal.column for refusal in found.refusals]
    assert all(refusal.reason for refusal in found.refusals)


def test_a_file_says_something_of_shifts_only_where_it_has_a_column_of_them(check):
    found = check("name,badge,watch\nAna,17,Second watch\nBo,18,\n")
    assert [each.shift for each in found.facts] == ["Second watch", ""]
    assert check("name,badge\nAna,17\n").facts[0].shift is None
    kept = [imports.from_plain(imports.as_plain(each)) for each in found.facts]
    assert kept == found.facts


def test_all_bad_lines_are_listed_not_only_the_first(check):
    found = check("name,badge,email\n" + "".join(f"Person {place},{place},nowhere\n" for place in range(30)))
    assert len(found.refusals) == 30


def test_people_who_report_in_a_circle_are_told(check):
    found = check("name,badge,supervisor\nA,1,2\nB,2,3\nC,3,1\nD,4,1\n")
    assert [refusal.line for refusal in found.refusals] == [2, 3, 4]
    assert "in a circle: 1 → 2 → 3 → 1. Correct the supervisor of one of them." in found.refusals[0].remedy


def test_a_supervisor_already_on_the_staff_is_known(check, riverton, on_staff):
    on_staff(riverton, "Boss", "1")
    assert check("name,badge,supervisor\nA,2,1\n").refusals == []


def test_a_file_of_another_kind_is_refused_whole(check):
    for text in ("", "just words\n", "name,email\nAna,a@b.example\n"):
        with pytest.raises(FileRefused):
            check(text)


def test_a_file_with_more_lines_than_people_is_refused(check, monkeypatch):
    monkeypatch.setattr(imports, "MOST_ROWS", 3)
    found = check("name,badge\n" + "".join(f"P,{place}\n" for place in range(5)))
    assert "at most" in found.refusals[-1].reason


def test_letters_of_old_programs_are_read(check):
    assert check("name,badge\nPeña,1\n", "cp1252").facts[0].name == "Peña"


def test_formulas_stay_words(check):
    assert check('name,badge\n"=cmd()",1\n').facts[0].name == "=cmd()"


facts = st.builds(
    StaffFacts,
    name=st.text(max_size=20),
    badge=st.text(max_size=20),
    sworn=st.booleans(),
    hired=st.none() | st.dates(),
)


@given(facts)
@limits(deadline=None, derandomize=True, max_examples=60)
def test_facts_survive_the_form_between_preview_and_load(each):
    assert imports.from_plain(imports.as_plain(each)) == each


def test_an_unknown_rank_is_answered_with_the_ranks_that_are_known(riverton, tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text("name,badge,rank\nZed Moe,101,Emperor\n")
    (refused,) = check_file(path, riverton).refusals
    assert (refused.line, refused.column, refused.value) == (2, "rank", "Emperor")
    assert refused.remedy == "Write one of: civilian, officer, sergeant, lieutenant, commander, chief"
