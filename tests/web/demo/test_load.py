"""How far the loading is stands on every page, also where it stopped."""

import dataclasses

import pytest

from commonbeat.web.demo import load as loading
from commonbeat.web.demo.agency import NOTICE, found


@pytest.fixture
def demonstration(db, console, settings, tmp_path):
    """The invented agency, with nothing loaded."""
    settings.DATA_DIR = tmp_path
    return found(console)


def shortened(monkeypatch, *runs):
    """The steps, each doing something shorter."""
    step = loading.STEPS[0]
    monkeypatch.setattr(loading, "STEPS", tuple(dataclasses.replace(step, run=run) for run in runs))


def test_each_step_is_told_to_visitors_and_the_last_word_is_the_lasting_notice(demonstration, console, monkeypatch):
    told = []

    def look(_actor, agency, _say):
        agency.refresh_from_db()
        told.append((agency.demo_notice["now_en"], agency.public_version))

    shortened(monkeypatch, look, look)
    assert not loading.loaded()
    loading.load(console, lambda _words: None)
    assert [words[:28] for words, _version in told] == ["Still loading: step 1 of 2, ", "Still loading: step 2 of 2, "]
    assert told[0][1] < told[1][1], "a page drawn before would be served on"
    demonstration.refresh_from_db()
    assert demonstration.demo_notice == NOTICE
    assert loading.loaded()


def test_where_the_loading_fails_the_pages_say_that_it_stopped(demonstration, console, monkeypatch):
    def fail(_actor, _agency, _say):
        raise OSError("the disk is full")

    shortened(monkeypatch, lambda *_arguments: None, fail)
    with pytest.raises(OSError, match="full"):
        loading.load(console, lambda _words: None)
    demonstration.refresh_from_db()
    assert demonstration.demo_notice["now_en"].startswith("Loading stopped at step 2 of 2")
    assert not loading.loaded()
