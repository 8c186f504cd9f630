"""Setting the list of what must be public, from a day on."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonbeat.act.standards.models import IndexList
from commonbeat.act.standards.rules import transparency as rules
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor


@transaction.atomic
def set_list(
    *, actor: Actor, agency: Agency, items: Mapping[str, int | None], effective_from: date, citation: str
) -> IndexList:
    """Set a new version of the list; earlier ones stay. It may begin today or later, never in the past."""
    agencies.take_turns(agency, "standards.set_index_list")
    chosen = rules.clean_items(items)
    if not chosen:
        raise ValidationError(_("A list without items says nothing: keep at least one."))
    if effective_from < agency.day():
        raise ValidationError({"effective_from": _("A list begins today or later: what was judged stays as it was.")})
    last: int | None = IndexList.objects.filter(agency=agency).aggregate(last=Max("version"))["last"]
    row = IndexList.objects.create(
        agency=agency,
        version=(last or 0) + 1,
        rules_version=rules.RULES_VERSION,
        items=chosen,
        effective_from=effective_from,
        citation=citation.strip(),
    )
    details = {"version": row.version, "items": len(chosen), "from": effective_from.isoformat()}
    audit.record(agency=agency, actor=actor, verb="standards.set_index_list", subject=row, details=details)
    agencies.touch_public(agency)
    return row
