"""The staff of an agency: adding, changing, loading a file, ending somebody's work in one step."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency, Squad, Unit
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people import handover, queries, rules
from commonbeat.ground.people.actions.accounts import close_access, withdraw_invitations
from commonbeat.ground.people.models import ShiftAssignment, Staff
from commonbeat.ground.people.rules import StaffFacts
from commonbeat.ground.roles import Actor

FIELDS = ("name", "email", "rank", "title", "sworn", "hired")
"""The facts that are kept as they come; unit, squad and supervisor are looked up, a shift is dated."""


@transaction.atomic
def add_staff(*, actor: Actor, agency: Agency, facts: StaffFacts) -> Staff:
    """Put somebody on the staff."""
    row = Staff(agency=agency, badge=facts.badge.strip())
    _write(row, facts)
    if row.supervisor is None and facts.supervisor:
        row.supervisor = _supervisor(agency, facts)
        row.save(update_fields=["supervisor"])
    _put_on(row, facts.shift, queries.shifts(agency, agency.day()))
    audit.record(agency=agency, actor=actor, verb="people.add_staff", subject=row, details={"badge": row.badge})
    return row


@transaction.atomic
def change_staff(*, actor: Actor, staff: Staff, facts: StaffFacts, reason: str) -> Staff:
    """Change the facts about somebody; what they were is kept with the reason."""
    row = Staff.objects.select_for_update(of=("self",)).select_related("agency").get(pk=staff.pk)
    before = _shown(row)
    row.badge = facts.badge.strip()
    _write(row, facts)
    row.supervisor = _supervisor(row.agency, facts) if facts.supervisor else None
    _check_line(row)
    row.save(update_fields=["supervisor"])
    after = _shown(row)
    changes = {field: (before[field], after[field]) for field in after if before[field] != after[field]}
    changes |= _put_on(row, facts.shift, queries.shifts(row.agency, row.agency.day()))
    if changes:
        audit.correct(agency=row.agency, subject=row, changes=changes, reason=reason)
        audit.record(
            agency=row.agency, actor=actor, verb="people.change_staff", subject=row, details={"fields": sorted(changes)}
        )
    return row


@transaction.atomic
def import_staff(*, actor: Actor, agency: Agency, rows: Sequence[StaffFacts], digest: str) -> dict[str, int]:
    """Load a checked file: new badges are added, known ones changed; nobody is ended by a file. All or nothing.

    Returns how many were added, changed and the same. `digest` is the file's SHA-256, for the trail.
    """
    known = {
        row.badge: row for row in Staff.objects.filter(agency=agency).select_related("unit", "squad", "supervisor")
    }
    counts = {"added": 0, "changed": 0, "same": 0}
    shifts = queries.shifts(agency, agency.day())
    written: list[tuple[Staff, StaffFacts, dict[str, object] | None]] = []
    for facts in rows:
        row = known.get(facts.badge)
        before = _shown(row) if row else None
        row = row or Staff(agency=agency, badge=facts.badge)
        _write(row, facts)
        known[facts.badge] = row
        written.append((row, facts, before))
    for row, facts, before in written:
        boss = known.get(facts.supervisor) if facts.supervisor else None
        if (boss.pk if boss else None) != row.supervisor_id:
            row.supervisor = boss
            row.save(update_fields=["supervisor"])
        after = _shown(row)
        changes = _put_on(row, facts.shift, shifts)
        if before is None:
            counts["added"] += 1
        elif changes := changes | {
            field: (before[field], after[field]) for field in after if before[field] != after[field]
        }:
            audit.correct(agency=agency, subject=row, changes=changes, reason=f"file {digest[:12]}")
            counts["changed"] += 1
        else:
            counts["same"] += 1
    for row, _facts, _before in written:
        _check_line(row)
    audit.record(
        agency=agency,
        actor=actor,
        verb="people.import_staff",
        subject="staff file",
        details={**counts, "sha256": digest},
    )
    return counts


@transaction.atomic
def end_staff(*, actor: Actor, staff: Staff, on: date, hand_over_to: Staff | None) -> Staff:
    """End somebody's work here, in one step: roles, sessions and factors at once, and open work to another person.

    A link that was sent to them and not opened yet opens no more.

    Raises ValidationError where work is open and nobody takes it over, or where the last administrator would go.
    """
    row = Staff.objects.select_for_update(of=("self",)).select_related("agency", "user", "supervisor").get(pk=staff.pk)
    if row.ended is not None:
        raise ValidationError(_("This person's work here has ended already."))
    if problem := rules.end_problem(on, row.agency.day(), row.hired):
        raise ValidationError({"on": problem})
    passed = _pass_on(actor, row, hand_over_to)
    roles = close_access(agency=row.agency, user=row.user) if row.user is not None else 0
    links = withdraw_invitations(row.agency, Q(staff=row) | Q(email=row.email.lower()))
    row.ended = on
    row.save(update_fields=["ended"])
    details = {"on": on.isoformat(), "roles": roles, "links_withdrawn": links, "handed_over": passed}
    audit.record(agency=row.agency, actor=actor, verb="people.end_staff", subject=row, details=details)
    return row


def _pass_on(actor: Actor, row: Staff, to: Staff | None) -> dict[str, int]:
    if not handover.open_work(row):
        return {}
    if to is None:
        raise ValidationError({"hand_over_to": _("Choose who takes over the open work.")})
    if to.agency_id != row.agency_id or to.pk == row.pk or to.ended is not None:
        raise ValidationError({"hand_over_to": _("Choose somebody else who works here.")})
    passed = handover.pass_on(actor=actor, staff=row, to=to)
    audit.record(
        agency=row.agency, actor=actor, verb="people.hand_over", subject=row, details={**passed, "to": to.badge}
    )
    return passed


def _write(row: Staff, facts: StaffFacts) -> None:
    """Set and save what the facts say, apart from the supervisor, who may come later in the file."""
    for field in FIELDS:
        setattr(row, field, getattr(facts, field))
    row.unit = _unit(row.agency, facts.unit)
    row.squad = _squad(row, facts.squad)
    row.full_clean(exclude=["supervisor"])
    row.save()


def _put_on(row: Staff, name: str | None, shifts: dict[int, str]) -> dict[str, tuple[object, object]]:
    """From today on they work on this shift; returns the change, or nothing. `shifts` says who is on which, and is kept
    up. A name that differs from one in use by its capitals alone is that one.
    """
    if name is None:
        return {}
    written = " ".join(name.split())
    meant = next((one for one in shifts.values() if one.casefold() == written.casefold()), written)
    before = shifts.get(row.pk, "")
    if meant == before:
        return {}
    ShiftAssignment.objects.update_or_create(
        agency=row.agency, staff=row, since=row.agency.day(), defaults={"name": meant}
    )
    shifts[row.pk] = meant
    return {"shift": (before, meant)}


def _unit(agency: Agency, name: str) -> Unit | None:
    return Unit.objects.get_or_create(agency=agency, name=name)[0] if name else None


def _squad(row: Staff, name: str) -> Squad | None:
    if not name:
        return None
    if row.unit is None:
        raise ValidationError({"squad": _("A squad belongs to a unit: give the unit as well.")})
    return Squad.objects.get_or_create(agency=row.agency, unit=row.unit, name=name)[0]


def _supervisor(agency: Agency, facts: StaffFacts) -> Staff:
    found = Staff.objects.working().filter(agency=agency, badge=facts.supervisor).first()
    if found is None or found.badge == facts.badge:
        raise ValidationError({"supervisor": _("Nobody else who works here has that badge.")})
    return found


def _check_line(row: Staff) -> None:
    """Nobody reports to themselves by way of others; the refusal names everybody on the way round."""
    above, way = row.supervisor, [row]
    while above is not None:
        if above in way:
            words = _(
                "%(name)s would report to themselves (%(way)s). Choose a supervisor who does not report to %(name)s, "
                "or first give %(last)s another supervisor."
            )
            names = [each.name for each in (*way, above)]
            told = {"name": row.name, "way": " → ".join(names), "last": way[-1].name}
            raise ValidationError({"supervisor": words % told})
        way.append(above)
        above = above.supervisor


def _shown(row: Staff) -> dict[str, object]:
    """The facts as JSON, as the trail keeps them."""
    return {
        **{field: getattr(row, field) for field in ("name", "badge", "email", "rank", "title", "sworn")},
        "unit": row.unit.name if row.unit else "",
        "squad": row.squad.name if row.squad else "",
        "supervisor": row.supervisor.badge if row.supervisor else "",
        "hired": row.hired.isoformat() if row.hired else None,
    }


def facts_of(row: Staff) -> StaffFacts:
    """The facts as they stand: what a form begins with."""
    shown = _shown(row)
    shift = queries.shift_of(row, row.agency.day())
    held = {"hired": row.hired, "shift": shift.name if shift else None}
    return StaffFacts(**{**asdict(StaffFacts(name="", badge="")), **shown, **held})
