"""The status of a program as a picture of its own, for another site: never without its days and its scope."""

from textwrap import wrap

from django.utils.html import escape
from django.utils.translation import gettext as _

from commonbeat.act.standards.facts.accreditation import of_badge
from commonbeat.act.standards.queries.programs import Badge
from commonbeat.ground.agency.models import Agency
from commonbeat.kit.shapes import drawn
from commonbeat.kit.words import day

WIDTH = 360
LETTERS = 39
"""Letters in a line of that width."""
INK, SECOND, RULE, PAPER = "#1c1d21", "#4a4f57", "#d5d2cc", "#ffffff"
COLORS = {"verified": "#0f6547", "open": "#3b5878", "raised": "#a01727", "broken": "#a01727"}
"""A picture is reached by no stylesheet: the tokens of the page stand in it."""


def alternative(badge: Badge, agency: Agency) -> str:
    """The words for whoever does not see the picture; they name no status, since they stay when it changes."""
    return _("Accreditation of %(agency)s by %(body)s: where it stands today, with its days") % {
        "agency": agency.name,
        "body": badge.program.body,
    }


def picture(badge: Badge, agency: Agency) -> str:
    """The picture as an SVG: state, in words for what and until when, of which agency, and on which day that was so."""
    told = of_badge(badge)
    color = COLORS[told.kind]
    shape = drawn(told.kind).replace('class="shape-full"', f'fill="{color}"')
    shape = shape.replace('class="shape-cut"', f'fill="none" stroke="{PAPER}"')
    foot = _("%(agency)s, as it stood on %(day)s") % {"agency": agency.name, "day": day(agency.day())}
    lines = [(told.sentence, INK), (foot, SECOND)]
    if agency.demo:
        lines.append((_("Made up for a demonstration."), SECOND))
    texts, y = [], 64
    for words, ink in lines:
        for line in wrap(words, LETTERS):
            texts.append(f'<text x="20" y="{y}" fill="{ink}" font-size="15">{escape(line)}</text>')
            y += 21
        y += 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}" role="img" '
        f"font-family=\"'Public Sans', system-ui, sans-serif\"><title>{escape(told.sentence)}</title>"
        f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{y - 1}" fill="{PAPER}" stroke="{RULE}"/>'
        f'<g transform="translate(20 18)" fill="none" stroke="{color}" stroke-width="2">{shape}</g>'
        f'<text x="48" y="33" fill="{color}" font-size="18" font-weight="700">{escape(told.word)}</text>'
        f"{''.join(texts)}</svg>"
    )
