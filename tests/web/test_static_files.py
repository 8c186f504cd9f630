"""Files that pages link to are collected when one changed, and only then."""

import pytest

from commonbeat.web import static_files


@pytest.fixture
def collected(settings, tmp_path):
    """An empty folder to collect into, by content as in a real installation."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    return settings.STATIC_ROOT


def test_a_second_time_nothing_is_collected(collected):
    assert static_files.collect()
    assert list(collected.glob("kit/commonbeat.*.css.gz"))
    assert not static_files.collect()


def test_a_changed_file_is_collected_again(collected, monkeypatch):
    static_files.collect()
    monkeypatch.setattr(static_files, "made_from", lambda: "other files")
    assert static_files.collect()
