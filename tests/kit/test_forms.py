"""Forms: one renderer, hint and error tied to their field, and errors that say what to do."""

import re

import pytest
from django import forms
from django.utils.translation import override

from commonbeat.kit.forms import Form, Hinted, Renderer, draw, plain_words, summarize


class Report(Form):
    place = forms.CharField(
        label="Place", help_text="Street or corner", max_length=5, error_messages={"required": "Tell us where it is"}
    )
    mail = forms.EmailField(label="Mail", required=False)
    age = forms.IntegerField(label="Age", min_value=1, max_value=9)
    price = forms.DecimalField(label="Price", required=False)
    day = forms.DateField(label="Day", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")])
    danger = forms.ChoiceField(
        label="Danger?", choices=[("no", "No"), ("yes", Hinted("Yes", "Call 911"))], widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(label="Topics", choices=[("x", "X")], widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(label="Words", widget=forms.Textarea, min_length=3)
    file = forms.FileField(label="Picture")
    agreed = forms.BooleanField(label="Agreed")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def html(form):
    return str(form)


def field(form, name):
    return str(form[name].as_field_group())


def errors(**data):
    form = Report(data)
    return {name: list(map(str, found)) for name, found in form.errors.items()}


def test_the_renderer_of_the_project_is_the_kits(settings):
    assert settings.FORM_RENDERER == "commonbeat.kit.forms.Renderer"
    assert isinstance(Report().renderer, Renderer)


def test_what_is_missing_is_asked_for_in_words_that_fit_the_field():
    found = errors()
    assert found["place"] == ["Tell us where it is"]
    assert found["age"] == ["Tell us: Age"]
    assert found["kind"] == ["Choose one: Kind"]
    assert found["topics"] == ["Choose one: Topics"]
    assert found["file"] == ["Choose a file: Picture"]
    assert found["agreed"] == ["Check the box to go on: Agreed"]


def test_what_does_not_fit_says_how_to_write_it():
    found = errors(
        place="too long", mail="x", age="many", price="x", day="x", kind="z", danger="z", topics=["z"], words="a"
    )
    assert found["place"] == ["Shorten this to 5 characters; it has 8."]
    assert found["mail"] == ["Write the email address like this: name@example.org"]
    assert found["age"] == ["Write a whole number, such as 12."]
    assert found["price"] == ["Write a number, such as 12.5."]
    assert found["day"] == ["Write the date like this: 2026-11-21"]
    assert found["kind"] == found["danger"] == found["topics"] == ["Choose one of the answers in the list."]
    assert found["words"] == ["Write at least 3 characters; there are 1."]
    assert errors(age="10")["age"] == ["Use 9 or less."]
    assert errors(age="0")["age"] == ["Use 1 or more."]
    assert errors(place="a\x00")["place"] == ["Take out the characters that cannot be read."]


def test_no_error_says_invalid_or_blames_anybody():
    every = str(errors(place="too long", mail="x", age="many", kind="z", danger="z", words="a")) + str(errors())
    assert not re.search(r"invalid|valid |wrong|must|failed", every, re.IGNORECASE)


def test_errors_speak_the_language_of_the_page():
    with override("es"):
        assert errors(age="many")["age"] == ["Escriba un número entero, como 12."]
        assert str(summarize(Report({"age": "many"})).title).startswith("Falta revisar")


def test_words_that_a_form_chose_are_kept_in_every_copy_of_it():
    assert errors()["place"] == errors()["place"] == ["Tell us where it is"]


def test_a_plain_django_form_can_be_given_the_words_too():
    class Plain(forms.Form):
        pattern = forms.RegexField("[a-z]+", label="Code")

    form = Plain({"pattern": "1"})
    plain_words(form)
    assert form.errors["pattern"] == ["Write it as shown in the hint."]


def test_a_field_is_described_by_its_hint_and_then_its_error():
    drawn = field(Report({}), "place")
    assert 'aria-describedby="id_place-hint id_place-error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert '<p class="cb-small" id="id_place-hint">Street or corner</p>' in drawn
    assert '<p class="usa-error-message" id="id_place-error">Tell us where it is</p>' in drawn
    assert '<label class="usa-label" for="id_place">Place</label>' in drawn


def test_a_field_without_hint_or_error_is_described_by_nothing():
    drawn = field(Report(), "age")
    assert "aria-describedby" not in drawn
    assert "aria-invalid" not in drawn


def test_what_may_stay_empty_says_so():
    assert "(optional)" in field(Report(), "mail")
    assert "(optional)" not in field(Report(), "age")


def test_choices_are_tiles_under_one_legend_with_their_hints():
    drawn = field(Report({"danger": "yes"}), "danger")
    assert '<fieldset class="cb-field usa-fieldset' in drawn
    assert '<legend class="usa-legend">Danger?</legend>' in drawn
    assert drawn.count('type="radio"') == 2
    assert 'value="yes" checked' in drawn
    assert '<span class="usa-radio__label-description">Call 911</span>' in drawn
    assert 'type="checkbox" id="id_topics_0" name="topics" value="x"' in field(Report(), "topics")


def test_every_control_has_its_own_shape():
    form = Report()
    assert 'class="usa-select"' in field(form, "kind")
    assert 'class="usa-textarea"' in field(form, "words")
    assert 'type="date" name="day" class="usa-input"' in field(form, "day")
    assert 'type="file" name="file"' in field(form, "file")
    assert 'class="usa-checkbox__input usa-checkbox__input--tile"' in field(form, "agreed")
    assert field(form, "secret").strip() == '<input type="hidden" name="secret" id="id_secret">'


def test_a_class_that_a_form_asked_for_is_kept():
    class Code(Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "cb-code", "autocomplete": "one-time-code"}))

    drawn = str(Code()["code"].as_field_group())
    assert 'class="cb-code usa-input"' in drawn
    assert 'autocomplete="one-time-code"' in drawn


def test_a_date_comes_back_as_the_browser_wrote_it():
    form = Report({"day": "2026-11-21"})
    assert 'value="2026-11-21"' in field(form, "day")


def test_the_summary_leads_to_each_mistake_in_the_order_of_the_form():
    form = Report({"kind": "z", "danger": "z", "age": "3", "place": "here", "words": "long enough", "topics": ["x"]})
    form.add_error(None, "Nothing was saved.")
    summary = summarize(form)
    assert [(item.words, item.target) for item in summary.items] == [
        ("Nothing was saved.", ""),
        ("Kind: Choose one of the answers in the list.", "id_kind"),
        ("Danger? Choose one of the answers in the list.", "id_danger_0"),
        ("Choose a file: Picture", "id_file"),
        ("Check the box to go on: Agreed", "id_agreed"),
    ]
    assert summary.title == "5 things need another look"


def test_one_mistake_is_one_thing():
    form = Report(
        {"place": "x", "age": "1", "kind": "a", "danger": "no", "topics": ["x"], "words": "abc", "agreed": "on"}
    )
    assert summarize(form).title == "One thing needs another look"


def test_the_whole_form_draws_its_summary_and_all_its_fields():
    drawn = html(Report({}))
    assert drawn.index("cb-errors") < drawn.index("id_place")
    assert [name for name in Report.base_fields if f'name="{name}"' not in drawn] == []


def test_a_hidden_field_with_a_mistake_is_named_but_not_linked():
    form = Report({})
    form.add_error("secret", "This page is too old: load it again.")
    assert ("This page is too old: load it again.", "") in [(item.words, item.target) for item in summarize(form).items]


@pytest.mark.parametrize("name", list(Report.base_fields))
def test_every_field_can_be_drawn_empty_filled_and_wrong(name):
    for form in (Report(), Report({}), Report({"age": "x"}), Report(initial={"age": 3})):
        assert draw(form[name]).id is not None
        assert "None" not in field(form, name)


class Grown(Form):
    """A form that adds a field for its occasion."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["extra"] = forms.ChoiceField(label="Column", choices=[("a", "A")])


def test_a_field_added_for_the_occasion_speaks_as_plainly_as_the_others():
    assert Grown({}).errors == {"extra": ["Choose one: Column"]}
