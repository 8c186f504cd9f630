"""Colors: every text on its ground, and every mark beside its neighbors, has the contrast that look.md promises."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

STYLE = Path(__file__).parents[2] / "src" / "commonbeat" / "kit" / "static" / "kit"
TOKENS = dict(re.findall(r"--cb-([\w-]+): (#[0-9a-f]{3,6});", (STYLE / "commonbeat.css").read_text()))


def luminance(color):
    digits = color.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """The WCAG 2 contrast ratio of two tokens."""
    light, dark = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["paper", "tint", "accent-tint"])
@pytest.mark.parametrize("text", ["ink", "ink-2", "accent", "accent-dark"])
def test_text_can_be_read_on_every_ground(text, ground):
    assert contrast(text, ground) >= 7


@pytest.mark.parametrize("state", ["open", "reported", "verified", "disputed", "broken", "moved"])
def test_the_word_of_a_state_can_be_read(state):
    assert contrast(state, "paper") >= 4.5


def test_marks_stand_out_from_what_is_beside_them():
    assert contrast("data", "paper") >= 7
    assert contrast("data", "data-soft") >= 3
    assert contrast("ink", "data-soft") >= 3
    assert contrast("rule-strong", "paper") >= 3
    assert contrast("accent", "paper") >= 3
    assert contrast("ink", "focus") >= 3


def test_the_steps_of_the_map_grow_darker_by_about_equal_parts():
    steps = [luminance(TOKENS[f"step-{step}"]) for step in range(1, 6)]
    assert steps == sorted(steps, reverse=True)
    assert all(light / dark > 1.3 for light, dark in pairwise(steps))


def test_no_token_is_named_and_not_used():
    used = "".join(path.read_text() for path in STYLE.glob("*.css"))
    defined = set(re.findall(r"--(cb-[\w-]+):", used))
    assert {name for name in defined if f"var(--{name}" not in used} == set()


def test_every_class_of_the_style_is_used_somewhere():
    source = STYLE.parents[2]
    written = "".join(path.read_text() for path in [*source.rglob("*.html"), *source.rglob("*.py")])
    wing = "".join(path.read_text() for path in source.parent.rglob("templates/**/*.html"))
    classes = {
        name
        for path in STYLE.glob("*.css")
        for name in re.findall(r"\.((?:cb|is|step|shape)-[\w-]+)", path.read_text())
    }
    stems = ("is-", "step-", "cb-tap", "cb-two")
    assert {name for name in classes if name not in written + wing and not name.startswith(stems)} == set()
