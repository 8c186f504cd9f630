"""Components: every property is declared, every use names only declared ones, and each draws what look.md asks."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, engines
from django.utils.translation import override
from django_cotton.compiler_regex import CottonCompiler

from commonbeat.kit.charts import IntervalRow, interval_rows
from commonbeat.kit.drawing import Framed
from commonbeat.kit.facts import Fact
from commonbeat.kit.tables import Column, DataTable, Filter, Head, Table
from commonbeat.plumb.about import About
from commonbeat.plumb.interval import rate, share
from commonbeat.plumb.result import Kind, Reason, Window, Withheld

SOURCE = Path(__file__).parents[2] / "src" / "commonbeat"
COMPONENTS = {path.stem: path.read_text() for path in (SOURCE / "kit" / "templates" / "cotton").glob("*.html")}
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
TAG = re.compile(r"<c-([a-z]+)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
REQUIRED = {
    "figure": {"title", "what", "source", "chart"},
    "framed": {"of"},
    "table": {"table"},
    "list": {"table", "empty"},
    "field": {"field"},
    "estimate": {"of"},
    "score": {"of"},
    "fact": {"name"},
    "task": {"title"},
    "event": {"when"},
    "step": {"title"},
    "yousaid": {"said"},
    "confirm": {"yes"},
    "progress": {"label", "words"},
}
YEAR = Window.year(2026)
TAKEN = date(2026, 12, 31)
ABOUT = About(window=YEAR, as_of=TAKEN)
NINE = share(9, 14, about=replace(ABOUT, unit="promises", synthetic=True))
FEW = Withheld(reason=Reason.TOO_FEW, kind=Kind.SHARE, window=YEAR, as_of=TAKEN, n_hint=30)


def properties(attributes):
    """The names in the inside of a tag, without the colon of those that pass an object."""
    return {word.split("=")[0].lstrip(":") for word in QUOTED.sub("", attributes).replace("/", " ").split()}


def declared(name):
    found = re.search(r"<c-vars((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)/>", COMPONENTS[name])
    return properties(found[1]) if found else set()


def uses(template):
    words = re.sub(r"\{%\s*comment.*?endcomment\s*%\}", "", template.read_text(), flags=re.DOTALL)
    words = re.sub(r"\{%.*?%\}", lambda tag: tag[0].replace("'", "").replace(">", ""), words)
    return [(name, properties(inside)) for name, inside in TAG.findall(words) if name not in ("vars", "slot")]


def draw(source, **context):
    """A snippet as it comes to the page, with single spaces and none between tags."""
    compiled = engines["django"].from_string(CottonCompiler().process(source)).template
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", compiled.render(Context(context)))).strip()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_use_of_a_component_names_only_what_it_declares(path):
    for name, given in uses(path):
        assert name in COMPONENTS, f"there is no component <c-{name}>"
        assert given <= declared(name), f"<c-{name}> has no {given - declared(name)}"
        assert REQUIRED.get(name, set()) <= given, f"<c-{name}> lacks {REQUIRED[name] - given}"


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_every_property_has_a_default_so_that_nothing_leaks_in_from_the_page(name):
    found = re.search(r"<c-vars((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)/>", COMPONENTS[name])
    if found:
        assert all("=" in word for word in QUOTED.sub('""', found[1]).split())


def test_every_component_is_shown_in_the_gallery_or_in_a_layout():
    kit = [path for path in TEMPLATES if path.is_relative_to(SOURCE / "kit")]
    assert set(COMPONENTS) - {name for path in kit for name, _given in uses(path)} == set()


def test_an_estimate_never_loses_its_range_and_its_n():
    assert "64% (39 to 84), n = 14" in draw('<c-estimate :of="it" />', it=NINE)
    assert "synthetic" in draw('<c-estimate :of="it" />', it=NINE)
    assert "too few to show (under 30)" in draw('<c-estimate :of="it" />', it=FEW)


@pytest.mark.parametrize("bare", [0.64, "64%", None])
@pytest.mark.parametrize("component", ["estimate", "score"])
def test_a_bare_number_cannot_be_put_into_a_component(component, bare):
    with pytest.raises(TypeError, match="Only an Estimate"):
        draw(f'<c-{component} :of="it" />', it=bare)


def test_what_stands_in_a_sentence_brings_no_space_of_its_own():
    raw = engines["django"].from_string(
        CottonCompiler().process('(<c-estimate :of="it" />, <c-state kind="open">open</c-state>, <c-synthetic />)')
    )
    words = re.sub(r"<[^>]+>", "", raw.template.render(Context({"it": FEW})))
    assert words == "(too few to show (under 30), open, synthetic)"


def test_a_score_stands_beside_what_it_rests_on():
    drawn = draw('<c-score :of="it" label="kept on time" />', it=NINE)
    assert "<b>64%</b><span>kept on time<br>9 of 14, 2026<br>Range 39% to 84%" in drawn
    assert "<b>" not in draw('<c-score :of="it" label="answers" />', it=FEW)
    mean = rate(115, 1000, per=1000, unit="residents", about=ABOUT)
    assert "n = 115, 2026" in draw('<c-score :of="it" />', it=mean)


def test_a_state_is_shape_then_word():
    drawn = draw('<c-state kind="broken"> Broken </c-state>')
    assert drawn.startswith('<span class="cb-state is-broken"><svg class="cb-shape"')
    assert drawn.endswith("</svg>Broken</span>")
    with pytest.raises(ValueError, match="no state"):
        draw('<c-state kind="gold">Gold</c-state>')


def test_a_section_lights_its_own_arc_and_no_other():
    rings = {step: draw(f'<c-ring step="{step}" />') for step in ("listen", "measure", "act", "show", "")}
    turned = {step: re.findall(r'class="cb-ring(?: is-(\w+))?"', ring) for step, ring in rings.items()}
    assert turned == {step: [step] for step in rings}
    lit = {step: re.findall(r'class="(on|off)"', ring) for step, ring in rings.items()}
    assert lit == {step: ["off", "on"] if step else ["on"] for step in rings}


def test_a_figure_shows_finding_scope_chart_key_note_table_and_source():
    chart = interval_rows([IntervalRow("Black", NINE)], title="Searches", desc="One row.")
    drawn = draw(
        '<c-figure title="A finding" what="Where and when." note="Limits." source="Source: a file" method="/m" csv="/c"'
        ' :chart="chart" />',
        chart=chart,
    )
    places = [
        drawn.index(words)
        for words in (
            "A finding",
            "Where and when.",
            "synthetic",
            "<svg",
            "cb-key",
            "Limits.",
            "See the numbers",
            "<table",
        )
    ]
    assert places == sorted(places)
    assert 'Source: a file · <a href="/m">Method and run</a> · <a href="/c">CSV</a>' in drawn
    assert drawn.count("<table") == 1


def test_a_framed_figure_shows_the_same_as_its_parts_one_by_one():
    chart = interval_rows([IntervalRow("Black", NINE)], title="Searches", desc="One row.")
    parts = {"id": "f", "title": "A finding", "what": "W.", "note": "N.", "source": "S", "method": "/m", "csv": "/c"}
    whole = draw('<c-framed :of="it" :beside="True">more</c-framed>', it=Framed(chart=chart, **parts))
    attributes = " ".join(f'{name}="{words}"' for name, words in parts.items())
    assert whole == draw(f'<c-figure {attributes} :chart="chart" :beside="True">more</c-figure>', chart=chart)


def test_facts_are_listed_by_name_and_those_without_words_left_out():
    facts = [Fact("Run", "Run 3", "/runs/3"), Fact("Rows", "12"), Fact("Notice", "")]
    drawn = draw('<c-facts :of="facts"><c-fact name="Last">one</c-fact></c-facts>', facts=facts)
    assert '<dt>Run</dt><dd><a href="/runs/3">Run 3</a></dd>' in drawn
    assert "<dt>Rows</dt><dd>12</dd>" in drawn
    assert "Notice" not in drawn
    assert drawn.index("Rows") < drawn.index("Last")


def test_a_figure_with_a_map_shows_its_table_beside_it_and_may_open_its_table():
    chart = interval_rows([IntervalRow("Black", NINE)], title="Searches", desc="One row.")
    beside = draw('<c-figure title="t" what="w" source="s" :chart="chart" :beside="True" />', chart=chart)
    opened = draw('<c-figure title="t" what="w" source="s" :chart="chart" :open="True" />', chart=chart)
    assert "<details" not in beside + opened
    assert beside.count("<table") == opened.count("<table") == 1


def test_words_become_cards_and_numbers_stay_a_table():
    words = DataTable(caption="Meetings", columns=(Head("When"), Head("What")), rows=(("Now", "Talk"),))
    numbers = DataTable(caption="Stops", columns=(Head("Race"), Head("Stops", numeric=True)), rows=(("Black", "9"),))
    assert "cb-cards" in draw('<c-table :table="it" />', it=words)
    assert "cb-cards" not in draw('<c-table :table="it" />', it=numbers)
    assert "cb-cards" in draw('<c-table :table="it" :cards="True" />', it=numbers)
    assert "<caption>Meetings</caption>" in draw('<c-table :table="it" />', it=words)
    assert 'tabindex="0" role="region" aria-label="Meetings"' in draw('<c-table :table="it" />', it=words)


def groups(**params):
    letters = Filter(
        "letter", "Letter", [("", "All"), ("g", "With g")], lambda rows, value: rows.filter(name__contains=value)
    )
    return Table(
        queryset=Group.objects.all(),
        columns=[Column("name", "Name", sortable=True)],
        params=params,
        caption="Groups",
        order="name",
        per_page=2,
        filters=[letters, Filter("name", "Name")],
    )


def test_a_list_has_its_head_filter_table_and_pages(db):
    Group.objects.bulk_create(Group(name=f"group {place}") for place in range(5))
    drawn = draw('<c-list :table="it" title="All groups" empty="None yet." />', it=groups(letter="g", sort="-name"))
    assert "<h2>All groups</h2>" in drawn
    assert '<option value="g" selected>With g</option>' in drawn
    assert '<input type="hidden" name="sort" value="-name">' in drawn
    assert '<a href="?letter=g&amp;sort=-name&amp;page=2" aria-label="Page 2">2</a>' in drawn
    assert '<span aria-current="page">1</span>' in drawn
    assert "1 to 2 of 5" in drawn
    assert "None yet." not in drawn


def test_an_empty_list_says_so_and_leads_on(db):
    drawn = draw('<c-list :table="it" empty="No group yet." href="/new" link="Make one" />', it=groups())
    assert '<p>No group yet.</p><p><a href="/new">Make one</a></p>' in drawn
    assert "<table" not in drawn


def test_a_voice_is_quoted_without_the_space_around_it():
    assert "“I called.”" in draw('<c-voice by="Resident"> I called. </c-voice>')
    assert 'lang="es"' in draw('<c-voice lang="es">Llamé.</c-voice>')
    assert "“&lt;b&gt;”" in draw("<c-voice>{{ words }}</c-voice>", words="<b>")


def test_rows_say_when_who_and_what_next():
    task = draw('<c-task when="3 days late" href="/x" title="Reply" next="In writing" :late="True" />')
    assert '<p class="cb-late">3 days late</p>' in task
    assert '<a href="/x">Reply</a>' in task
    assert '<p class="cb-small">In writing</p>' in task
    event = draw('<c-event when="November 20" who="system">Sent.</c-event>')
    assert "November 20, system" in event
    both = draw('<c-event when="May 2" who="you" :voice="True" lang="es" said="Due May 9.">Hola</c-event>')
    assert '<p class="cb-voice" lang="es">“Hola”</p>' in both
    assert "<p>Due May 9.</p>" in both

    assert 'aria-current="step"' in draw('<c-step title="Map" state="now" />')
    assert "(done)" in draw('<c-step title="Map" state="done" />')


def test_buttons_are_links_where_they_lead_and_buttons_where_they_act():
    assert draw('<c-button href="/x" kind="outline">Go</c-button>') == (
        '<a class="usa-button usa-button--outline" href="/x">Go</a>'
    )
    drawn = draw('<c-button name="fixed" value="yes" id="b" form="f" :big="True" :disabled="True">Yes</c-button>')
    assert drawn == (
        '<button class="usa-button cb-big" type="submit" id="b" name="fixed" value="yes" form="f" disabled>Yes</button>'
    )


def test_progress_says_in_words_what_the_bar_shows():
    drawn = draw('<c-progress label="Loading" words="12 of 50 rows" value="12" max="50" again="/again" url="/rows" />')
    assert '<label for="progress-bar">Loading</label>' in drawn
    assert '<progress id="progress-bar" max="50" value="12">12 of 50 rows</progress>' in drawn
    assert '<p class="cb-small" aria-live="polite">12 of 50 rows</p>' in drawn
    assert 'hx-get="/rows"' in drawn
    assert '<a href="/again">Look again</a>' in drawn
    assert "hx-get" not in draw('<c-progress label="Loading" words="Done" value="50" max="50" />')


def test_a_confirmation_is_one_button_and_a_way_back():
    drawn = draw(
        '<c-confirm action="/end" yes="Yes, end it" back="/" label="Keep it" name="a" value="b">Words</c-confirm>'
    )
    assert 'method="post" action="/end"' in drawn
    assert (
        '<button class="usa-button" type="submit" name="a" value="b">Yes, end it</button><a href="/">Keep it</a>'
        in drawn
    )


def test_crumbs_end_where_the_reader_is():
    items = [{"label": "City", "url": "/"}, {"label": "Here", "url": "/here"}]
    drawn = draw('<c-crumbs :items="items" />', items=[items[0], {"label": "Here"}])
    assert '<a href="/">City</a>' in drawn
    assert '<li aria-current="page">Here</li>' in drawn
    assert draw('<c-crumbs :items="missing" />') == ""
    above = draw('<c-crumbs :items="items" here="This page" />', items=items)
    assert '<a href="/here">Here</a></li><li aria-current="page">This page</li>' in above


def test_messages_are_announced():
    drawn = draw("<c-messages />", messages=[Message(constants.SUCCESS, "Saved <b>")])
    assert 'role="status"' in drawn
    assert '<p class="cb-saved is-success">Saved &lt;b&gt;</p>' in drawn
    assert draw("<c-messages />") == ""


def test_the_components_speak_spanish():
    with override("es"):
        assert "inventado" in draw("<c-synthetic />")
        assert "Usted dijo" in draw('<c-yousaid said="x">y</c-yousaid>')


def test_filters_say_numbers_days_and_sizes():
    words = draw(
        "{% load kit %}{{ n|number }} | {{ d|day }} | {{ m|moment }} | {{ s|size }} | {{ x|day }}{{ x|moment }}",
        n=51920,
        d=TAKEN,
        m=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        s=2500,
        x=None,
    )
    assert words == "51,920 | December 31, 2026 | January 2, 2026, 3:04 a.m. | 2.5 KB |"
