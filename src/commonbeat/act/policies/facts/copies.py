"""Policies as one page that needs nothing else: one version to print, or all that bind somebody, to keep offline."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonbeat.act.policies.facts.telling import paragraphs, state_words
from commonbeat.act.policies.facts.texts import blocks_of
from commonbeat.act.policies.models import PolicyVersion
from commonbeat.act.policies.rules.text import parse
from commonbeat.kit.words import day


def _inside(name: str, tag: str) -> SafeString:
    """One of our own static files inside the page: a kept file can load nothing."""
    found = finders.find(name)
    words = Path(str(found)).read_text() if found else ""
    return mark_safe(f"<{tag}>{words}</{tag}>")  # noqa: S308  (our own file, never what somebody typed)


def _told(version: PolicyVersion, language: str) -> dict[str, Any]:
    """One version whole: summary and every section; anchors carry the policy's short name, so none stands twice."""
    text, spoken = version.said("text", language)
    slug = version.policy.slug
    document = parse(text)
    links = {section.number: f"#{slug}-{section.anchor}" for section in document.walk()}
    return {
        "slug": slug,
        "title": f"{version.policy.number} {version.policy.name(language)}",
        "state": _("Version %(number)s") % {"number": version.number} + f" · {state_words(version)}",
        "summary": paragraphs(version.said("summary", language)[0]),
        "summary_language": version.said("summary", language)[1],
        "language": spoken,
        "synthetic": version.policy.synthetic,
        "parts": [
            {
                "number": section.number,
                "title": section.title,
                "anchor": links[section.number][1:],
                "depth": section.depth,
                "blocks": blocks_of(section.blocks, links),
            }
            for section in document.walk()
        ],
    }


def version_html(version: PolicyVersion, language: str, *, agency: str, citation: str) -> str:
    """One version, whole, to print."""
    context = {
        "title": f"{version.policy.number} {version.policy.name(language)}",
        "agency": agency,
        "language": language,
        "citation": citation,
        "policies": [_told(version, language)],
        "style": _inside("policies/copy.css", "style"),
    }
    return render_to_string("policies/copies/one.html", context)


def copy_html(
    versions: Sequence[PolicyVersion], language: str, *, agency: str, made_on: date, good_days: int, address: str
) -> str:
    """All of them in one page to keep: it searches without a network, names its day, and warns when it is old."""
    old_on = made_on + timedelta(days=good_days)
    context = {
        "agency": agency,
        "language": language,
        "made_on": made_on,
        "made": day(made_on),
        "old_on": old_on,
        "old": day(old_on),
        "address": address,
        "policies": [_told(version, language) for version in versions],
        "style": _inside("policies/copy.css", "style"),
        "script": _inside("policies/copy.js", "script"),
    }
    return render_to_string("policies/copies/all.html", context)
