"""What an agency sets for its concerns: the list of topics, and who answers what."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import District
from commonbeat.ground.roles import Actor
from commonbeat.listen.reports import queries, rules
from commonbeat.listen.reports.models import Route, TopicList


@transaction.atomic
def set_topics(
    *, actor: Actor, agency: Agency, topics: Sequence[Mapping[str, str]], effective_from: date, citation: str
) -> TopicList:
    """Set the list from a day on: each topic with `code` ("" for a new one), `en` and `es`. Earlier lists stay."""
    named = [topic for topic in topics if topic["en"].strip() or topic["es"].strip()]
    if any(not topic["en"].strip() or not topic["es"].strip() for topic in named):
        raise ValidationError(_("Give each topic its name in both languages."))
    codes = rules.topic_codes((topic["code"], topic["en"]) for topic in named)
    if not {rules.OTHER, rules.TREATMENT} <= set(codes):
        raise ValidationError(_("“How somebody was treated” and “Something else” can be renamed but not taken out."))
    rows = [
        {"code": code, "en": topic["en"].strip(), "es": topic["es"].strip()}
        for code, topic in zip(codes, named, strict=True)
    ]
    rows.sort(key=lambda row: row["code"] == rules.OTHER)
    made = TopicList(agency=agency, topics=rows, effective_from=effective_from, citation=citation)
    made.full_clean()
    made.save(force_insert=True)
    details = {"codes": codes, "from": effective_from.isoformat(), "citation": citation}
    audit.record(agency=agency, actor=actor, verb="reports.set_topics", subject=made, details=details)
    agencies.touch_public(agency)
    return made


@transaction.atomic
def add_route(
    *, actor: Actor, agency: Agency, owner: Staff, topic: str = "", district: District | None = None
) -> Route:
    """From now on this person answers this topic ("" for any) in this district (None for any)."""
    if owner.agency_id != agency.pk or owner.ended is not None:
        raise ValidationError({"owner": _("Choose somebody who works here.")})
    if district is not None and district.agency_id != agency.pk:
        raise ValidationError({"district": _("Choose one of the districts.")})
    if topic and topic not in queries.topics(agency).current:
        raise ValidationError({"topic": _("Choose one of the topics.")})
    if Route.objects.current().filter(agency=agency, topic=topic, district=district).exists():
        raise ValidationError(_("There is a rule for this already. End it first."))
    row = Route.objects.create(agency=agency, owner=owner, topic=topic, district=district)
    details = {"topic": topic, "district": district.code if district else "", "owner": owner.badge}
    audit.record(agency=agency, actor=actor, verb="reports.add_route", subject=row, details=details)
    return row


@transaction.atomic
def end_route(*, actor: Actor, route: Route) -> Route:
    """The rule holds no more; concerns already given stay where they are."""
    if route.until is not None:
        raise ValidationError(_("This rule has ended already."))
    route.until = timezone.now()
    route.save(update_fields=["until"])
    audit.record(agency=route.agency, actor=actor, verb="reports.end_route", subject=route)
    return route
