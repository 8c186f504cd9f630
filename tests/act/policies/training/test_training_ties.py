"""Training by the name that lasts, for whatever stands above and is tied to it."""

import pytest

from commonbeat.act.policies.actions import courses
from commonbeat.act.policies.queries import ties

pytestmark = pytest.mark.django_db


def test_what_holds_today_is_offered_and_named(riverton, lakefield, ask, course):
    key = ask().key
    offered = [(one.name, one.title, one.address, one.ended) for one in ties.offered(riverton)]
    assert offered == [
        (f"requirement:{key}", "Ongoing de-escalation", "requirement_detail", False),
        ("course:DE-1", "Slowing things down (DE-1)", "course_detail", False),
    ]
    names = [one.name for one in ties.offered(riverton)]
    assert list(ties.named(riverton, [*names, "", "course:none"])) == names
    assert ties.named(lakefield, names) == {}


def test_what_has_ended_keeps_its_name_and_says_so(riverton, ask, course, coordinator, today):
    key = ask().key
    ask(key=key, since=today, ends=True, title="Older title")
    courses.end_course(actor=coordinator, course=course)
    names = [f"requirement:{key}", "course:DE-1"]
    assert ties.offered(riverton) == []
    assert [(one.title, one.ended) for one in ties.named(riverton, names).values()] == [
        ("Older title", True),
        ("Slowing things down (DE-1)", True),
    ]


def test_nothing_is_asked_of_the_database_without_names(riverton, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert ties.named(riverton, ["", ""]) == {}
