"""The library as its pages say it: facets with their counts, filters that are on, one resource as a card."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.ground.library.models import LibraryResource, TopicTag
from commonbeat.ground.library.queries.search import Page
from commonbeat.ground.library.rules import (
    FACETS,
    TEXT,
    Asked,
    Audience,
    Grade,
    Provenance,
    ResourceKind,
    ResourceLanguage,
    ResourceType,
)
from commonbeat.kit.facets import Chip, Facet, FacetValue
from commonbeat.kit.facts import Fact
from commonbeat.kit.tables import PageLink
from commonbeat.kit.words import Words as Label
from commonbeat.kit.words import day, language, listing, number

FOUND = "#found"
"""Where every link of a search leads: to the count, which then has the focus."""
LABELS: dict[str, Label] = {
    TEXT: gettext_lazy("Words"),
    "type": gettext_lazy("Type"),
    "year": gettext_lazy("Year"),
    "topic": gettext_lazy("Topic"),
    "audience": gettext_lazy("For whom"),
    "kind": gettext_lazy("Kind"),
    "provenance": gettext_lazy("Where it comes from"),
    "evidence": gettext_lazy("Evidence"),
    "language": gettext_lazy("Language"),
}
SELF_REVIEW = ("self_review_about",)
PEERS = ("peers",)
HELP = ("help_new",)
QUESTIONS = ("faq",)
TOOLS = ("technology",)
"""Names of pages in rooms that this one does not know: the first that the site has is linked."""
TOOL_TOPIC = "technology"
"""The topic whose practice area leads to the list of the tools in use; it comes with the program."""
CHOICES = {
    "type": ResourceType,
    "audience": Audience,
    "kind": ResourceKind,
    "provenance": Provenance,
    "evidence": Grade,
    "language": ResourceLanguage,
}


@dataclass(frozen=True, slots=True)
class Card:
    """One resource in a list."""

    title: str
    href: str
    lang: str
    over: str
    under: str
    topics: tuple[tuple[str, str], ...]
    stale: bool
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Looser:
    """An offer of the empty state: one filter less, what it would give, and its address."""

    words: str
    href: str


class Words:
    """What every value of every facet is called, in the reader's language."""

    def __init__(self, topics: Iterable[TopicTag]) -> None:
        tongue = language()
        self.topics = {topic.slug: topic.name(tongue) for topic in topics}

    def of(self, facet: str, value: str) -> str:
        """The words of a value; "" for one that there is not."""
        if facet == TEXT:
            return f"“{value}”"
        if facet == "topic":
            return self.topics.get(value, "")
        if facet == "year":
            return value if value.isdigit() and len(value) == 4 else ""
        choices = CHOICES[facet]
        return str(choices(value).label) if value in choices.values else ""

    def known(self, asked: Asked) -> Asked:
        """What was asked, without values that no facet has."""
        for facet, value in list(asked.filters()):
            if facet != TEXT and not self.of(facet, value):
                asked = asked.without(facet, value).on_page(asked.page)
        return asked

    def ordered(self, facet: str, values: Iterable[str]) -> list[str]:
        """Years from the newest, everything else in the order of its list."""
        if facet == "year":
            return sorted(values, reverse=True)
        order = [*self.topics] if facet == "topic" else CHOICES[facet].values
        places = {value: place for place, value in enumerate(order)}
        return sorted((value for value in values if value in places), key=places.__getitem__)


def address(asked: Asked, *, anchor: str = FOUND) -> str:
    """The address of a search, always the same for the same question."""
    query = asked.query()
    return f"{reverse('library')}?{query}{anchor}" if query else f"{reverse('library')}{anchor}"


def facets(page: Page, words: Words) -> list[Facet]:
    """Every facet with every value of the library and how many resources it would show."""
    chosen = page.asked.values
    found = []
    for facet in FACETS:
        counts, on = page.found.counts[facet], chosen.get(facet, ())
        values = words.ordered(facet, {*counts, *on})
        rows = [FacetValue(one, words.of(facet, one), number(counts.get(one, 0)), one in on) for one in values]
        if rows:
            found.append(Facet(facet, LABELS[facet], rows))
    return found


def chips(asked: Asked, words: Words) -> list[Chip]:
    """Every filter that is on, with the address without it."""
    return [Chip(words.of(facet, value), address(asked.without(facet, value))) for facet, value in asked.filters()]


def looser(page: Page, words: Words) -> Iterator[Looser]:
    """For an empty list: each filter left out alone, with what would be found."""
    for name in page.found.without:
        asked = page.asked.without(name)
        values = [page.asked.text] if name == TEXT else page.asked.values[name]
        said = listing([words.of(name, value) for value in values])
        count = page.found.without[name]
        text = _("Without %(facet)s %(values)s: %(count)s") % {
            "facet": LABELS[name],
            "values": said,
            "count": number(count),
        }
        yield Looser(text, address(asked))


def pages(page: Page) -> list[PageLink]:
    """Links to the first, last and near pages."""
    near = {1, page.last, *range(max(page.asked.page - 2, 1), min(page.asked.page + 2, page.last) + 1)}
    links: list[PageLink] = []
    before = 0
    for place in sorted(near):
        if place > before + 1:
            links.append(PageLink("…"))
        here = place == page.asked.page
        name = _("Page %(number)s") % {"number": number(place)}
        links.append(PageLink(number(place), "" if here else address(page.asked.on_page(place)), name, here))
        before = place
    return links


def card(row: LibraryResource, today: date, *, synthetic: bool = False) -> Card:
    """One resource as lists show it: all its types and its year above, evidence and origin below, topics as links."""
    tongue = language()
    return Card(
        title=row.title,
        href=reverse("library_resource", args=[row.slug]),
        lang=row.language if row.language in ("en", "es") and row.language != tongue else "",
        over=" | ".join([", ".join(row.type_labels), *([str(row.year)] if row.year else [])]),
        under=" · ".join(part for part in (row.publisher, _label(Provenance, row.provenance), _grade(row)) if part),
        topics=tuple(
            (reverse("library_topic", args=[topic.slug]), topic.name(tongue))
            for topic in sorted(row.topics.all(), key=lambda topic: (topic.place, topic.slug))
        ),
        stale=row.stale_on(today),
        synthetic=synthetic and not row.shipped,
    )


def cards(rows: Sequence[LibraryResource], today: date, *, synthetic: bool = False) -> list[Card]:
    """Several."""
    return [card(row, today, synthetic=synthetic) for row in rows]


def of_resource(row: LibraryResource, grade: str) -> list[Fact]:
    """What the catalogue says of one resource, line by line."""
    grade = grade or Grade.NOT_RATED
    return [
        Fact(LABELS["type"], ", ".join(row.type_labels)),
        Fact(LABELS["year"], str(row.year or "")),
        Fact(_("Publisher"), row.publisher),
        Fact(LABELS["language"], _label(ResourceLanguage, row.language)),
        Fact(LABELS["audience"], listing(row.audience_labels) if row.audiences else ""),
        Fact(LABELS["kind"], _label(ResourceKind, row.kind)),
        Fact(LABELS["provenance"], _label(Provenance, row.provenance)),
        Fact(LABELS["evidence"], str(Grade(grade).label)),
        Fact(_("Last looked at"), day(row.reviewed_on) if row.reviewed_on else ""),
        Fact(_("To be looked at again by"), day(row.review_by) if row.review_by else ""),
        Fact(_("Version of this record"), str(row.version)),
    ]


def resolved(*names: str) -> str:
    """The address of the first of these pages that the site has; "" where it has none of them."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def _label(choices: Any, code: str) -> str:
    return str(choices(code).label) if code in choices.values else ""


def _grade(row: LibraryResource) -> str:
    """The first word of the grade: its whole sentence stands on the resource's page."""
    entry = getattr(row, "entry", None)
    return str(Grade(entry.grade).label).partition(":")[0] if entry and entry.grade != Grade.NOT_RATED else ""
