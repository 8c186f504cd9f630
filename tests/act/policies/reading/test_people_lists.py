"""Lists of everybody who works here: the same as Django draws, safe, and quick."""

import re

import pytest
from django import forms

from act.policies.addresses import at
from commonbeat.act.policies.forms import people
from commonbeat.act.policies.forms.people import LongSelect
from commonbeat.act.policies.models import Policy
from commonbeat.ground.people.models import Staff
from commonbeat.kit.forms import Form

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
    ],
)
def test_it_is_drawn_as_django_draws_it(ours, django_s, value):
    given = {"attrs": {"size": 8}, "choices": PEOPLE}
    attrs = {"id": "id_who", "aria-describedby": "hint"}
    drawn = [kind(**given).render("who", value, attrs) for kind in (ours, django_s)]
    assert told(drawn[0]) == told(drawn[1])
    assert "<b>" not in drawn[0]


FEW = [(1, "Ana Lindqvist", "214"), (2, "Ben Osei", "311"), (3, "Ben Osei", "312"), (4, "Cy Ames", "311-B")]
MANY = [*FEW, *((pk, f"Somebody {pk}", f"B-{pk}") for pk in range(10, 10 + people.FEW))]


class Who(Form):
    one = forms.ChoiceField(label="Who", required=True)
    some = forms.MultipleChoiceField(label="Who else", required=False)

    def __init__(self, *, people_, **kwargs):
        super().__init__(**kwargs)
        self.fields["one"] = people.chooser(self.fields["one"], people_, ("", "Choose one"))
        self.fields["some"] = people.several(self.fields["some"], people_, by_list="By list", by_name="By name")


def test_few_people_stand_in_a_list_with_their_badges_and_beside_boxes_where_several_can_be_chosen():
    html = str(Who(people_=FEW))
    assert "Ben Osei (312)" in html
    assert html.count('type="checkbox"') == len(FEW)
    assert "By list" in html
    form = Who(people_=FEW, data={"one": "3", "some": ["1", "2"]})
    assert form.is_valid()
    assert form.cleaned_data == {"one": "3", "some": ["1", "2"]}


def test_many_people_are_named_and_never_listed():
    html = str(Who(people_=MANY, initial={"one": 3}))
    assert "Ben Osei (312)" in html
    assert "Somebody 10" not in html
    assert "<select" not in html
    assert len(html) < 3000
    assert 'value="Nobody"' not in str(Who(people_=MANY, initial={"one": 999}))


@pytest.mark.parametrize("written", ["214", "  ana  LINDQVIST ", "Ana Lindqvist (214)"])
def test_a_name_a_badge_or_both_say_who_it_is(written):
    form = Who(people_=MANY, data={"one": written, "some": f"311-b\n\n{written}\n311-B"})
    assert form.is_valid()
    assert form.cleaned_data == {"one": "1", "some": ["4", "1"]}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "Choose one: Who"),
        ("Nobody", "Nobody whom you can choose has this name or badge: Nobody"),
        ("ben osei", "Do you mean Ben Osei (311) and Ben Osei (312)?"),
        ("Lindqvist", "Write the badge instead of “Lindqvist”. Do you mean Ana Lindqvist (214)?"),
    ],
)
def test_who_is_not_clear_is_asked_for_again(written, said):
    form = Who(people_=MANY, data={"one": written})
    assert not form.is_valid()
    assert said in str(form["one"].errors[0]).replace("Tell us: Who", "Choose one: Who")
    assert form["some"].errors == []


def test_nobody_is_an_answer_where_nobody_has_to_be_named():
    class Perhaps(Who):
        one = forms.ChoiceField(label="Who", required=False)

    form = Perhaps(people_=MANY, data={"one": "", "some": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"one": "", "some": []}
    assert str(Perhaps(people_=MANY, data={"one": "214"})["one"].value()) == "214"


def test_of_thousands_a_page_names_none(riverton, officer, chief, sign_in):
    Staff.objects.bulk_create(
        Staff(agency=riverton, name=f"Somebody {one}", badge=f"X-{one}") for one in range(people.FEW + 1)
    )
    row = Policy.objects.create(agency=riverton, number="1", slug="one", title="One", owner=officer)
    for user, name, args in ((officer.user, "intervention_new", []), (chief, "policy_change", [row.slug])):
        html = sign_in(user).get(at(name, args=args)).content.decode()
        assert "Somebody 7" not in html
    assert f"Ana Lindqvist ({officer.badge})" in html
    told = {"number": "1", "title": "One", "review_months": "12", "owner": "X-7"}
    assert sign_in(chief).post(at("policy_change", args=["one"]), told).status_code == 302
    row.refresh_from_db()
    assert row.owner.name == "Somebody 7"
