"""Making a promise."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonbeat.act.promises import rules
from commonbeat.act.promises.actions import entries, letters
from commonbeat.act.promises.models import Commitment
from commonbeat.act.promises.rules import EventKind, State
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import Actor
from commonbeat.listen.reports.models import Concern
from commonbeat.measure.findings.models import Finding
from commonbeat.measure.findings.rules import RunState


@transaction.atomic
def make(
    *,
    actor: Actor,
    agency: Agency,
    title: str,
    promised_to: str,
    owner: Staff,
    due: date,
    words: str = "",
    finding: Finding | None = None,
    concern: Concern | None = None,
    neighborhood: Neighborhood | None = None,
    contact: str = "",
    language: str = "en",
    site: str = "",
    agreed: bool = False,
    on: date | None = None,
) -> tuple[Commitment, str]:
    """Write a promise into the public ledger; returns it and the key of the person promised, known only now.

    `contact`: a mail address or phone, kept sealed; `site`: how addresses in mails begin ("https://town.gov/").
    `agreed`: the owner has accepted it already (so has one who promises for themselves); else it waits for them.
    Raises ValidationError by field.
    """
    entries.lock(agency)
    made_on = on or agency.day()
    entries.check(rules.due_problem(due, made_on), "due")
    _check_ties(agency, owner, finding, neighborhood)
    entries.check(_("Choose a concern of this agency.") if concern and concern.agency_id != agency.pk else "")
    row = Commitment(
        agency=agency,
        number=_next_number(agency),
        title=rules.one_line(title),
        words=rules.one_line(words),
        promised_to=rules.one_line(promised_to),
        owner=owner,
        made_on=made_on,
        due=due,
        finding=finding,
        concern=concern,
        neighborhood=neighborhood,
        synthetic=agency.demo,
        contact=letters.sealed_contact(contact),
        contact_language=language,
        site=site,
    )
    _write(actor, row)
    if agreed or (owner.user_id is not None and owner.user_id == actor.pk):
        entries.move(row, State.ACCEPTED, EventKind.ACCEPTED, actor=actor, verb="promises.accept", on=made_on)
    agencies.touch_public(agency)
    letters.tell_promised(actor, row)
    return row, letters.new_key(row)


def _next_number(agency: Agency) -> int:
    """The number after the last; whoever asks holds the ledger's lock."""
    return (Commitment.objects.filter(agency=agency).aggregate(last=Max("number"))["last"] or 0) + 1


def _write(actor: Actor, row: Commitment) -> None:
    """The promise with its first entry, and what the trail keeps of it."""
    row.full_clean()
    row.save(force_insert=True)
    entries.enter(row, EventKind.MADE, on=row.made_on)
    details = {
        "number": row.number,
        "owner": row.owner_id,
        "due": row.due.isoformat(),
        "finding": row.finding.key if row.finding else None,
        "concern": row.concern.reference if row.concern else None,
    }
    audit.record(agency=row.agency, actor=actor, verb="promises.make", subject=row, details=details)


def _check_ties(agency: Agency, owner: Staff, finding: Finding | None, neighborhood: Neighborhood | None) -> None:
    """Owner, figure and place must be this agency's; the owner works here, and the figure is or was public."""
    if owner.agency_id != agency.pk or owner.ended is not None:
        raise ValidationError({"owner": _("Choose somebody who works here.")})
    if neighborhood is not None and neighborhood.agency_id != agency.pk:
        raise ValidationError({"neighborhood": _("Choose one of the neighborhoods in the list.")})
    if finding is None:
        return
    public = (RunState.PUBLISHED, RunState.SUPERSEDED)
    if finding.agency_id != agency.pk or finding.run.state not in public:
        raise ValidationError(_("A promise answers a figure that is published."))
