"""The installation's keys: read, made once, and remembered when they change."""

import pytest

from commonbeat.web import keys


def test_a_key_that_is_not_there_is_asked_for_and_never_made_up(tmp_path, monkeypatch):
    monkeypatch.delenv("COMMONBEAT_KEY_DJANGO", raising=False)
    with pytest.raises(keys.KeyMissing, match=r"django\.key is missing"):
        keys.read(tmp_path, "django")


def test_keys_are_made_once_and_only_the_owner_may_read_them(tmp_path, monkeypatch):
    monkeypatch.delenv("COMMONBEAT_KEY_DJANGO", raising=False)
    made = keys.create(tmp_path / "keys")
    assert {path.name for path in made} == {"django.key", "fields.key"}
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}
    before = keys.read(tmp_path / "keys", "django")
    assert keys.create(tmp_path / "keys") == []
    assert keys.read(tmp_path / "keys", "django") == before


def test_a_key_that_held_before_still_verifies(tmp_path):
    assert keys.former(tmp_path, "django") == []
    for name in ("django.2025.key", "django.2026.key", "fields.2026.key", "django.key"):
        (tmp_path / name).write_text(f"{name}\n")
    assert keys.former(tmp_path, "django") == ["django.2026.key", "django.2025.key"]
