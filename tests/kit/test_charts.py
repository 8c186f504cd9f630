"""Charts hold to one grammar: band, dot, tick, hollow, dotted; bare numbers are refused; the table says the same."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils.html import conditional_escape
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.kit import charts, drawing
from commonbeat.kit.charts import IntervalRow, Mark, TrendPoint
from commonbeat.plumb.about import About
from commonbeat.plumb.interval import count, rate, share
from commonbeat.plumb.result import WILSON, Estimate, Kind, Reason, Window, Withheld

YEAR = Window.year(2017)
TAKEN = date(2018, 1, 1)
ABOUT = About(window=YEAR, as_of=TAKEN)
FEW = Withheld(reason=Reason.TOO_FEW, kind=Kind.SHARE, window=YEAR, as_of=TAKEN, n_hint=30)
CITY = share(120, 1000, about=ABOUT)


def part(hits, trials, *, synthetic=False, **more):
    return share(hits, trials, about=replace(ABOUT, synthetic=synthetic), **more)


def difference(point, low, high):
    return Estimate(
        point=point,
        low=low,
        high=high,
        n=500,
        level=0.95,
        method=WILSON,
        kind=Kind.DIFFERENCE,
        window=YEAR,
        as_of=TAKEN,
    )


def drawn(chart):
    """The chart as a tree, each part with the class of its group: it is well-formed XML."""
    tree = ElementTree.fromstring(str(chart))
    for group in tree.findall("g"):
        place = list(tree).index(group)
        tree.remove(group)
        for number, each in enumerate(group):
            each.attrib.update(group.attrib)
            for part in each.iter("path"):
                part.attrib.update(group.attrib)
            tree.insert(place + number, each)
    return tree


def rows(*shown, **more):
    return charts.interval_rows(
        [IntervalRow(f"Row {place}", one, **more) for place, one in enumerate(shown)], title="Searches", desc="All."
    )


def test_an_interval_row_is_a_band_and_a_dot_in_percent_with_its_words():
    chart = charts.interval_rows([IntervalRow("Black", part(66, 266))], title="Searches", desc="One row.", maximum=0.6)
    band = drawn(chart).find("rect")
    dot = drawn(chart).find("circle")
    assert (band.get("x"), band.get("width")) == ("33.34%", "17.22%")
    assert (dot.get("cx"), dot.get("class")) == ("41.35%", "dot")
    assert [text.text for text in drawn(chart).iter("text")][-2:] == ["Black", "25% (20 to 30)"]


def test_a_drawing_names_itself_and_describes_itself():
    tree = drawn(rows(part(9, 14)))
    assert tree.get("role") == "img"
    assert tree.get("aria-label") == "Searches. All."


def test_a_chart_is_safe_wherever_it_is_printed():
    chart = rows(part(9, 14))
    assert conditional_escape(chart) == str(chart) == chart.svg


def test_an_axis_may_be_given_the_same_end_on_every_page():
    assert drawing.Scale([part(9, 140)], 0.4).end == pytest.approx(0.4)
    assert drawing.Scale([part(9, 140)], 7).end == 1


def test_the_same_chart_is_the_same_bytes():
    assert str(rows(part(9, 14))) == str(rows(part(9, 14)))
    assert str(rows(part(9, 14))) != str(rows(part(8, 14)))


def test_a_comparison_is_a_black_tick():
    chart = charts.interval_rows(
        [IntervalRow("Here", part(66, 266), CITY)], title="t", desc="d", reference="whole city", maximum=0.6
    )
    (tick,) = [line for line in drawn(chart).iter("line") if line.get("class") == "tick"]
    assert tick.get("x1") == tick.get("x2") == "20%"
    assert [str(item.words) for item in chart.key] == ["best figure and 95% range", "whole city"]


def test_one_comparison_for_all_rows_is_one_path_of_ticks_at_its_place():
    chart = rows(part(66, 266), part(50, 266), part(40, 266), reference=CITY)
    tree = drawn(chart)
    (ticks,) = [path for path in tree.iter("path") if path.get("class") == "tick"]
    middles = [int(dot.get("cy")) for dot in tree.iter("circle")]
    assert ticks.get("d") == "".join(f"M0 {y - 10}v20" for y in middles)
    assert not [line for line in tree.iter("line") if line.get("class") == "tick"]


def test_what_is_withheld_is_a_dotted_line_with_its_reason_and_never_zero():
    chart = rows(part(9, 14), FEW)
    tree = drawn(chart)
    assert len(list(tree.iter("circle"))) == len(list(tree.iter("rect"))) == 1
    assert [line.get("class") for line in tree.iter("line")].count("few") == 1
    assert "too few to show (under 30)" in str(chart)
    assert [str(cell) for cell in chart.table.rows[1]] == ["Row 1", "–", "–", "too few to show (under 30)"]
    assert str(chart.key[-1].words) == "not shown"


def test_made_up_figures_are_hollow_and_say_so():
    chart = rows(part(9, 14, synthetic=True))
    assert drawn(chart).find("circle").get("class") == "dot hollow"
    assert chart.synthetic
    assert chart.table.synthetic
    assert "hollow means synthetic" in str(chart.key[0].words)


def test_real_and_made_up_figures_never_share_a_chart():
    with pytest.raises(ValueError, match="never share a chart"):
        rows(part(9, 14), part(9, 14, synthetic=True))


@pytest.mark.parametrize("bare", [0.24, 24, "24%", (0.2, 0.3), None])
def test_bare_numbers_cannot_be_drawn(bare):
    with pytest.raises(TypeError):
        rows(bare)
    with pytest.raises(TypeError):
        charts.trend([TrendPoint("2017", bare)], title="t", desc="d")
    with pytest.raises(TypeError):
        charts.interval_rows([IntervalRow("a", CITY, bare or "x")], title="t", desc="d")


def test_one_axis_holds_one_kind_of_figure():
    with pytest.raises(TypeError, match="one kind"):
        rows(part(9, 14), count(9, about=ABOUT))


def test_the_table_of_shares_shows_whole_part_share_and_range():
    chart = charts.interval_rows(
        [IntervalRow("Black", part(3099, 15220))], title="t", desc="d", names=("Race", "Stops", "Searched")
    )
    assert [str(head.label) for head in chart.table.columns] == ["Race", "Stops", "Searched", "Share", "95% range"]
    assert chart.table.rows == (("Black", "15,220", "3,099", "20.4%", "19.7 to 21.0"),)


def test_the_table_of_counts_needs_no_n_and_the_table_of_rates_has_it():
    counts = rows(count(19, about=ABOUT))
    rates = rows(rate(115, 1000, per=1000, unit="residents", about=ABOUT))
    assert counts.table.rows == (("Row 0", "19", "11 to 30"),)
    assert rates.table.rows == (("Row 0", "115", "115", "95 to 138"),)


def test_comparisons_of_their_own_get_a_column_and_one_for_all_does_not():
    own = [IntervalRow("a", part(9, 90), CITY), IntervalRow("b", part(9, 90), part(8, 90)), IntervalRow("c", FEW)]
    table = charts.interval_rows(own, title="t", desc="d").table
    assert str(table.columns[-1].label) == "Compared with"
    assert [str(row[-1]) for row in table.rows] == ["12.0% (10.1 to 14.2)", "9% (5 to 17)", "–"]
    assert all(str(head.label) != "Compared with" for head in rows(part(9, 90), reference=CITY).table.columns)


def test_words_that_do_not_fit_a_phone_get_a_line_of_their_own():
    name = "Native Hawaiian or other Pacific Islander, alone or with another"
    chart = charts.interval_rows([IntervalRow(name, FEW)], title="t", desc="d")
    lines = [text for text in drawn(chart).iter("text") if text.get("class") == "name"]
    assert len(lines) > 1
    assert " ".join(line.text for line in lines) == name
    assert all(drawing.text_width(line.text, bold=True) <= charts.PHONE + 20 for line in lines)
    heights = [int(text.get("y")) for text in drawn(chart).iter("text")]
    assert len(set(heights[-3:])) == 3


def test_a_note_stands_behind_the_label_and_a_unit_under_the_axis():
    chart = charts.interval_rows(
        [IntervalRow("2021", count(39, about=ABOUT), note="to August 31")],
        title="t",
        desc="d",
        unit="force",
    )
    assert "2021 (to August 31)" in str(chart)
    assert [text.text for text in drawn(chart).iter("text")][-1] == "force"
    assert str(chart.table.columns[1].label) == "force"


def test_words_from_outside_are_escaped():
    chart = charts.interval_rows([IntervalRow('<b>"x"</b>', CITY)], title="<script>", desc="&")
    assert "<b>" not in str(chart)
    assert "<script>" not in str(chart)
    assert "<b>" not in chart.table.markup
    assert drawn(chart).get("aria-label") == "<script>. &"


def test_a_chart_speaks_the_language_of_the_page():
    with override("es"):
        chart = rows(part(9, 14), FEW)
        assert "64\u00a0% (39 a 84)" in str(chart)
        assert "muy pocos para mostrar (menos de 30)" in str(chart)
        assert str(chart.key[0].words) == "mejor cifra y rango de 95\u00a0%"


def test_a_difference_below_zero_keeps_its_zero_on_the_axis():
    chart = rows(difference(-0.1, -0.3, 0.1))
    words = [text.text for text in drawn(chart).iter("text") if text.get("class") == "foot"]
    assert "0.0" in words
    assert words[0].startswith("−")


def test_a_trend_has_a_dot_and_a_band_for_each_period():
    points = [TrendPoint(str(2016 + place), count(20 + place, about=ABOUT)) for place in range(6)]
    tree = drawn(charts.trend(points, title="t", desc="d"))
    assert len(list(tree.iter("circle"))) == len(list(tree.iter("rect"))) == 6
    assert {path.get("class") for path in tree.iter("path")} == {"grid"}


def test_a_trend_breaks_where_what_is_counted_changed_and_says_why():
    points = [
        TrendPoint("2016", count(20, about=ABOUT)),
        TrendPoint("2017", count(30, about=ABOUT), "one report for each person"),
        TrendPoint("2018", Withheld(reason=Reason.NOT_COLLECTED, kind=Kind.COUNT, window=YEAR, as_of=TAKEN)),
    ]
    chart = charts.trend(points, title="t", desc="d", names=("Year",))
    assert [line.get("class") for line in drawn(chart).iter("line")].count("break") == 1
    assert [line.get("class") for line in drawn(chart).iter("line")].count("few") == 1
    assert str(chart.key[-1].words) == "what is counted changed: one report for each person"
    assert [str(row[0]) for row in chart.table.rows] == ["2016", "2017 (one report for each person)", "2018"]


def test_a_long_trend_leaves_out_labels_but_no_figure():
    points = [TrendPoint(f"Month {place}", count(9, about=ABOUT)) for place in range(36)]
    tree = drawn(charts.trend(points, title="t", desc="d"))
    labels = [text.text for text in tree.iter("text") if text.get("text-anchor") == "middle"]
    assert len(list(tree.iter("circle"))) == 36
    assert 2 <= len(labels) <= 6
    assert labels[-1] == "Month 35"


def test_every_single_one_of_a_few_is_marked_in_a_fixed_order():
    marks = [
        Mark("broken", "broken", 1),
        Mark("verified", "verified", 9),
        Mark("open", "late", 0),
        Mark("moved", "moved", 4),
    ]
    chart = charts.unit_marks(marks, title="Promises", desc="14", synthetic=True)
    used = re.findall(r'<use href="#\w+-(\w+)" x=', str(chart))
    places = re.findall(r'<use [^>]* x="(\d+)" y="(\d+)"', str(chart))
    assert len(set(places)) == 14
    assert used == ["verified"] * 9 + ["moved"] * 4 + ["broken"]
    assert [(str(row[0]), row[1]) for row in chart.table.rows] == [("verified", "9"), ("moved", "4"), ("broken", "1")]
    assert "9 verified" in chart.key[0].mark
    assert drawn(chart).get("height") == "80"


def test_an_unknown_state_has_no_mark():
    with pytest.raises(ValueError, match="gold"):
        charts.unit_marks([Mark("gold", "gold", 1)], title="t", desc="d")


@settings(deadline=None, derandomize=True)
@given(st.integers(1, 5000), st.integers(0, 5000))
def test_every_share_lies_inside_its_axis_with_a_few_round_ticks(trials, hits):
    scale = drawing.Scale([part(min(hits, trials), trials)])
    ticks = scale.ticks()
    assert ticks[0] == 0
    assert 3 <= len(ticks) <= 6
    assert scale.end <= 1 + 1e-9
    assert scale.shown[0].high <= ticks[-1] + 1e-9
    assert len({scale.said(tick) for tick in ticks}) == len(ticks)


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_every_count_lies_inside_its_axis_and_no_tick_is_half_a_thing(events):
    scale = drawing.Scale([count(events, about=ABOUT)])
    assert scale.shown[0].high <= scale.end + 1e-6
    assert all(tick == round(tick) for tick in scale.ticks())
    assert 2 <= len(scale.ticks()) <= 6


@settings(deadline=None, derandomize=True)
@given(st.floats(-50, 50), st.floats(0, 40), st.floats(0, 40))
def test_every_difference_lies_inside_its_axis(point, below, above):
    scale = drawing.Scale([difference(point, point - below, point + above)])
    for value in (point - below, point, point + above, 0):
        assert scale.start - 1e-9 <= value <= scale.end + 1e-9
    assert 2 <= len(scale.ticks()) <= 12


@pytest.mark.parametrize("point", [5e-324, -2e-192])
def test_figures_next_to_nothing_have_an_axis(point):
    scale = drawing.Scale([difference(point, min(point, 0), max(point, 0))])
    assert len(scale.ticks()) >= 2


def test_an_axis_without_figures_still_stands():
    chart = rows(FEW)
    assert len(list(drawn(chart).iter("circle"))) == 0
    assert drawing.Scale([]).end == 1


def test_what_the_silent_could_make_of_a_figure_is_a_dashed_strip_its_key_and_a_column():
    answers = part(30, 50, asked=100)
    chart = rows(answers, FEW)
    strip = next(one for one in drawn(chart).iter("rect") if one.get("class") == "quiet")
    assert (strip.get("x"), strip.get("width")) == ("37.5%", "62.5%")
    assert "if all the silent had said no, or all yes" in [str(item.words) for item in chart.key]
    assert [str(head.label) for head in chart.table.columns][-2:] == ["Asked", "If the silent all said no, or yes"]
    assert chart.table.rows[0][-2:] == ("100", "30.0% to 80.0%")
    assert chart.table.rows[1][-2:] == ("–", "–")
    months = charts.trend([TrendPoint("Jan", answers), TrendPoint("Feb", FEW)], title="t", desc="d")
    assert len([one for one in drawn(months).iter("rect") if one.get("class") == "quiet"]) == 1
    assert "Asked" not in [str(head.label) for head in rows(part(30, 50)).table.columns]
