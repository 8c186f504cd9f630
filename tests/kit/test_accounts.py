"""The pages of the sign-in library that nobody wrote anew: drawn in our layout with our elements."""

import re

import pytest
from django.template import Context, Origin, Template, engines

from commonbeat.kit.gallery import SampleForm


def draw(source, **context):
    """A template of the library, which must know its own name, as it comes to the page."""
    words = source if source.startswith("{% extends") else "{% load allauth %}" + source
    origin = Origin(name="library/page.html", template_name="library/page.html")
    template = Template(words, origin=origin, name=origin.template_name, engine=engines["django"].engine)
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", template.render(Context(context)))).strip()


@pytest.mark.parametrize(
    ("tags", "look"),
    [
        ("prominent,login", "usa-button"),
        ("outline,primary", "usa-button usa-button--outline"),
        ("danger,delete", "usa-button usa-button--outline"),
        ("link,cancel", "usa-button usa-button--unstyled"),
    ],
)
def test_a_button_looks_as_its_tags_say(tags, look):
    drawn = draw(
        '{% element button type="submit" form="f" id="b" name="n" value="v" tags="' + tags + '" %}Go{% endelement %}'
    )
    assert drawn == f'<button class="{look}" type="submit" form="f" id="b" name="n" value="v">Go</button>'


def test_a_button_that_leads_is_a_link():
    drawn = draw('{% element button href="/add" %}Add{% endelement %}')
    assert drawn == '<a class="usa-button usa-button--outline" href="/add">Add</a>'


def test_a_form_draws_its_errors_fields_and_actions():
    source = (
        '{% element form form=form method="post" action="/go" %}'
        "{% slot body %}{% element fields form=form unlabeled=True %}{% endelement %}{% endslot %}"
        "{% slot actions %}{% element button type='submit' %}Go{% endelement %}{% endslot %}{% endelement %}"
    )
    drawn = draw(source, form=SampleForm({}))
    assert drawn.startswith('<form class="cb-form" method="post" action="/go" novalidate>')
    assert drawn.index("cb-errors") < drawn.index('<label class="usa-label"') < drawn.index('<div class="cb-buttons">')


def test_a_field_is_labelled_and_described():
    source = (
        '{% element field id="key" type="text" value="abc" disabled=True errors=wrong %}'
        "{% slot label %}Key{% endslot %}{% slot help_text %}Keep it.{% endslot %}{% endelement %}"
    )
    drawn = draw(source, wrong=["Not this one."])
    assert '<label class="usa-label" for="key">Key</label>' in drawn
    assert 'aria-describedby="key-hint key-error"' in drawn
    assert 'value="abc" readonly' in drawn
    assert '<p class="usa-error-message" id="key-error">Not this one.</p>' in drawn


def test_a_long_text_and_a_box_to_check_have_labels_too():
    text = draw(
        '{% element field id="codes" type="textarea" rows=3 readonly=True %}{% slot label %}Codes{% endslot %}'
        "{% slot value %}a b{% endslot %}{% endelement %}"
    )
    assert '<textarea class="usa-textarea" id="codes" rows="3" readonly>a b</textarea>' in text
    box = draw(
        '{% element field id="saved" type="checkbox" checked=True %}{% slot label %}Saved{% endslot %}{% endelement %}'
    )
    assert 'type="checkbox" id="saved" checked><label class="usa-checkbox__label" for="saved">Saved</label>' in box


def test_a_table_has_no_empty_head():
    source = (
        "{% element table %}{% element thead %}{% element tr %}{% element th %}Key{% endelement %}"
        "{% element th %}{% endelement %}{% endelement %}{% endelement %}{% element tbody %}{% element tr %}"
        "{% element td %}A{% endelement %}{% endelement %}{% endelement %}{% endelement %}"
    )
    drawn = draw(source)
    assert '<tr><th scope="col">Key</th><td></td></tr>' in drawn
    assert "<tbody><tr><td>A</td></tr></tbody>" in drawn


def test_a_picture_says_what_it_shows():
    assert draw('{% element img src="/seal.png" alt="Seal" %}{% endelement %}') == '<img src="/seal.png" alt="Seal">'


def test_panels_alerts_badges_and_providers_are_plain():
    panel = draw(
        "{% element panel %}{% slot title %}Keys{% endslot %}{% slot body %}None.{% endslot %}"
        "{% slot actions %}<a href='/a'>Add</a>{% endslot %}{% endelement %}"
    )
    assert panel == (
        '<section class="cb-panel"><h2>Keys</h2> None. <div class="cb-buttons"><a href=\'/a\'>Add</a></div></section>'
    )
    assert (
        draw("{% element alert %}{% slot message %}Look{% endslot %}{% endelement %}") == '<p class="cb-note">Look</p>'
    )
    assert '<span class="cb-small">Why</span>' in draw('{% element badge title="Why" %}Key{% endelement %}')
    listed = draw(
        '{% element provider_list %}{% element provider name="City" href="/go" %}{% endelement %}{% endelement %}'
    )
    assert '<li><a class="usa-button usa-button--outline" href="/go">City</a></li>' in listed


def test_a_page_of_the_library_stands_in_our_layout():
    source = (
        '{% extends "allauth/layouts/manage.html" %}{% load allauth %}{% block head_title %}Keys{% endblock %}'
        "{% block content %}{% element h1 %}Keys{% endelement %}{% element p %}Words{% endelement %}{% endblock %}"
        "{% block extra_body %}<i>last</i>{% endblock %}"
    )
    drawn = draw(source)
    assert "<title>Keys</title>" in drawn
    assert '<main id="main">' in drawn
    assert "<h1>Keys</h1>" in drawn
    assert drawn.index("</main>") < drawn.index("<i>last</i>")
