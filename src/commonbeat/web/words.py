"""Turns the translators' .po files into the .mo files that Django reads, without gettext and without Django."""

from collections.abc import Callable, Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]


def stale(root: Path = ROOT) -> Iterator[Path]:
    """Every .po file whose .mo file is missing or older."""
    for source in sorted(root.rglob("locale/*/LC_MESSAGES/*.po")):
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime_ns < source.stat().st_mtime_ns:
            yield source


def compile_all(*, root: Path = ROOT, say: Callable[[str], object] = lambda _words: None) -> int:
    """Compile what is stale; returns how many files were written."""
    count = 0
    for source in stale(root):
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
        count += 1
    if count:
        say(f"{count} files of words compiled.")
    return count
