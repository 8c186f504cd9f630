"""What is asked: preparing the standard questions, and fixing them for good."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor
from commonbeat.listen.surveys.models import Construct, Instrument, InstrumentItem, Item
from commonbeat.listen.surveys.rules.questions import ANSWERS, STANDARD, TITLE, TRANSLATION, StandardItem

STANDARD_KEY = "after-contact"


@transaction.atomic
def prepare(*, actor: Actor, agency: Agency) -> Instrument:
    """Put the standard questions together, to be read and then fixed.

    Raises ValidationError where they are there already: a new wording is a new version of the program's standard set.
    """
    if Instrument.objects.filter(agency=agency, key=STANDARD_KEY).exists():
        raise ValidationError(_("The standard questions are here already."))
    row = Instrument.objects.create(agency=agency, key=STANDARD_KEY, title=dict(TITLE))
    for place, standard in enumerate(STANDARD, start=1):
        InstrumentItem.objects.create(agency=agency, instrument=row, item=_item(agency, standard), place=place)
    details = {"title": TITLE["en"], "version": row.version, "questions": len(STANDARD)}
    audit.record(agency=agency, actor=actor, verb="surveys.prepare", subject=row, details=details)
    return row


def _item(agency: Agency, standard: StandardItem) -> Item:
    construct, _made = Construct.objects.get_or_create(
        agency=agency, key=standard.key, defaults={"name": dict(standard.construct), "about": dict(standard.about)}
    )
    return Item.objects.create(
        agency=agency,
        construct=construct,
        key=standard.key,
        kind=standard.kind,
        wording=dict(standard.wording),
        choices=ANSWERS[standard.kind],
        skip=dict(standard.skip),
        translation_note=TRANSLATION,
    )


@transaction.atomic
def field(*, actor: Actor, instrument: Instrument) -> Instrument:
    """Fix the questions for good, so that they may be asked. From now on the database refuses every change to them.

    Raises ValidationError where they are fixed already or where there is no question.
    """
    row = Instrument.objects.select_for_update(of=("self",)).select_related("agency").get(pk=instrument.pk)
    if row.fielded_at is not None:
        raise ValidationError(_("These questions are fixed already."))
    row.length = InstrumentItem.objects.filter(instrument=row).count()
    if not row.length:
        raise ValidationError(_("There is no question yet."))
    row.fielded_at = timezone.now()
    row.save(update_fields=["length", "fielded_at"])
    details = {"version": row.version, "questions": row.length}
    audit.record(agency=row.agency, actor=actor, verb="surveys.field", subject=row, details=details)
    return row
