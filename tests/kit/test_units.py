"""A few things in a row, one mark for each: in the fixed order, escaped, and nothing where nobody could count them."""

from commonbeat.kit.units import MOST, unit_key, units


def test_one_mark_for_each_in_the_fixed_order_of_states():
    drawn = units([("unknown", 2), ("verified", 3), ("open", 0)])
    assert drawn.count("<svg") == 5
    assert drawn.index("is-verified") < drawn.index("is-unknown")
    assert "is-open" not in drawn
    assert 'aria-hidden="true"' in drawn


def test_more_than_anybody_counts_are_not_drawn():
    assert units([("verified", MOST)]).count("<svg") == MOST
    assert units([("verified", MOST), ("open", 1)]) == ""


def test_the_key_names_each_mark_with_its_count_and_escapes_it():
    key = unit_key([("unknown", "No <proof>", 2), ("verified", "Proven", 1200), ("open", "Asked", 0)])
    assert ["Proven" in str(item.mark) for item in key] == [True, False]
    assert "1,200 Proven" in key[0].mark
    assert "2 No &lt;proof&gt;" in key[1].mark
