"""An address says a question in one way only."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.ground.library.rules import FACETS, Asked, asked
from commonbeat.ground.library.rules.asking import LAST_PAGE, MOST_VALUES

pairs = st.lists(st.tuples(st.sampled_from(("q", "page", *FACETS, "other")), st.text(max_size=12)), max_size=12)


def of(query):
    return asked(QueryDict(query))


def test_order_doubles_and_unknown_parameters_make_no_difference():
    one = of("topic=b&type=report&topic=a&x=1&q=++use++of+force&topic=a")
    assert one.query() == "q=use+of+force&type=report&topic=a&topic=b"
    assert one == of("q=use of force&topic=a&topic=b&type=report")


@given(pairs)
def test_a_question_read_from_its_own_address_is_the_same_question(given_pairs):
    query = QueryDict(mutable=True)
    for key, value in given_pairs:
        query.appendlist(key, value)
    once = asked(query)
    assert of(once.query()) == once


def test_the_first_page_is_not_said_and_a_silly_one_is_the_first():
    assert of("page=1").query() == ""
    assert of("page=-3").page == of("page=zwei").page == of("page=99999").page == 1
    assert of(f"page={LAST_PAGE}").page == LAST_PAGE


def test_an_address_names_a_limited_number_of_values():
    many = "&".join(f"year={year}" for year in range(1900, 1990))
    assert len(of(many).values["year"]) == MOST_VALUES


def test_text_without_any_word_is_no_text():
    assert of("q=%3F%3F%21").empty
    assert not of("q=a").empty


def test_a_filter_goes_value_by_value_or_whole():
    one = of("q=beat&year=2010&year=2012&type=report&page=3")
    assert one.without("year", "2010").query() == "q=beat&type=report&year=2012"
    assert one.without("year").query() == "q=beat&type=report"
    assert one.without("q").query() == "type=report&year=2010&year=2012"
    assert one.without("kind") == one.on_page(1)
    assert list(one.filters()) == [("q", "beat"), ("type", "report"), ("year", "2010"), ("year", "2012")]


def test_nothing_asked_is_the_whole_library():
    assert Asked().empty
    assert Asked().query() == ""
    assert Asked().terms == ()
