"""Whole records for files: in slices, as plain values, with the rating and the source that hold."""

from datetime import date

import pytest
from django.http import QueryDict

from commonbeat.ground.library import actions
from commonbeat.ground.library.models import Citation
from commonbeat.ground.library.queries import search, whole
from commonbeat.ground.library.rules import Grade, asked

BOTH = ("technology", "use-of-force")


def everything(agency):
    return search.everything(agency, asked(QueryDict("")))


def test_a_record_has_its_newest_rating_its_first_source_and_its_topics_in_their_order(add, shipped, console):
    row = add("Rated twice", source="Source one", url="https://example.org/", accessed_on=date(2026, 1, 2), topics=BOTH)
    for grade, basis in ((Grade.STRONG, "First"), (Grade.PROMISING, "Then")):
        actions.rate_evidence(actor=console, resource=row, grade=grade, basis=basis)
    Citation.objects.create(agency=shipped, resource=row, words="Source two")
    (found,) = next(whole.slices(shipped, (row.pk,)))
    assert (found.grade, found.basis) == ("promising", "Then")
    assert (found.source, found.url) == ("Source one", "https://example.org/")
    assert found.accessed_on == date(2026, 1, 2)
    assert found.topics == ["use-of-force", "technology"]
    assert found.types == ["report"]


def test_what_was_never_rated_or_cited_has_nothing_there_and_what_is_gone_is_left_out(add, shipped, lakefield):
    row = add("Bare")
    row.topics.clear()
    row.citations.all().delete()
    (found,) = next(whole.slices(shipped, (row.pk, 10**9)))
    assert (found.grade, found.basis, found.source, found.url, found.accessed_on) == ("", "", "", "", None)
    assert found.topics == []
    assert next(whole.slices(lakefield, (row.pk,))) == []


@pytest.mark.parametrize("size", [1, 10, 23, 500])
def test_slices_hold_all_in_order_whatever_their_size(shipped, monkeypatch, size):
    monkeypatch.setattr(whole, "SLICE", size)
    keys = everything(shipped)
    found = [len(rows) for rows in whole.slices(shipped, keys)]
    assert sum(found) == 23
    assert max(found) <= size
    years = [row.year for rows in whole.slices(shipped, keys) for row in rows]
    assert years == sorted(years, reverse=True)


def test_a_slice_takes_four_queries_whatever_it_holds(add, shipped, count_queries):
    keys = everything(shipped)
    assert count_queries(lambda: list(whole.slices(shipped, keys[:1]))) == 4
    assert count_queries(lambda: list(whole.slices(shipped, keys))) == 4
