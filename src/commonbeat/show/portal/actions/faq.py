"""Answering common questions, and counting whether the answers helped."""

from collections.abc import Mapping
from datetime import date

from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.library.models import TopicTag
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor
from commonbeat.show.portal.actions.keeping import check_kept
from commonbeat.show.portal.models import Faq, FaqHelp
from commonbeat.show.portal.queries import faq as queries
from commonbeat.show.portal.rules.faq import flooded, month_of
from commonbeat.show.portal.rules.keeping import both_languages

WORDS = ("question_en", "question_es", "answer_en", "answer_es")
HOUR = 3600


def answer_question(
    *,
    actor: Actor,
    agency: Agency,
    words: Mapping[str, str],
    owner: Staff,
    review_by: date,
    topic: TopicTag | None = None,
    measure: str = "",
    published: bool = False,
) -> Faq:
    """Write a question and its answer; `words` holds both in both languages. Raises ValidationError by field."""
    row = Faq(agency=agency, synthetic=agency.demo)
    return _write(actor, row, words, owner, review_by, topic, measure, published, verb="portal.answer_question")


def change_answer(
    *,
    actor: Actor,
    faq: Faq,
    words: Mapping[str, str],
    owner: Staff,
    review_by: date,
    topic: TopicTag | None = None,
    measure: str = "",
    published: bool = False,
) -> Faq:
    """Change it, or take it from the public pages; what it was stays in the corrections. Raises ValidationError."""
    return _write(actor, faq, words, owner, review_by, topic, measure, published, verb="portal.change_answer")


@transaction.atomic
def _write(
    actor: Actor,
    row: Faq,
    words: Mapping[str, str],
    owner: Staff,
    review_by: date,
    topic: TopicTag | None,
    measure: str,
    published: bool,
    *,
    verb: str,
) -> Faq:
    agency = row.agency
    if problems := both_languages({name: words.get(name, "") for name in WORDS}):
        raise ValidationError(problems)
    check_kept(agency, owner, review_by)
    if topic is not None and topic.agency_id != agency.pk:
        raise ValidationError({"topic": _("Choose a topic of this agency.")})
    if measure and measure != row.measure and not queries.title_of(agency, measure, "en"):
        raise ValidationError({"measure": _("Choose a figure that is published now.")})
    before = {name: getattr(row, name) for name in WORDS}
    for name in WORDS:
        setattr(row, name, words[name].strip())
    row.owner, row.review_by, row.topic, row.measure, row.published = owner, review_by, topic, measure, published
    row.answered_on = agency.day()
    made = row.pk is None
    row.save()
    changed = {name: (old, getattr(row, name)) for name, old in before.items() if old != getattr(row, name)}
    if changed and not made:
        reason = _("The answer was changed.")
        audit.correct(agency=agency, subject=row, changes=changed, reason=reason, public=False)
    details = {"owner": owner.pk, "review_by": review_by, "published": published, "measure": measure}
    audit.record(agency=agency, actor=actor, verb=verb, subject=row, details=details)
    agencies.touch_public(agency)
    return row


def count_help(*, faq: Faq, helped: bool) -> bool:
    """Count one yes or no in this month, unless this hour has brought too many; whether it was counted.

    Nothing of who said it is kept and no entry is made in the trail: both would tell more than the count.
    """
    memory, key = caches["default"], queries.hour_key(faq.agency)
    counted = queries.counted_this_hour(faq.agency)
    if flooded(counted):
        return False
    memory.set(key, counted + 1, HOUR)
    month = month_of(faq.agency.day())
    with transaction.atomic():
        FaqHelp.objects.get_or_create(faq=faq, month=month, defaults={"agency": faq.agency})
        name = "yes" if helped else "no"
        FaqHelp.objects.filter(faq=faq, month=month).update(**{name: F(name) + 1})
    return True
