"""The console teaches, suggests, and says what is missing in words."""

import os
import subprocess
import sys

import pytest

from commonbeat.web import console, keys

COMMANDS = ["init", "serve", "work", "demo", "import", "backup", "restore", "check"]


@pytest.fixture
def shell(tmp_path):
    """Run `commonbeat ...` as a person would, in an empty folder with no settings."""

    def run(*arguments, **surroundings):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONBEAT_", "DJANGO_"))}
        return subprocess.run(
            [sys.executable, "-m", "commonbeat", *arguments],
            cwd=tmp_path,
            env={**kept, **surroundings},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"]])
def test_alone_it_teaches_every_command_with_an_example(arguments, capsys):
    assert console.run(arguments) == 0
    said = capsys.readouterr().out
    for name in COMMANDS:
        assert f"\n  {name} " in said
        assert f"$ commonbeat {name}" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_is_taught_explains_itself_without_keys(name, shell):
    done = shell(name, "--help")
    assert done.returncode == 0, done.stderr
    assert "Example:" in done.stdout


def test_a_slip_of_the_fingers_gets_a_suggestion(capsys):
    assert console.run(["sreve"]) == 2
    assert "Did you mean `commonbeat serve`?" in capsys.readouterr().err


def test_missing_keys_are_said_in_words(shell, tmp_path):
    done = shell("migrate")
    assert done.returncode == 2
    assert f"The key file {tmp_path / 'keys' / 'django.key'} is missing." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_restore_without_its_keys_asks_for_them_and_leaves_nothing(shell, tmp_path):
    done = shell("restore", "friday.zip", "--into", "data")
    assert done.returncode == 2
    assert "Say where they are: --keys FOLDER" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_option_is_found_in_both_ways_of_writing_it():
    assert console.option(["restore", "x", "--into", "data"], "into") == "data"
    assert console.option(["restore", "x", "--into=data"], "into") == "data"
    assert console.option(["restore", "x", "--into"], "into") is None


def test_the_demonstration_makes_its_own_keys_in_its_own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("COMMONBEAT_DATA", "COMMONBEAT_KEYS", "COMMONBEAT_HOSTS", "HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COMMONBEAT_DEMO", "")
    console.prepare(["demo"])
    made = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / ".demo" / "keys").iterdir()}
    assert made == {f"{name}.key": 0o600 for name in keys.NAMES}
    assert os.environ["COMMONBEAT_DATA"] == ".demo/data"


def test_a_new_agency_is_only_lent_keys_until_it_is_founded(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONBEAT_KEYS", str(tmp_path / "keys"))
    monkeypatch.setattr(keys, "_lent", {})
    for name in keys.NAMES:
        monkeypatch.delenv(f"COMMONBEAT_KEY_{name.upper()}")
    console.prepare(["init"])
    assert not (tmp_path / "keys").exists()
    assert len({keys.read(tmp_path / "keys", name) for name in keys.NAMES}) == len(keys.NAMES)


def test_fingerprints_tell_keys_apart_without_giving_them_away(tmp_path, monkeypatch):
    for name in keys.NAMES:
        monkeypatch.delenv(f"COMMONBEAT_KEY_{name.upper()}", raising=False)
    keys.create(tmp_path / "one")
    keys.create(tmp_path / "two")
    one, again, two = (keys.fingerprints(tmp_path / folder) for folder in ("one", "one", "two"))
    assert one == again
    assert not set(one.values()) & set(two.values())
    assert not any(keys.read(tmp_path / "one", name) in one[name] for name in keys.NAMES)
