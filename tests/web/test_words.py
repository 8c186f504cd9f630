"""Words are compiled without gettext, and only when they changed."""

import gettext
import os

from commonbeat.web import words

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Trail"\nmsgstr "Registro"\n'


def test_a_translation_can_be_read_after_compiling_and_a_second_time_nothing_is_written(tmp_path):
    source = tmp_path / "room" / "locale" / "es" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO)
    said = []
    assert words.compile_all(root=tmp_path, say=said.append) == 1
    assert said == ["1 files of words compiled."]
    assert gettext.translation("django", tmp_path / "room" / "locale", ["es"]).gettext("Trail") == "Registro"
    assert words.compile_all(root=tmp_path) == 0


def test_a_changed_translation_is_compiled_again(tmp_path):
    source = tmp_path / "locale" / "es" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO)
    words.compile_all(root=tmp_path)
    later = source.with_suffix(".mo").stat().st_mtime + 5
    os.utime(source, (later, later))
    assert list(words.stale(tmp_path)) == [source]
