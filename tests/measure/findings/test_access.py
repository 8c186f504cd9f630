"""The public sees what is or was published; who publishes sees what waits; nobody sees another agency's runs."""

import pytest

from commonbeat.measure.disparity import actions as disparity
from commonbeat.measure.findings import access
from commonbeat.measure.findings.models import Run


@pytest.fixture
def waiting(published, riverton, console):
    return disparity.compute(actor=console, agency=riverton)


def test_who_publishes_sees_what_waits(waiting, published, riverton, person):
    analyst, officer = person("analyst", agency=riverton), person("officer", agency=riverton)
    assert set(access.visible(analyst, riverton)) == {waiting, published}
    assert set(access.visible(officer, riverton)) == {published}
    assert access.run(officer, riverton, waiting.pk) is None
    assert access.run(analyst, riverton, waiting.pk) == waiting


def test_the_public_page_shows_no_run_that_waits(waiting, published, riverton, lakefield):
    assert access.public_run(riverton, published.pk) == published
    assert access.public_run(riverton, waiting.pk) is None
    assert access.public_run(lakefield, published.pk) is None


def test_another_agencys_runs_and_files_are_not_there(published, lakefield, console, person):
    neighbor = person("analyst", agency=lakefield)
    assert not access.visible(neighbor, lakefield)
    assert not access.visible_releases(neighbor, lakefield)
    assert Run.objects.exists()


def test_files_are_seen_like_runs(published, riverton, person):
    analyst, officer = person("analyst", agency=riverton), person("officer", agency=riverton)
    assert len(access.visible_releases(analyst, riverton)) == 1
    assert len(access.visible_releases(officer, riverton)) == 1
