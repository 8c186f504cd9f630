"""Common questions by topic, those that explain a figure, and how many said that an answer helped."""

from dataclasses import dataclass

from django.core.cache import caches
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.models import TopicTag
from commonbeat.ground.roles import Actor
from commonbeat.measure.findings import queries as findings
from commonbeat.show.portal import access
from commonbeat.show.portal.models import Faq, FaqHelp, FaqQuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic with its public questions; `name` is empty for questions of no topic."""

    slug: str
    name: str
    questions: tuple[Faq, ...]


def by_topic(agency: Agency, language: str) -> list[Topic]:
    """The public questions under their topics, those of none last. One query."""
    groups: dict[int, list[Faq]] = {}
    topics: dict[int, TopicTag | None] = {}
    for row in access.questions(None, agency):
        groups.setdefault(row.topic_id or 0, []).append(row)
        topics[row.topic_id or 0] = row.topic
    order = sorted(topics.values(), key=lambda topic: (topic is None, topic.place if topic else 0, str(topic)))
    return [
        Topic(
            slug=topic.slug if topic else "other",
            name=topic.name(language) if topic else "",
            questions=tuple(sorted(groups[topic.pk if topic else 0], key=lambda row: row.question(language))),
        )
        for topic in order
    ]


def explaining(agency: Agency, measure: str) -> list[Faq]:
    """The public questions that say what one figure means. One query."""
    return list(access.questions(None, agency).about(measure))


def with_help(actor: Actor, agency: Agency) -> FaqQuerySet:
    """Questions for staff, each with `yes` and `no`: how many said that it helped, over all months."""
    return access.questions(actor, agency).annotate(yes=Coalesce(Sum("help__yes"), 0), no=Coalesce(Sum("help__no"), 0))


def months_of(row: Faq) -> list[FaqHelp]:
    """How many said yes and no, month by month, newest first."""
    return list(FaqHelp.objects.filter(faq=row)[:24])


def topics(agency: Agency, language: str) -> list[tuple[int, str]]:
    """Every topic that a question may be put under. One query."""
    return [(row.pk, row.name(language)) for row in TopicTag.objects.filter(agency=agency)]


def topic(agency: Agency, chosen: str) -> TopicTag | None:
    """The one chosen from that list, if one was."""
    return TopicTag.objects.filter(agency=agency, pk=int(chosen)).first() if chosen else None


def measures(agency: Agency, language: str) -> list[tuple[str, str]]:
    """Every figure that is published now: its key and its name."""
    return [(key, run.said(key, "title", language)) for run in findings.published_runs(agency) for key in run.measures]


def title_of(agency: Agency, measure: str, language: str) -> str:
    """What a figure is called; "" where it is not published now."""
    return dict(measures(agency, language)).get(measure, "") if measure else ""


def counted_this_hour(agency: Agency) -> int:
    """How many yes and no were counted in this hour; the number alone is in the shared memory, for an hour."""
    return int(caches["default"].get(hour_key(agency)) or 0)


def hour_key(agency: Agency) -> str:
    """Under which name that number lies."""
    return f"faq-help|{agency.pk}|{timezone.now():%Y%m%d%H}"
