"""Lists of everybody who works here: the same as Django draws, safe, and quick."""

import re

import pytest
from django import forms

from commonbeat.act.policies.forms.people import LongSelect, LongSelectMultiple

PEOPLE = [("", "Choose one"), (1, "Ana <b>"), (2, "Ben & Co"), (3, "Cy")]


def told(html):
    """Attributes and options, whatever stands between them."""
    options = re.findall(r'<option value="([^"]*)"( selected)?>([^<]*)</option>', html)
    return set(re.findall(r"<select([^>]*)>", html)[0].split()), options


@pytest.mark.parametrize(
    ("ours", "django_s", "value"),
    [
        (LongSelect, forms.Select, 2),
        (LongSelect, forms.Select, None),
        (LongSelect, forms.Select, "3"),
        (LongSelectMultiple, forms.SelectMultiple, [1, "3"]),
        (LongSelectMultiple, forms.SelectMultiple, None),
    ],
)
def test_it_is_drawn_as_django_draws_it(ours, django_s, value):
    given = {"attrs": {"size": 8}, "choices": PEOPLE}
    attrs = {"id": "id_who", "aria-describedby": "hint"}
    drawn = [kind(**given).render("who", value, attrs) for kind in (ours, django_s)]
    assert told(drawn[0]) == told(drawn[1])
    assert "<b>" not in drawn[0]


def test_a_form_takes_what_was_chosen():
    field = forms.MultipleChoiceField(choices=PEOPLE[1:], widget=LongSelectMultiple)
    assert field.clean(["1", "3"]) == ["1", "3"]
    with pytest.raises(forms.ValidationError):
        field.clean(["9"])
