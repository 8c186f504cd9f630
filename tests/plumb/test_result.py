"""A figure cannot lose its range, its n or its days, and one that is hidden holds nothing to work it out from."""

import json
import math
import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.plumb import (
    POISSON_EXACT,
    WILSON,
    About,
    DataError,
    Estimate,
    Kind,
    Method,
    Phrase,
    Reason,
    Window,
    Withheld,
    count,
    rate,
    share,
    shown_from_dict,
)

ABOUT = About(window=Window.year(2017), as_of=date(2018, 6, 1))
HALF = share(7, 14, about=ABOUT)
HIDDEN = ABOUT.withheld(Reason.TOO_FEW, Kind.RATE, n_hint=30)
rules = settings(deadline=None, derandomize=True, max_examples=100)

days = st.dates(date(1990, 1, 1), date(2050, 12, 31))
texts = st.text(max_size=20)
phrases = st.builds(Phrase, *2 * [texts.filter(str.strip)])
windows = st.tuples(days, days).map(lambda pair: Window(start=min(pair), end=max(pair)))
methods = st.sampled_from([WILSON, POISSON_EXACT, Method(key="x", name_en="A", name_es="Á", source="here")])


@st.composite
def estimates(draw):
    kind = draw(st.sampled_from(Kind))
    least = 0 if kind in (Kind.SHARE, Kind.RATE, Kind.COUNT, Kind.RATIO, Kind.CHANCE) else -1e9
    most = 1 if kind in (Kind.SHARE, Kind.CHANCE, Kind.INDEX) else 1e9
    low, point, high = sorted(draw(st.lists(st.floats(least, most), min_size=3, max_size=3)))
    window = draw(windows)
    return Estimate(
        point=point,
        low=low,
        high=high,
        n=draw(st.integers(0, 2**60)),
        level=draw(st.floats(0.01, 0.99)),
        method=draw(methods),
        kind=kind,
        window=window,
        as_of=draw(st.dates(window.end, date(2060, 1, 1))),
        per=draw(st.sampled_from([1, 100, 100000])) if kind is Kind.RATE else 1,
        unit=draw(texts),
        numerator=draw(st.none() | st.integers(0, 50) | st.floats(0, 50)),
        denominator=draw(st.none() | st.integers(50, 10**12) | st.floats(50, 1e12)),
        notes=tuple(draw(st.lists(phrases, max_size=3))),
        synthetic=draw(st.booleans()),
    )


@st.composite
def withheld(draw):
    return Withheld(
        reason=draw(st.sampled_from(Reason)),
        kind=draw(st.sampled_from(Kind)),
        window=draw(windows),
        as_of=draw(days),
        n_hint=draw(st.none() | st.integers(1, 100)),
        detail=draw(texts),
    )


@rules
@given(shown=estimates() | withheld())
def test_a_figure_written_as_json_comes_back_the_same(shown):
    back = shown_from_dict(json.loads(json.dumps(shown.as_dict())))
    assert back == shown
    assert type(shown).from_dict(shown.as_dict()) == shown
    assert back.as_dict() == shown.as_dict()


@pytest.mark.parametrize(
    "use",
    [
        float,
        int,
        math.floor,
        complex,
        lambda figure: figure + 1,
        lambda figure: 1 + figure,
        lambda figure: figure * 100,
        lambda figure: figure / 2,
        lambda figure: -figure,
        lambda figure: figure < HALF,
        lambda figure: sum([figure, figure]),
        lambda figure: f"{figure:.1f}",
        lambda figure: "%d" % figure,  # noqa: UP031 - the old way must fail too
        lambda figure: round(figure),
    ],
)
@pytest.mark.parametrize("figure", [HALF, HIDDEN])
def test_a_figure_is_no_number(use, figure):
    with pytest.raises(TypeError):
        use(figure)


@pytest.mark.parametrize("left_out", ["low", "high", "n", "level", "method", "window", "as_of", "kind"])
def test_a_bare_percentage_cannot_be_constructed(left_out):
    parts = {
        name: getattr(HALF, name)
        for name in ("point", "low", "high", "n", "level", "method", "kind", "window", "as_of")
    }
    assert Estimate(**parts) == replace(HALF, numerator=None, denominator=None)
    del parts[left_out]
    with pytest.raises(TypeError, match=left_out):
        Estimate(**parts)


def test_a_figure_cannot_be_changed_or_given_by_position():
    with pytest.raises(FrozenInstanceError):
        HALF.point = 0.9
    with pytest.raises(TypeError):
        Estimate(0.5, 0.4, 0.6)
    with pytest.raises((AttributeError, TypeError)):
        HALF.rank = 1
    assert len({HALF, share(7, 14, about=ABOUT)}) == 1


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"point": math.nan}, "point"),
        ({"high": math.inf}, "high"),
        ({"low": "0.1"}, "low"),
        ({"point": True}, "point"),
        ({"point": None}, "point"),
        ({"level": 0.9j}, "level"),
        ({"point": 0.9}, "low, point, high"),
        ({"low": 0.6}, "low, point, high"),
        ({"low": -0.1}, "low"),
        ({"high": 1.1}, "high"),
        ({"level": 95}, "level"),
        ({"level": 0}, "level"),
        ({"n": -1}, "n"),
        ({"n": 14.0}, "n"),
        ({"n": None}, "n"),
        ({"per": 1000}, "per"),
        ({"per": 0}, "per"),
        ({"method": "wilson"}, "method"),
        ({"kind": "share"}, "kind"),
        ({"window": (date(2017, 1, 1), date(2017, 12, 31))}, "window"),
        ({"as_of": datetime(2018, 6, 1)}, "as_of"),
        ({"as_of": "2018-06-01"}, "as_of"),
        ({"as_of": date(2017, 12, 30)}, "as_of"),
        ({"unit": None}, "unit"),
        ({"notes": ["one"]}, "notes"),
        ({"notes": ("one",)}, "notes"),
        ({"synthetic": 1}, "synthetic"),
        ({"numerator": 15}, "numerator"),
        ({"numerator": -1}, "numerator"),
        ({"denominator": 0}, "denominator"),
        ({"denominator": math.nan}, "denominator"),
        ({"kind": Kind.COUNT, "low": -1.0}, "low"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(change, argument):
    with pytest.raises(DataError) as refused:
        replace(HALF, **change)
    assert refused.value.argument == argument


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"reason": "too_few"}, "reason"),
        ({"kind": None}, "kind"),
        ({"window": 2017}, "window"),
        ({"as_of": None}, "as_of"),
        ({"detail": None}, "detail"),
        ({"n_hint": 0}, "n_hint"),
        ({"n_hint": True}, "n_hint"),
    ],
)
def test_a_hidden_figure_that_cannot_be_is_refused(change, argument):
    with pytest.raises(DataError) as refused:
        replace(HIDDEN, **change)
    assert refused.value.argument == argument


def test_numpy_numbers_become_plain_ones():
    figure = replace(
        HALF, point=np.float64(0.5), n=np.int64(14), per=np.int32(1), numerator=np.float64(7), denominator=Fraction(14)
    )
    assert figure == HALF
    assert {type(value) for value in (figure.point, figure.numerator, figure.denominator)} == {float}
    assert {type(value) for value in (figure.n, figure.per)} == {int}


def test_a_difference_may_be_below_zero_and_a_weighted_share_over_its_parts():
    assert replace(HALF, kind=Kind.DIFFERENCE, point=-4.0, low=-9.0, high=1.5, per=1).point == -4.0
    assert replace(HALF, denominator=None).numerator == 7
    assert replace(HALF, kind=Kind.RATE, numerator=20, per=100).per == 100


@pytest.mark.parametrize(
    ("shown", "line"),
    [
        (HALF, "50% (95% range 27% to 73%; n = 14; 2017)"),
        (replace(HALF, synthetic=True, level=0.9), "50% (90% range 27% to 73%; n = 14; made-up data, 2017)"),
        (count(10, unit="stops", about=ABOUT), "10 (95% range 4 to 19; n = 10; 2017)"),
        (
            rate(10, 2000, per=1000, unit="residents", about=ABOUT),
            "5 per 1,000 residents (95% range 2 to 9; n = 10; 2017)",
        ),
        (HIDDEN, "not shown: too few (under 30); 2017"),
        (replace(HIDDEN, reason=Reason.NOT_COLLECTED, n_hint=None), "not shown: not collected; 2017"),
    ],
)
def test_a_printed_figure_is_an_honest_line(shown, line):
    assert str(shown) == line


@pytest.mark.parametrize(
    "data",
    [
        {},
        HALF.as_dict() | {"extra": 1},
        {name: value for name, value in HALF.as_dict().items() if name != "n"},
        HALF.as_dict() | {"type": "guess"},
        HALF.as_dict() | {"type": "withheld"},
        HIDDEN.as_dict() | {"type": "estimate"},
    ],
)
def test_what_was_not_written_by_a_figure_is_not_read_as_one(data):
    with pytest.raises(DataError):
        shown_from_dict(data)


def test_an_error_travels_between_processes_with_its_parts():
    error = DataError("n", "it is missing", "Count the rows")
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == "n: it is missing. Count the rows."
    assert (again.argument, again.problem, again.remedy) == ("n", "it is missing", "Count the rows")


@pytest.mark.parametrize("blank", ["", "  ", None])
def test_a_method_has_a_name_and_a_source(blank):
    with pytest.raises(DataError):
        replace(WILSON, source=blank)
    assert WILSON.name("es-mx") == "intervalo de puntuación de Wilson"


@pytest.mark.parametrize(
    ("window", "english", "spanish"),
    [
        (Window.year(2017), "2017", "2017"),
        (Window(start=date(2016, 1, 1), end=date(2021, 12, 31)), "2016 to 2021", "2016 a 2021"),
        (Window.month(2024, 2), "February 2024", "febrero de 2024"),
        (Window(start=date(2024, 5, 3), end=date(2024, 5, 3)), "May 3, 2024", "3 de mayo de 2024"),
        (
            Window(start=date(2024, 5, 1), end=date(2024, 6, 30)),
            "May 1, 2024 to June 30, 2024",
            "del 1 de mayo de 2024 al 30 de junio de 2024",
        ),
    ],
)
def test_a_window_says_itself(window, english, spanish):
    assert (str(window), window.said("es")) == (english, spanish)


@pytest.mark.parametrize(
    ("window", "english", "spanish"),
    [
        (Window.year(2017), "in 2017", "en 2017"),
        (Window(start=date(2016, 1, 1), end=date(2021, 12, 31)), "from 2016 to 2021", "de 2016 a 2021"),
        (Window.month(2024, 2), "in February 2024", "en febrero de 2024"),
        (Window(start=date(2024, 5, 3), end=date(2024, 5, 3)), "on May 3, 2024", "el 3 de mayo de 2024"),
        (
            Window(start=date(2024, 5, 1), end=date(2024, 6, 30)),
            "from May 1, 2024 to June 30, 2024",
            "del 1 de mayo de 2024 al 30 de junio de 2024",
        ),
    ],
)
def test_a_window_ends_a_sentence(window, english, spanish):
    assert (window.during(), window.during("es")) == (english, spanish)


def test_a_window_knows_its_days_and_its_order():
    assert Window.month(2024, 2).days == 29
    assert Window.year(2016) < Window.year(2017)
    with pytest.raises(DataError):
        Window(start=date(2017, 2, 1), end=date(2017, 1, 1))
    with pytest.raises(DataError):
        Window(start=datetime(2017, 2, 1), end=date(2017, 3, 1))


ASKED = share(436, 466, asked=1540, unit="answers", about=ABOUT)


def test_what_the_silent_could_make_of_a_share_of_answers_follows_from_how_many_were_asked():
    assert ASKED.worst == (436 / 1540, (436 + 1074) / 1540)
    assert HALF.worst is None
    assert share(7, 14, asked=14, about=ABOUT).worst == (0.5, 0.5)


@rules
@given(top=st.integers(0, 500), rest=st.integers(0, 500), silent=st.integers(0, 5000))
def test_the_worst_case_holds_the_share_that_everybody_would_give_whatever_the_silent_think(top, rest, silent):
    if not top + rest:
        return
    shown = share(top, top + rest, asked=top + rest + silent, about=ABOUT)
    low, high = shown.worst
    assert low <= shown.point <= high
    for yes in (0, silent // 2, silent):
        assert low <= (top + yes) / shown.asked <= high
    assert shown_from_dict(json.loads(json.dumps(shown.as_dict()))) == shown


@pytest.mark.parametrize("change", [{"asked": 465}, {"asked": 470.5}, {"asked": 1540, "denominator": 500}])
def test_nobody_answers_who_was_not_asked(change):
    with pytest.raises(DataError):
        replace(ASKED, **change)


@pytest.mark.parametrize("change", [{"numerator": None}, {"kind": Kind.RATE}])
def test_only_a_share_of_answers_has_people_who_were_asked(change):
    with pytest.raises(DataError, match="no share of all who answered"):
        replace(ASKED, **change)


def test_a_figure_that_was_written_before_anybody_counted_the_asked_is_still_read():
    assert "asked" not in HALF.as_dict()
    assert shown_from_dict(HALF.as_dict() | {"asked": None}) == HALF
