"""Topics through time, the list, what waits for whom; what was heard is counted, and hidden where it is too little."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from commonbeat.ground.agency import actions as agencies
from commonbeat.listen.reports import access, actions, queries
from commonbeat.listen.reports.access import Reporter
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.reports.rules import Where
from commonbeat.plumb import Estimate, Reason, Window, Withheld
from listen.reports.conftest import staff_of

pytestmark = pytest.mark.django_db

OWN = [
    {"code": "lights", "en": "Street lamps", "es": "Faroles"},
    {"code": "treatment", "en": "How somebody was treated", "es": "Cómo trataron a alguien"},
    {"code": "other", "en": "Something else", "es": "Otra cosa"},
    {"code": "", "en": "Dogs", "es": "Perros"},
]
YEAR = Window.year(2025)


def set_topics(console, agency, topics=OWN, day=None):
    return actions.set_topics(
        actor=console,
        agency=agency,
        topics=topics,
        effective_from=day or agency.day(),
        citation="Council resolution of March 3",
    )


def test_the_house_s_topics_hold_until_an_agency_sets_its_own(riverton, console):
    assert list(queries.topics(riverton).current)[:2] == ["speeding", "lights"]
    set_topics(console, riverton)
    found = queries.topics(riverton)
    assert list(found.current.items()) == [
        ("lights", "Street lamps"),
        ("treatment", "How somebody was treated"),
        ("dogs", "Dogs"),
        ("other", "Something else"),
    ]
    assert found.name("noise") == "Noise"
    assert found.name("") == "not chosen yet"
    with override("es"):
        assert queries.topics(riverton).name("lights") == "Faroles"


def test_a_list_of_tomorrow_is_not_offered_today(riverton, console):
    set_topics(console, riverton, day=riverton.day() + timedelta(days=1))
    found = queries.topics(riverton)
    assert "noise" in found.current
    assert found.name("lights") == "Street lamps"


def test_the_newest_list_is_the_one_to_change(riverton, console):
    house = queries.topics_to_change(riverton)
    assert house[1] == {"code": "lights", "en": "Lights", "es": "Luces"}
    set_topics(console, riverton)
    assert queries.topics_to_change(riverton)[0]["en"] == "Street lamps"


@pytest.mark.parametrize(
    ("topics", "words"),
    [
        ([*OWN[:3], {"code": "", "en": "Dogs", "es": ""}], "both languages"),
        (OWN[:2], "not taken out"),
        ([OWN[0], OWN[2]], "not taken out"),
    ],
)
def test_half_a_name_is_refused_and_two_topics_stay_in_every_list(riverton, console, topics, words):
    with pytest.raises(ValidationError, match=words):
        set_topics(console, riverton, topics)


def test_a_rule_is_said_once_and_ends_once(riverton, lakefield, console, staffed, hoods):
    officer, theirs = staff_of(staffed("officer", riverton)), staff_of(staffed("officer", lakefield))
    district = hoods["seward"].district
    adding = {"actor": console, "agency": riverton}
    row = actions.add_route(**adding, owner=officer, topic="lights", district=district)
    with pytest.raises(ValidationError, match="End it first"):
        actions.add_route(**adding, owner=officer, topic="lights", district=district)
    for wrong in ({"owner": theirs}, {"owner": officer, "topic": "weather"}):
        with pytest.raises(ValidationError):
            actions.add_route(**adding, **wrong)
    with pytest.raises(ValidationError, match="districts"):
        actions.add_route(actor=console, agency=lakefield, owner=theirs, district=district)
    actions.end_route(actor=console, route=row)
    with pytest.raises(ValidationError, match="ended already"):
        actions.end_route(actor=console, route=row)
    assert actions.add_route(**adding, owner=officer, topic="lights", district=district)
    assert queries.holding(access.visible_routes(console, riverton)).count() == 1


def test_a_tap_finds_its_neighborhood_and_a_point_in_it(riverton, hoods):
    found = queries.tapped(riverton, 119, 40)
    assert found.neighborhood == hoods["cooper"]
    assert -93.29 <= found.longitude <= -93.28
    assert queries.tapped(riverton, 1, 1) is None


def test_without_shapes_there_is_nothing_to_tap(riverton):
    assert queries.tapped(riverton, 100, 100) is None


def test_a_neighborhood_is_meant_by_choice_or_by_its_very_name(riverton, lakefield, hoods):
    assert queries.meant(riverton, "seward", "Cooper") == hoods["seward"].pk
    assert queries.meant(riverton, "", " cooper ") == hoods["cooper"].pk
    assert queries.meant(riverton, "-", "Cooper Avenue 12") is None
    assert queries.meant(lakefield, "cooper", "") is None


@pytest.fixture
def several(tell, staffed, riverton):
    """Owner's two (one late), one answered, one ended, one that nobody answers."""
    owner = staffed("officer", riverton, "Owner")
    given = [tell(f"Number {number}.")[0] for number in range(4)]
    for row in given:
        actions.start(actor=owner, concern=row)
    Concern.objects.filter(pk=given[0].pk).update(due=riverton.day() - timedelta(days=3))
    for row in given[2:]:
        actions.answer(actor=owner, concern=row, words="Done.", settles=True)
    actions.confirm(actor=Reporter(), concern=given[3])
    tell("Number 4.")
    return owner


def test_each_view_of_the_list_has_its_rows_in_its_order(several, riverton):
    rows, today = Concern.objects.filter(agency=riverton), riverton.day()

    def numbers(show):
        narrowed, order = queries.narrowed(rows, show, actor=several, today=today)
        return list(queries.listed(narrowed).order_by(order, "pk").values_list("number", flat=True))

    assert [numbers(show) for show in ("", "late", "unowned", "mine", "answered", "ended")] == [
        [1, 2, 5],
        [1],
        [5],
        [1, 2],
        [3],
        [4],
    ]
    assert queries.standing(rows, today) == queries.Standing(open=3, late=1, unowned=1)


def test_what_waits_for_whoever_answers_is_late_first(several, riverton):
    waiting = queries.waiting_for(several, riverton)
    assert [(one.title, one.next_step) for one in waiting] == [
        ("C-1: Number 0", "Answer in writing"),
        ("C-2: Number 1", "Answer in writing"),
    ]
    assert waiting[0].days_late(riverton.day()) == 3
    assert (waiting[0].address, len(waiting[0].arguments)) == ("concern_detail", 1)


def test_words_that_nobody_read_wait_too_even_after_the_answer(several, riverton):
    answered = Concern.objects.get(agency=riverton, number=3)
    actions.add_words(actor=Reporter(), concern=answered, words="Still there.")
    last = queries.waiting_for(several, riverton)[-1]
    assert (last.title, last.next_step, last.due) == (
        "C-3: Number 2",
        "Read what the person wrote, and answer",
        None,
    )


def test_whoever_routes_is_asked_who_answers_and_told_of_what_stays_late(several, riverton, person, lakefield):
    clerk = person("clerk", agency=riverton)
    assert [one.next_step for one in queries.waiting_for(clerk, riverton)] == ["Say who answers"]
    Concern.objects.filter(number=1).update(raised=1)
    assert [one.title for one in queries.waiting_for(clerk, riverton)] == ["C-1: Number 0", "C-5: Number 4"]
    assert queries.waiting_for(clerk, lakefield) == []


def test_who_else_pointed_it_out_is_counted(tell, console):
    first, second, third = (tell()[0] for _ in range(3))
    for row in (second, third):
        actions.refer(actor=console, concern=row, outcome="duplicate", words="Told before.", same_as=first.number)
    assert [queries.also_raised(Concern.objects.get(pk=row.pk)) for row in (first, second, third)] == [2, 2, 2]


def told_on(tell, day, count=1, **more):
    for _ in range(count):
        tell(at=datetime(2025, 6, day, 12, tzinfo=UTC), channel="desk", **more)


def test_concerns_are_counted_by_neighborhood_and_month_of_the_agency_s_clock(tell, riverton, lakefield, hoods):
    seward = Where("", hoods["seward"].pk)
    told_on(tell, 3, 2, where=seward)
    told_on(tell, 3)
    tell(at=datetime(2025, 6, 1, 4, 30, tzinfo=UTC), channel="desk", where=seward)
    told_on(tell, 3, agency=lakefield)
    found = {(row.neighborhood, row.month, row.count) for row in queries.counts(riverton, YEAR)}
    pk = hoods["seward"].pk
    assert found == {(pk, date(2025, 5, 1), 1), (pk, date(2025, 6, 1), 2), (None, date(2025, 6, 1), 1)}


def words_of(lines):
    return {line.name: line.shown.point if isinstance(line.shown, Estimate) else line.shown.reason for line in lines}


def test_published_counts_hide_what_is_small_and_cover_it(tell, riverton, lakefield, hoods):
    told_on(tell, 3, 7, topic="lights", where=Where("", hoods["seward"].pk))
    told_on(tell, 4, 6, topic="noise", where=Where("", hoods["cooper"].pk))
    told_on(tell, 5, 2, topic="dumping")
    told_on(tell, 5, 9, agency=lakefield)
    heard = queries.published_counts(riverton, Window.month(2025, 6))
    assert heard.total.point == 15
    topics, places = words_of(heard.by_topic), words_of(heard.by_neighborhood)
    assert (topics["Lights"], topics["Noise"], topics["Dumping"], topics["Parked cars"]) == (
        7,
        Reason.COMPLEMENTARY,
        Reason.TOO_FEW,
        0,
    )
    assert places == {"Cooper": Reason.COMPLEMENTARY, "Seward": 7, "no place named": Reason.TOO_FEW}


def test_so_few_that_nothing_is_shown_hide_in_both_lists(tell, riverton, hoods):
    told_on(tell, 3, 3, topic="lights", where=Where("", hoods["seward"].pk))
    heard = queries.published_counts(riverton, YEAR)
    shown = [
        heard.total,
        heard.by_neighborhood[0].shown,
        *(line.shown for line in heard.by_topic if line.key == "lights"),
    ]
    assert all(isinstance(one, Withheld) and one.reason is Reason.TOO_FEW for one in shown)


def test_the_agency_s_own_threshold_decides(tell, riverton, console):
    agencies.set_value(
        actor=console,
        agency=riverton,
        key="thresholds",
        value={"count": 3},
        effective_from=riverton.day(),
        citation="Policy 2",
    )
    told_on(tell, 3, 3, topic="lights")
    assert queries.published_counts(riverton, YEAR).total.point == 3


def test_where_nothing_was_heard_zero_is_said(riverton):
    heard = queries.published_counts(riverton, YEAR)
    assert heard.total.point == 0
    assert heard.by_neighborhood == ()


def test_figures_of_a_demonstration_say_that_they_are_made_up(tell, riverton):
    riverton.demo = True
    told_on(tell, 3, 5, topic="lights")
    assert queries.published_counts(riverton, YEAR).total.synthetic


@pytest.mark.parametrize("counts", [(5, 1), (5, 4), (1, 1, 1, 9), (5, 5), (4, 0, 30), (1, 2, 6, 8)])
def test_neither_list_gives_away_what_the_other_hides(tell, riverton, hoods, counts):
    """The total stands in both lists: it is hidden in neither unless it is itself too small."""
    topics, places = ["lights", "noise", "dumping", "other"], [*hoods.values(), None]
    for number, count in enumerate(counts):
        place = places[number]
        told_on(tell, 3, count, topic=topics[number], where=Where("", place.pk if place else None))
    heard = queries.published_counts(riverton, YEAR)
    assert isinstance(heard.total, Estimate) == (sum(counts) >= 5)
    for lines in (heard.by_topic, heard.by_neighborhood):
        hidden = [line for line in lines if isinstance(line.shown, Withheld)]
        assert len(hidden) != 1
