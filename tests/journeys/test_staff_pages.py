"""Every staff page but those of act and show, in both languages, as somebody who may open it: no barrier."""

import pytest

from journeys.barriers import barriers
from journeys.pages import INSIDE_BELOW

LANGUAGES = {"en": "", "es": "/es"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stop", INSIDE_BELOW, ids=str)
def test_no_staff_page_has_a_barrier(reader, every_page, stop, language):
    path = LANGUAGES[language] + every_page.paths[str(stop)]
    assert barriers(reader(stop.who), stop, path, language) == []
