"""How a percent stands in a running Spanish sentence."""

from __future__ import annotations

from commonbeat.plumb.checks import spoken


def with_article(percent: str, language: str) -> str:
    """A percent as it stands in running text: Spanish wants "el 20.8 %", but not before "menos de" or "más de"."""
    return f"el {percent}" if spoken(language) == "es" and percent[:1].isdigit() else percent
