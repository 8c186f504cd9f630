"""Every staff page of policies, training, standards and self-reviews, in both languages: no barrier."""

import pytest

from journeys.barriers import barriers
from journeys.pages import INSIDE_RULES
from journeys.test_staff_pages import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stop", INSIDE_RULES, ids=str)
def test_no_staff_page_of_rules_has_a_barrier(reader, every_page, stop, language):
    path = LANGUAGES[language] + every_page.paths[str(stop)]
    assert barriers(reader(stop.who), stop, path, language) == []
