"""Tables: escaped, numbers right, sorted and paged by links alone, with two queries whatever their rows."""

import re

import pytest
from django.contrib.auth.models import Group
from django.db.models import Value
from django.utils.safestring import mark_safe
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from commonbeat.kit.tables import Cell, Column, DataTable, Filter, Head, Table

COLUMNS = [
    Column("name", "Name", sortable=True),
    Column("id", "Number", numeric=True, sortable=True),
    Column("length", "Length", numeric=True, value=lambda row: len(row.name) * 1000),
]
LETTERS = [("", "All"), ("a", "With a"), ("b", "With b")]


def table(params=None, **more):
    return Table(
        queryset=Group.objects.all(), columns=COLUMNS, params=params or {}, caption="Groups", order="name", **more
    )


@pytest.fixture
def groups(db):
    return [Group.objects.create(name=name) for name in ("alpha", "beta", "gamma", "delta", "<b>bad</b>")]


def names(shown):
    return [row.name for row in shown.rows]


def test_a_fixed_table_names_its_rows_and_puts_numbers_right():
    fixed = DataTable(
        caption="Stops", columns=(Head("Race"), Head("Stops", numeric=True)), rows=(("Black", "15,220"),), here=0
    )
    assert fixed.markup == (
        '<thead><tr><th scope="col">Race</th><th scope="col">Stops</th></tr></thead>'
        '<tbody><tr class="cb-here"><th scope="row">Black</th>'
        "<td>15,220</td></tr></tbody>"
    )
    assert fixed.numbers
    assert not DataTable(caption="c", columns=(Head("When"), Head("What")), rows=()).numbers


def test_a_cell_may_lead_somewhere_name_a_state_be_late_or_say_more():
    cell = Cell("Reply <now>", href='/a?"', small="in writing")
    assert cell.__html__() == '<a href="/a?&quot;">Reply &lt;now&gt;</a><br><span class="cb-small">in writing</span>'
    assert 'class="cb-state is-broken"' in Cell("Broken", state="broken").__html__()
    assert Cell("3 days late", late=True).__html__() == '<span class="cb-late">3 days late</span>'
    assert str(cell) == "Reply <now>"


def test_a_reason_may_take_the_place_of_two_numbers():
    fixed = DataTable(
        caption="c",
        columns=(Head("a"), Head("b", numeric=True), Head("c", numeric=True), Head("d", numeric=True)),
        rows=(("x", Cell("too few", span=2), "9"),),
    )
    assert '<td class="cb-why" colspan="2">too few</td>' in fixed.markup
    assert "<td>9</td>" in fixed.markup


def test_a_row_with_too_few_cells_is_refused():
    fixed = DataTable(caption="c", columns=(Head("a"), Head("b")), rows=(("x",),))
    with pytest.raises(ValueError, match="1 of 2 columns"):
        _ = fixed.markup


def test_a_list_is_shown_in_its_usual_order_and_escaped(groups):
    shown = table()
    assert names(shown) == ["<b>bad</b>", "alpha", "beta", "delta", "gamma"]
    assert "&lt;b&gt;bad&lt;/b&gt;" in shown.markup
    assert "<b>bad" not in shown.markup
    assert '<td class="cb-num" data-label="Length">5,000</td>' in shown.markup


def test_what_a_column_marks_safe_stays_and_nothing_is_nothing(groups):
    columns = [
        Column("name", "Name"),
        Column("x", "X", value=lambda _row: mark_safe("<i>x</i>")),
        Column("y", "Y", value=lambda _row: None),
    ]
    shown = Table(queryset=Group.objects.all(), columns=columns, params={}, caption="c")
    assert '<td data-label="X"><i>x</i></td><td data-label="Y"></td>' in shown.markup


def test_sorting_is_a_link_that_turns_round(groups):
    first = table()
    assert first.heads[0].sorted == "ascending"
    assert first.heads[0].sort == "?sort=-name"
    assert first.heads[1].sort == "?sort=id"
    assert first.heads[2].sort == ""
    second = table({"sort": "-name"})
    assert names(second)[0] == "gamma"
    assert second.heads[0].sorted == "descending"
    assert second.heads[0].sort == "?sort=name"
    assert '<th scope="col" aria-sort="descending"><a href="?sort=name">Name</a>' in second.markup


@pytest.mark.parametrize("asked", ["length", "-length", "password", "name__contains", "pk); drop", "--name", "-"])
def test_only_sortable_columns_sort(groups, asked):
    assert table({"sort": asked}).sort == ""
    assert names(table({"sort": asked})) == names(table())


def test_filters_narrow_and_stay_in_every_link(groups):
    filters = [Filter("letter", "Letter", LETTERS, lambda rows, value: rows.filter(name__startswith=value))]
    shown = table({"letter": "a", "sort": "-name"}, filters=filters)
    assert names(shown) == ["alpha"]
    assert shown.heads[1].sort == "?letter=a&sort=id"
    assert (shown.controls[0].id, shown.controls[0].value) == ("filter-letter", "a")


def test_a_filter_value_that_is_no_choice_is_no_value(groups):
    filters = [Filter("letter", "Letter", LETTERS, lambda rows, _value: rows.none())]
    assert len(names(table({"letter": "zebra"}, filters=filters))) == 5


def test_a_choice_that_narrows_nothing_is_always_there(groups):
    filters = [Filter("letter", "Letter", LETTERS[1:]), Filter("letter", "Letter", LETTERS)]
    first, second = table(filters=filters).controls
    assert [str(label) for _value, label in first.choices] == ["All", "With a", "With b"]
    assert len(second.choices) == 3


def test_a_search_word_is_taken_as_it_is_but_not_endless(groups):
    filters = [Filter("name", "Name")]
    assert names(table({"name": " beta\x00 "}, filters=filters)) == ["beta"]
    assert len(table({"name": "x" * 9999}, filters=filters).controls[0].value) == 200


def test_pages_are_links_with_gaps_and_names(db):
    Group.objects.bulk_create(Group(name=f"group {place:03}") for place in range(100))
    shown = table({"page": "5", "sort": "-name"}, per_page=10)
    assert [page.label for page in shown.pages] == ["1", "…", "3", "4", "5", "6", "7", "…", "10"]
    assert [page.current for page in shown.pages].index(True) == 4
    assert shown.pages[0].url == "?sort=-name&page=1"
    assert shown.pages[0].name == "Page 1"
    assert shown.position == "41 to 50 of 100"


@pytest.mark.parametrize(
    ("asked", "page"), [("0", 1), ("-3", 1), ("99", 3), ("x", 1), ("2", 2), ("9" * 30, 1), ("²", 1)]
)
def test_a_page_that_is_not_there_is_the_nearest_or_the_first(groups, asked, page):
    assert table({"page": asked}, per_page=2).page == page


def test_rows_that_sort_alike_do_not_wander_between_pages(db):
    Group.objects.bulk_create(Group(name=f"group {place:03}") for place in range(30))
    alike = Group.objects.annotate(same=Value(1))
    pages = [
        Table(queryset=alike, columns=COLUMNS, params={"page": page}, caption="c", order="same", per_page=10)
        for page in "123"
    ]
    assert len({row.pk for page in pages for row in page.rows}) == 30


@pytest.mark.parametrize("rows", [1, 3, 40])
def test_a_list_costs_two_queries_whatever_its_rows(db, django_assert_num_queries, rows):
    Group.objects.bulk_create(Group(name=f"group {place:03}") for place in range(rows))
    shown = table(per_page=20)
    with django_assert_num_queries(2):
        assert shown.markup
        assert shown.pages
        assert shown.position
        assert shown.heads


def test_an_empty_list_has_one_page_and_no_rows(db):
    assert (table().rows, table().page, table().last) == ([], 1, 1)


def test_the_row_of_the_reader_is_marked(groups):
    shown = table(here=lambda row: row.name == "beta")
    assert re.search(r'<tr class="cb-here"><th scope="row">beta</th>', shown.markup)


class AnyAddress(TestCase):
    """Whatever the address says, a list is shown."""

    @settings(deadline=None, derandomize=True, max_examples=60)
    @given(st.dictionaries(st.sampled_from(["sort", "page", "letter", "q"]), st.text(max_size=30)))
    def test_no_address_breaks_a_list(self, params):
        filters = [
            Filter("letter", "Letter", LETTERS),
            Filter("q", "Word", apply=lambda rows, value: rows.filter(name=value)),
        ]
        shown = table(params, filters=filters, per_page=1)
        assert shown.markup
        assert shown.pages


def test_a_shape_that_comes_often_is_drawn_once_and_repeated():
    rows = tuple((f"Row {place}", Cell("No", state="broken")) for place in range(4))
    fixed = DataTable(
        caption="Kept", columns=(Head("What"), Head("Kept")), rows=(*rows, ("Last", Cell("?", state="open")))
    )
    (name,) = re.findall(r'<g id="([\w-]+)">', fixed.markup)
    assert fixed.markup.count(f'<use href="#{name}"/>') == 3
    assert fixed.markup.count("M6.2 6.2l5.6 5.6") == 1
    assert fixed.markup.count("<svg") == 5
