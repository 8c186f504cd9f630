"""What a supervisor reads is plain, in both languages, and never calls a flag a fault."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from commonbeat.plumb import About, Estimate, Window
from commonbeat.plumb.peers import compare_counts, department, discover, internal_benchmark, methods, patrol, words
from commonbeat.plumb.terms import Method, Phrase

REAL = About(window=Window.year(2025), as_of=date(2026, 1, 5), unit="uses of force")
MADE_UP = About(window=Window.year(2025), as_of=date(2026, 1, 5), unit="uses of force", synthetic=True)


def compared(seed=3, about=REAL, **parts):
    town = department(seed, officers=60, assignments=3, **parts)
    return compare_counts(town.officers, town.assignments, town.events, town.hours, about=about)


@pytest.fixture(scope="module")
def found():
    return compared(times=8.0)


def test_a_flag_is_said_with_its_count_its_range_and_its_chance_of_being_wrong(found):
    row = found.flags[0]
    said = row.sentence()
    assert said.startswith(f"{row.officer}: {row.observed} uses of force; like work mostly brings ")
    assert "times what is expected (" in said
    assert "Flagged to talk over: the chance that this flag is wrong is " in said
    assert said.endswith("A flag shows no misconduct.")
    assert "usos de la fuerza; un trabajo parecido suele traer de" in row.sentence("es")
    assert row.sentence("es").endswith("Una señal no muestra ninguna falta.")


def test_no_flag_is_said_as_no_proof_of_anything(found):
    row = next(row for row in found.rows if not row.flagged)
    assert row.sentence().endswith("Not flagged: chance can bring this among so many officers.")
    assert row.sentence("es").endswith("Sin señal: entre tantos agentes, el azar puede traer esto.")


def test_far_fewer_than_like_work_brings_is_not_put_down_to_chance(found):
    row = next(row for row in found.rows if not row.flagged)
    expected = replace(row.expected, low=5.0, point=9.0, high=15.0)
    few, usual = replace(row, expected=expected, observed=4), replace(row, expected=expected, observed=5)
    assert few.sentence().endswith("Fewer than like work brings; only high counts are flagged.")
    assert few.sentence("es").endswith("solo se señalan las cifras altas.")
    assert "chance can bring" in usual.sentence()


def test_a_ratio_that_is_not_1_is_not_said_to_be_1_and_one_event_is_no_events(found):
    row = found.rows[0]
    above = replace(row, ratio=replace(row.ratio, point=1.4, low=1.004, high=2.1))
    assert "(1.0 to" not in above.sentence()
    one = replace(row, observed=1, expected=replace(row.expected, unit=""))
    assert ": 1 event; " in one.sentence()
    assert ": 1 suceso; " in one.sentence("es")


def test_no_flag_claims_to_be_surer_than_one_in_a_thousand():
    flagged = compared(times=30.0, spread=0.0, share=0.02).flags[0]
    assert min(row.chance_wrong.low for row in compared(times=30.0, spread=0.0, share=0.02).rows) == 0.001

    def with_chance(point, low, high):
        return replace(flagged, chance_wrong=replace(flagged.chance_wrong, point=point, low=low, high=high))

    sure = with_chance(0.001, 0.001, 0.001)
    assert "is 0.1% or less (up to 0.17%)" in with_chance(0.001, 0.001, 0.0017).sentence()
    assert "de 0.1\u00a0% o menos (hasta " in with_chance(0.001, 0.001, 0.0017).sentence("es")
    assert "is 0.7% (0.1% or less to 19.6%)" in with_chance(0.007, 0.001, 0.196).sentence()
    assert "is 0.7% (0.2% to 19.6%)" in with_chance(0.007, 0.002, 0.196).sentence()
    assert "is 0.1% or less, if the method's assumptions hold" in sure.sentence()
    assert "de 0.1\u00a0% o menos" in sure.sentence("es")


def test_all_flags_are_said_with_how_many_may_be_wrong(found):
    many = len(found.flags)
    assert many > 1
    assert found.sentence().startswith(f"{many} of 60 officers are flagged to talk over; about ")
    assert found.sentence().endswith("may be wrong. A flag shows no misconduct.")
    assert found.sentence("es").startswith(f"Hay señal para conversar sobre {many} de 60 agentes; unas ")
    assert found.expected_wrong.low <= found.expected_wrong.point <= found.expected_wrong.high <= many


def test_one_flag_and_none_have_words_of_their_own(found):
    none = compared(share=0.0)
    assert none.sentence() == "None of 60 officers is flagged; this does not show that all is well."
    assert none.sentence("es").startswith("No hay señal sobre ninguno de 60 agentes")
    first = found.flags[0]
    one = replace(found, rows=tuple(replace(row, flagged=row is first) for row in found.rows))
    assert one.sentence().startswith("1 of 60 officers is flagged to talk over; the chance")


def test_made_up_data_say_so_first_and_events_without_a_name_are_events():
    found = compared(about=replace(MADE_UP, unit=""))
    assert found.sentence().startswith("Made-up data for demonstration. ")
    assert found.rows[0].sentence("es").startswith("Datos inventados para demostración. ")
    assert " events; " in found.rows[0].sentence()
    assert " sucesos; " in found.rows[0].sentence("es")


def test_the_limits_say_what_a_flag_is_not_for(found):
    said = found.limits()
    for part in ("cannot show misconduct", "talk with the supervisor", "never a ground for discipline", "is published"):
        assert part in said
    for part in ("no puede mostrar una falta", "conversación con el supervisor", "nunca es motivo de sanción"):
        assert part in found.limits("es")


def test_the_match_of_a_benchmark_is_said_in_words():
    town = patrol(4, officers=60)
    row = internal_benchmark(town.officers, town.features, town.searches, town.stops, about=MADE_UP).rows[0]
    assert row.match.sentence().startswith("The match rests on stops like ")
    assert "largest difference left 0.00, before weighting " in row.match.sentence()
    assert "agentes; mayor diferencia que queda: 0.00" in row.match.sentence("es")


def test_every_figure_carries_its_method_and_its_days(found):
    for row in found.rows:
        for figure in (row.expected, row.ratio, row.chance_wrong):
            assert isinstance(figure, Estimate)
            assert figure.window == REAL.window
            assert figure.notes
            assert Estimate.from_dict(figure.as_dict()) == figure


def test_results_cannot_be_changed(found):
    with pytest.raises(FrozenInstanceError):
        found.rows[0].flagged = True
    with pytest.raises(ValueError, match="read-only"):
        found.p[0] = 0


def test_made_up_patrols_cannot_be_changed_nor_can_what_is_discovered():
    with pytest.raises(TypeError):
        patrol(1, officers=20).features["city"] = None
    found = discover([0.01, 0.2, 0.6])
    for part in (found.flagged, found.tail, found.chance, found.low, found.high):
        assert not part.flags.writeable
        assert part.base is None


def test_every_phrase_and_method_is_whole():
    phrases = [value for value in vars(words).values() if isinstance(value, Phrase)] + list(words.LIMITS)
    assert len(phrases) > 15
    for phrase in phrases:
        holes = {part.split("}")[0] for part in phrase.en.split("{")[1:]}
        assert holes == {part.split("}")[0] for part in phrase.es.split("{")[1:]}
    keys = [value.key for value in vars(methods).values() if isinstance(value, Method)]
    assert len(keys) == len(set(keys))


def test_made_up_departments_may_hold_no_spread_and_nobody_unlike():
    assert not department(1, share=0, spread=0).unlike.any()
    assert department(1).unlike.sum() == 15
    assert (department(2).events == department(2).events).all()


HERE = [f"Officer {number // 2}" for number in range(24)]
WORK = ["days", "nights"] * 12


def told(events, hours, language="en"):
    return compare_counts(HERE, WORK, events, hours, about=REAL).rows[0].sentence(language)


def test_no_count_is_said_to_be_more_than_a_thousand_times_what_is_expected():
    events = [3, 5, 8, 4, 6, 5, 7, 2] * 3
    many, idle = [50_000, 50_000, *events[2:]], [1e9, 1e9, *[100.0] * 22]
    assert "That is over 1,000 times what is expected (under 0.001 to over 1,000)." in told(many, [100.0] * 24)
    assert "Es más de 1,000 veces lo esperado (menos de 0.001 a más de 1,000)." in told(many, [100.0] * 24, "es")
    assert "That is under 0.001 times what is expected (under 0.001 to under 0.001)." in told(events, idle)


def test_equal_counts_are_once_what_is_expected_whatever_the_hours():
    for hours in (100, 100 / 3, 0.7):
        assert "That is 1.0 times what is expected (0.5 to 1.9)." in told([5] * 24, [hours] * 24)
