"""The front-end parts: a listed subset of locked packages, of which no file changes unnoticed."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_spec = importlib.util.spec_from_file_location("front_end", ROOT / "scripts" / "front_end.py")
front_end = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(front_end)

STYLE = (
    '@charset "UTF-8";/*! big */@font-face{font-family:"X";src:url(x)}@keyframes turn{0%{top:0}to{top:1px}}'
    ".usa-button,.usa-card{color:#005ea2}.usa-card:hover{top:0}"
    ".usa-input:not(.usa-card,.usa-input--error),.usa-label{left:0}"
    "@media (min-width:30em){.usa-button{width:auto}.usa-card{width:0}}@media print{.usa-card{top:0}}"
    "body{margin:0;font-family:Source Sans Pro Web,Helvetica Neue,Helvetica,Roboto,Arial,sans-serif}"
)


def test_only_the_rules_of_the_listed_shapes_are_kept():
    assert front_end.subset(STYLE).splitlines() == [
        ".usa-button{color:#005ea2}",
        ".usa-label{left:0}",
        "@media (min-width:30em){.usa-button{width:auto}}",
        "body{margin:0;font-family:Source Sans Pro Web,Helvetica Neue,Helvetica,Roboto,Arial,sans-serif}",
    ]


def test_our_tokens_stand_in_for_the_theme():
    themed = front_end.themed(front_end.subset(STYLE))
    assert ".usa-button{color:var(--cb-accent)}" in themed
    assert "font-family:inherit" in themed


def test_every_picture_that_the_style_asks_for_is_copied():
    style = (front_end.VENDOR / front_end.STYLE_TO).read_text()
    asked = {f"uswds/{name}" for name in re.findall(r"url\(\.\./([^)]+)\)", style)}
    assert asked
    assert asked <= set(front_end.COPIED.values())


def test_every_font_that_our_style_asks_for_is_copied():
    style = (front_end.VENDOR.parent / "kit" / "commonbeat.css").read_text()
    asked = set(re.findall(r"url\(\.\./vendor/([^)]+)\)", style))
    assert asked <= set(front_end.COPIED.values())


def test_no_copied_file_names_a_source_map_that_is_not_there():
    for target in front_end.COPIED.values():
        if target.endswith((".js", ".css")):
            assert "sourceMappingURL" not in (front_end.VENDOR / target).read_text()


def test_every_source_has_an_accepted_hash_and_only_those():
    assert set(front_end.listed_hashes()) == {*front_end.COPIED, front_end.STYLE_FROM}


def test_a_changed_a_new_and_a_missing_file_are_refused_by_name():
    hashes = front_end.listed_hashes()
    front_end.refuse_changed(hashes)
    changed, gone, *_rest = sorted(hashes)
    now = {name: value for name, value in hashes.items() if name != gone} | {changed: "0" * 64, "new.js": "1" * 64}
    with pytest.raises(SystemExit) as said:
        front_end.refuse_changed(now)
    assert all(name in str(said.value) for name in (changed, gone, "new.js"))


def test_a_second_run_touches_nothing(monkeypatch):
    monkeypatch.setattr(front_end, "fetch", lambda: pytest.fail("fetched again"))
    before = (front_end.VENDOR / front_end.STYLE_TO).stat().st_mtime_ns
    front_end.main([])
    assert (front_end.VENDOR / front_end.STYLE_TO).stat().st_mtime_ns == before


def test_without_node_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr(front_end.shutil, "which", lambda _name: None)
    monkeypatch.setattr(front_end.sys, "executable", "/nowhere/python")
    with pytest.raises(SystemExit, match="Node is missing"):
        front_end.npm()


def test_the_node_beside_python_is_found_where_the_path_has_none(monkeypatch, tmp_path):
    (tmp_path / "npm").touch()
    monkeypatch.setattr(front_end.shutil, "which", lambda _name: None)
    monkeypatch.setattr(front_end.sys, "executable", str(tmp_path / "python"))
    assert front_end.npm() == str(tmp_path / "npm")
