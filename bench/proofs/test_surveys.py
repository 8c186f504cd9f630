"""The long proof of the sealed answers: every attack on many towns, with bounds close enough to see a small leak."""

import pytest

from listen.surveys.test_attacker import over_towns

TOWNS = 40
"""Of each size: four neighborhoods, and twenty-four."""


@pytest.mark.django_db(databases=["default", "sealed"])
def test_no_attack_links_answers_to_phones_over_many_towns(tmp_path):
    scores = over_towns(tmp_path / "4", range(100, 100 + TOWNS))
    for name, found in over_towns(tmp_path / "24", range(200, 200 + TOWNS), areas=24).items():
        scores[name].add(found)
    for name, found in scores.items():
        print(f"| {name} | {found.guesses} | {found.right} | {found.expected:.0f} | {found.bound} |")
    assert [name for name, found in scores.items() if found.links] == []
