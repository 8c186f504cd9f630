"""What changed between two texts, page by page, unchanged parts folded."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.act.policies.rules.diff import Change, Line, SectionChange, Stretch, compare
from commonbeat.act.policies.rules.text import parse
from commonbeat.kit.words import number

LETTERS = 6_000
"""Of changed text on one page: every word that came or went is marked, so there is room for less."""
LONGEST = 1_500
KEPT = 160
"""Of a long stretch that stayed inside a changed paragraph, so many letters are shown at each end."""


def change_page(old: str, new: str, asked: str = "") -> dict[str, Any]:
    """The changes for the page that the address names; `summary` counts them over all pages."""
    found = compare(parse(old), parse(new))
    pages = _paged(list(_shown(found))) or [[]]
    page = min(max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1, 1), len(pages))
    return {
        "summary": _summary(found),
        "rows": pages[page - 1],
        "position": _("Page %(page)s of %(last)s") % {"page": number(page), "last": number(len(pages))},
        "several": len(pages) > 1,
        "before": f"?page={page - 1}#changes" if page > 1 else "",
        "after": f"?page={page + 1}#changes" if page < len(pages) else "",
    }


def _summary(found: Sequence[SectionChange]) -> list[str]:
    """How many sections changed, came, went, moved; nothing for none."""
    changed = sum(one.change is Change.CHANGED for one in found)
    added = sum(one.change is Change.ADDED for one in found)
    removed = sum(one.change is Change.REMOVED for one in found)
    moved = sum(one.moved for one in found)
    told = (
        (changed, ngettext("%(count)s section changed", "%(count)s sections changed", changed)),
        (added, ngettext("%(count)s section is new", "%(count)s sections are new", added)),
        (removed, ngettext("%(count)s section was taken out", "%(count)s sections were taken out", removed)),
        (moved, ngettext("%(count)s section stands elsewhere now", "%(count)s sections stand elsewhere now", moved)),
    )
    return [words % {"count": number(count)} for count, words in told if count]


def _shown(found: Sequence[SectionChange]) -> Iterator[dict[str, Any]]:
    """Sections one by one; a run of those to which nothing happened is one line."""
    quiet: list[SectionChange] = []
    for one in [*found, None]:
        if one is not None and one.quiet:
            quiet.append(one)
            continue
        if quiet:
            words = ngettext("%(count)s section did not change", "%(count)s sections did not change", len(quiet))
            names = [f"{section.number} {section.title}" for section in quiet]
            yield {"fold": words % {"count": number(len(quiet))}, "names": names[:40], "size": 60 * min(len(names), 40)}
            quiet = []
        if one is not None:
            yield from _section(one)


def _section(one: SectionChange) -> Iterator[dict[str, Any]]:
    """Its heading with what became of it, then its lines; one that only moved keeps its words folded."""
    yield {
        "heading": f"{one.number} {one.title}",
        "kind": KINDS[one.change],
        "word": str(_words(one)),
        "was": _("It was section %(number)s.") % {"number": one.was} if one.renumbered else "",
        "size": 200,
    }
    same: list[str] = []
    for line in [*one.lines, None]:
        if line is not None and line.change is Change.SAME:
            same.append(line.words)
            continue
        if same:
            yield _folded(same)
            same = []
        if line is not None:
            yield from _line(line)


KINDS = {Change.CHANGED: "reported", Change.ADDED: "verified", Change.REMOVED: "broken", Change.SAME: "moved"}


def _words(one: SectionChange) -> str:
    if one.change is Change.ADDED:
        return _("New")
    if one.change is Change.REMOVED:
        return _("Taken out")
    if one.moved:
        return _("Changed, and stands elsewhere now") if one.change is Change.CHANGED else _("Stands elsewhere now")
    return _("Changed") if one.change is Change.CHANGED else _("Has another number now")


def _folded(lines: list[str]) -> dict[str, Any]:
    words = ngettext("%(count)s paragraph did not change", "%(count)s paragraphs did not change", len(lines))
    kept = [_short(line) for line in lines[:12]]
    return {
        "fold": words % {"count": number(len(lines))},
        "lines": kept,
        "size": 80 + sum(len(line) for line in kept),
    }


def _short(words: str) -> str:
    """A long stretch that stayed, its middle left out."""
    return words if len(words) <= 3 * KEPT else f"{words[:KEPT]} […] {words[-KEPT:]}"


def _line(line: Line) -> Iterator[dict[str, Any]]:
    """A paragraph with its changes, cut where it is longer than a page can hold."""
    made: list[dict[str, str]] = []
    size = 0
    for stretch in line.stretches:
        for words in _cut(stretch):
            made.append({"change": str(stretch.change), "words": words})
            size += len(words) + 90
            if size > LONGEST:
                yield {"stretches": made, "size": size}
                made, size = [], 0
    if made:
        yield {"stretches": made, "size": size}


def _cut(stretch: Stretch) -> Iterator[str]:
    words = stretch.words if stretch.change is not Change.SAME else _short(stretch.words)
    while len(words) > LONGEST:
        end = words.rfind(" ", 1, LONGEST)
        end = end if end > 0 else LONGEST
        yield words[:end]
        words = words[end:]
    yield words


def _paged(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    pages: list[list[dict[str, Any]]] = []
    left = 0
    for row in rows:
        if not pages or row["size"] > left:
            pages.append([])
            left = LETTERS
        pages[-1].append(row)
        left -= row["size"]
    return pages
