"""A signed snapshot as a PDF in one language: what stands on its page, with what each role said and how to check it."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.act.standards.models import SelfReviewSnapshot
from commonbeat.act.standards.queries import citations
from commonbeat.act.standards.queries import self_review_snapshot as snapshots
from commonbeat.act.standards.queries.self_review_snapshot import Told, ToldArea
from commonbeat.act.standards.rules.instrument import EvidenceKind
from commonbeat.act.standards.rules.self_review import LEVELS, Rating
from commonbeat.act.standards.rules.self_review_groups import group_from, spread_of
from commonbeat.act.standards.rules.self_review_said import SCALE, names_of, spread_said
from commonbeat.act.standards.rules.self_review_snapshot import Change
from commonbeat.ground.library.rules import Grade
from commonbeat.kit import paper
from commonbeat.kit.words import day, day_range, number

LAYOUT = (Path(__file__).parent.parent / "templates/standards/self_review/snapshot.typ").read_text(encoding="utf-8")
MADE_WITH = sha256(f"{paper.LAYOUT}\n{LAYOUT}\n{Path(__file__).read_text(encoding='utf-8')}".encode()).hexdigest()[:12]
"""The mark of this very layout: a paper made with another is made anew when somebody asks for it."""
APART = (Rating.DONT_KNOW, Rating.NOT_APPLICABLE)


def file_name(snapshot: SelfReviewSnapshot, kind: str) -> str:
    """What a file of this snapshot is called by whoever downloads it."""
    review = snapshot.review
    label = "-demonstration" if review.synthetic else ""
    return f"{review.agency.slug}-self-review-{review.number}{label}{kind}"


def checking(snapshot: SelfReviewSnapshot) -> str:
    """The command that prints the fingerprint anew from the fingerprint before and the file that was signed."""
    return f"printf '%s\\n' {snapshot.previous} | cat - {file_name(snapshot, '.json')} | sha256sum"


def made_with(snapshot: SelfReviewSnapshot) -> str:
    """The mark of the layout, and of which earlier reviews are kept back: where that changes, it is made anew."""
    kept = snapshots.kept_back(snapshot, snapshots.shared_alike(snapshot))
    return sha256(f"{MADE_WITH} {kept}".encode()).hexdigest()[:12] if kept else MADE_WITH


def pdf_of(snapshot: SelfReviewSnapshot, language: str) -> paper.Paper:
    """The PDF, with the very text that was signed attached to it. The same words are always the same PDF."""
    with override(language):
        words = words_of(snapshot, language)
    signed = date.fromisoformat(str(snapshot.told["closed_on"]))
    return paper.paper(LAYOUT, words, day=signed, files={file_name(snapshot, ".json"): snapshot.content})


def words_of(snapshot: SelfReviewSnapshot, language: str) -> dict[str, Any]:
    """Every sentence of the paper, in the language that is active. A fixed number of queries.

    It goes through many hands: it compares only with what all may read with whom the review is shared.
    """
    content, alike = snapshot.told, snapshots.shared_alike(snapshot)
    told = snapshots.told_of(snapshot, alike)
    areas = [_area(place, one, int(content["minimum"]), language) for place, one in enumerate(told, 1)]
    _cite(snapshot, areas)
    synthetic = bool(content["synthetic"])
    opened, closed = (date.fromisoformat(str(content[name])) for name in ("opened_on", "closed_on"))
    window = day_range(opened, closed)
    return {
        "lang": language,
        "title": content["title"],
        "author": content["agency"],
        "description": _("Signed snapshot of self-review %(number)s") % {"number": content["number"]},
        "synthetic": _("synthetic") if synthetic else "",
        "synthetic_said": _("Demonstration: nobody gave these answers; all of it is made up."),
        "undrawn": _("Some letters could not be drawn here and stand as a mark. The attached text holds them."),
        "foot": f"{_('Self-review %(number)s') % {'number': content['number']}} · {window} · {snapshot.hash[:16]}",
        "page_of": _("Page {page} of {all}"),
        "lede": [
            _(
                "%(finished)s of %(invited)s people asked gave their answers. "
                "This is what they then agreed on, in a room."
            )
            % {"finished": number(content["finished"]), "invited": number(content["invited"])},
            _("It says where things stand. It is no grade, and nobody is compared with anybody."),
        ],
        "facts": _facts(content),
        "glance": _glance(areas),
        "changed": _changed(areas, kept_back=bool(snapshots.kept_back(snapshot, alike))),
        "steps": _steps(content, areas),
        "heads": [
            _("Role"),
            "n",
            *(str(level) for level in (*SCALE.levels, SCALE.apart, SCALE.outside)),
            _("Middle answer"),
        ],
        "areas": areas,
        "signed": _signed(snapshot, content),
    }


def _facts(content: Mapping[str, Any]) -> list[list[str]]:
    days = ((_("Opened"), "opened_on"), (_("Answers counted"), "counted_on"), (_("Closed and signed"), "closed_on"))
    return [
        *([name, _day(content[key])] for name, key in days if content[key]),
        [_("Smallest group shown"), _("%(count)s people") % {"count": content["minimum"]}],
    ]


def _area(place: int, one: ToldArea, minimum: int, language: str) -> dict[str, Any]:
    asked = enumerate(one.questions, 1)
    return {
        "label": str(one.area.label),
        "said": _("What it made us think of"),
        "words": one.words,
        "questions": [_question(f"{place}.{number}", told, minimum, language) for number, told in asked],
    }


def _question(place: str, told: Told, minimum: int, language: str) -> dict[str, Any]:
    """One question: its place on the scale and in words, what each role said, what shows it."""
    question, compared = told.question, told.compared
    agreed = Rating(question["agreed"])
    groups = [group_from(plain) for plain in question["groups"]]
    return {
        "number": place,
        "words": question["es" if language == "es" else "en"],
        "place": _place(agreed),
        "before": _place(compared.before),
        "agreed": str(agreed.label),
        "level": agreed.value,
        "key": question["key"],
        "moved": compared.change in (Change.UP, Change.DOWN),
        "comparable": compared.before is not None,
        "change": _change(compared.change, compared.before),
        "said": question["words"],
        "spread": spread_said(spread_of(groups, minimum)) if groups else _("Too few answers to show."),
        "rows": [
            [
                names_of(group.kinds),
                number(group.n),
                *(number(group.counts.get(rating, 0)) for rating in (*LEVELS, *APART)),
                SCALE.said(group.median(minimum)),
            ]
            for group in groups
        ],
        "evidence": [
            {"kind": str(EvidenceKind(item["kind"]).label), "words": item["words"], "address": item["address"]}
            for item in question["evidence"]
        ],
        "cites": question["cites"],
        "grade": str(Grade(question["grade"]).label),
    }


def _place(rating: Rating | None) -> int | None:
    return LEVELS.index(rating) if rating in LEVELS else None


def _change(change: Change, before: Rating | None) -> str:
    """What became of it since last time, where there is something to say."""
    if change in (Change.UP, Change.DOWN, Change.APART) and before is not None:
        return _("Last time: %(before)s") % {"before": before.label}
    return str(change.label) if change in (Change.REWORDED, Change.SAME) else ""


def _cite(snapshot: SelfReviewSnapshot, areas: Iterable[Mapping[str, Any]]) -> None:
    """Under each question the resource on which it rests, with the grade as it was signed."""
    questions = [one for area in areas for one in area["questions"]]
    named = citations.citations(snapshot.review.agency, [str(one["cites"]) for one in questions])
    for one in questions:
        told = named[str(one["cites"])]
        said = _("It rests on: %(title)s (%(year)s). %(grade)s.")
        one["rests"] = said % {"title": told.title, "year": told.year or _("no year"), "grade": one["grade"]}


def _glance(areas: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Every question at its place: areas below each other, levels from left to right."""
    order = [*LEVELS, *APART]
    return {
        "title": _("All areas at a glance"),
        "lead": _(
            "Each number is a question; it stands under the answer that was agreed on. Nothing is added up. The two "
            "shaded columns are the gaps."
        ),
        "heads": [_("Area"), *(str(rating.label) for rating in order)],
        "areas": [
            {
                "label": area["label"],
                "cells": [
                    [
                        {"number": one["number"], "short": one["number"].partition(".")[2]}
                        for one in area["questions"]
                        if one["level"] == rating.value
                    ]
                    for rating in order
                ],
            }
            for area in areas
        ],
    }


def _changed(areas: Iterable[Mapping[str, Any]], *, kept_back: bool) -> dict[str, Any]:
    """What moved since last time; a sentence where nothing did, or where there is nothing to compare with."""
    asked = [{**one, "area": area["label"]} for area in areas for one in area["questions"]]
    moved = [one for one in asked if one["moved"]]
    if moved:
        none = ""
    elif any(one["comparable"] for one in asked):
        none = _("Nothing moved since last time.")
    elif kept_back:
        none = _("The self-review before this one is not shared with the same people: nothing is compared here.")
    else:
        none = _("This is the first self-review of these questions: there is nothing to compare yet.")
    return {"title": _("What changed since last time"), "none": none, "rows": moved}


def _steps(content: Mapping[str, Any], areas: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What follows from the gaps, as it was signed."""
    asked = {one["key"]: one for area in areas for one in area["questions"]}
    rows = [
        {
            "title": step["title"],
            "number": asked[step["question"]]["number"],
            "question": asked[step["question"]]["words"],
            "owner": step["owner"],
            "due": _day(step["due"]),
            "promise": _("Promise %(number)s") % {"number": step["promise"]} if step["promise"] else "–",
        }
        for step in content["steps"]
    ]
    return {
        "title": _("What follows"),
        "lead": "" if rows else _("No next step was written down."),
        "heads": [_("What will be done"), _("Who does it"), _("By when"), _("Promise")],
        "rows": rows,
    }


def _signed(snapshot: SelfReviewSnapshot, content: Mapping[str, Any]) -> dict[str, Any]:
    """Two names, two fingerprints, and how anybody checks them without this program."""
    names, own = content["signed"], file_name(snapshot, ".json")
    named = ((_("Led by"), "facilitator"), (_("For the agency"), "chief"))
    return {
        "title": _("Two names, and how to check it"),
        "facts": [[name, f"{names[key]['name']}, {_day(names[key]['on'])}"] for name, key in named],
        "prints": [
            [_("Fingerprint (SHA-256)"), snapshot.hash],
            [_("Fingerprint of the snapshot before"), snapshot.previous],
        ],
        "check": [
            _(
                "The text that was signed is attached to this PDF as %(file)s. Save it. The fingerprint is the SHA-256 "
                "of three things in a row: the fingerprint before, a line break, and that text. On any computer with "
                "a command line:"
            )
            % {"file": own},
        ],
        "command": checking(snapshot),
        "attached": _("The text that was signed"),
    }


def _day(iso: str) -> str:
    """A day of the snapshot in words."""
    return day(date.fromisoformat(iso))
