"""Writing down programs, editions, standards and what they are tied to; saying where a standard stands; awards."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.policies.queries import ties
from commonbeat.act.standards.models import (
    Assessment,
    Award,
    Bullet,
    Chapter,
    Program,
    Standard,
    StandardLink,
    StandardSet,
)
from commonbeat.act.standards.queries import programs as queries
from commonbeat.act.standards.rules import programs as rules
from commonbeat.act.standards.rules.programs import LinkKind, StandardState
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor

LONGEST_CYCLE = 240


def check(problem: str, field: str = "") -> None:
    """Refuse, in words, if there are any."""
    if problem:
        raise ValidationError({field: problem} if field else problem)


def held(standard: Standard) -> Standard:
    """The standard as the database has it now, locked until the transaction ends."""
    return Standard.objects.select_for_update(of=("self",)).select_related("agency").get(pk=standard.pk)


@transaction.atomic
def begin_program(
    *, actor: Actor, agency: Agency, name: str, body: str, scope: str, months: int, starts_on: date, public: bool = True
) -> Program:
    """Add a program of accreditation. Raises ValidationError by field."""
    if not 1 <= months <= LONGEST_CYCLE:
        raise ValidationError({"months": _("A cycle has 1 to 240 months.")})
    if Program.objects.filter(agency=agency, name=name).exists():
        raise ValidationError({"name": _("There is a program of this name. Give the new one another.")})
    row = Program.objects.create(
        agency=agency, name=name, body=body, scope=scope, months=months, starts_on=starts_on, public=public
    )
    audit.record(agency=agency, actor=actor, verb="standards.begin_program", subject=row, details={"program": row.name})
    agencies.touch_public(agency)
    return row


@transaction.atomic
def begin_edition(*, actor: Actor, program: Program, edition: str, effective_from: date) -> StandardSet:
    """Begin an edition of a program's standards, in force from a day on."""
    if program.editions.filter(edition=edition).exists():
        raise ValidationError({"edition": _("There is an edition of this name.")})
    if program.editions.filter(effective_from=effective_from).exists():
        raise ValidationError({"effective_from": _("Another edition begins on this day.")})
    row = StandardSet.objects.create(
        agency=program.agency, program=program, edition=edition, effective_from=effective_from
    )
    details = {"program": program.name, "edition": edition, "from": effective_from.isoformat()}
    audit.record(agency=program.agency, actor=actor, verb="standards.begin_edition", subject=row, details=details)
    return row


def place_standard(edition: StandardSet, said: Mapping[str, Any]) -> Standard:
    """Put a standard with its chapter and parts into an edition, in the caller's transaction.

    `said`: chapter, chapter_title, number, area, title, text, bullets (texts), exceeds_law, citation; optional owner
    and proof_days.
    """
    chapter = edition.chapters.filter(number=said["chapter"]).first()
    if chapter is None:
        place = (edition.chapters.aggregate(last=Max("place"))["last"] or 0) + 1
        title = said["chapter_title"] or said["chapter"]
        chapter = Chapter.objects.create(
            agency=edition.agency, edition=edition, number=said["chapter"], title=title, place=place
        )
    last: int = edition.standards.aggregate(last=Max("place"))["last"] or 0
    row = Standard.objects.create(
        agency=edition.agency,
        edition=edition,
        chapter=chapter,
        number=said["number"],
        place=last + 1,
        area=said["area"],
        title=said["title"],
        text=said["text"],
        exceeds_law=said["exceeds_law"],
        citation=said["citation"],
        owner=said.get("owner"),
        proof_days=said.get("proof_days"),
    )
    set_bullets(row, said["bullets"])
    return row


def set_bullets(row: Standard, texts: Sequence[str]) -> bool:
    """Let a standard have these parts in this order; parts that it has no longer stay with their proofs, ended.

    Whether anything changed.
    """
    there = {one.text: one for one in row.bullets.all()}
    wanted = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    changed = False
    for place, text in enumerate(wanted, start=1):
        one = there.get(text)
        if one is None:
            Bullet.objects.create(agency=row.agency, standard=row, place=place, text=text)
            changed = True
        elif one.ended or one.place != place:
            one.ended, one.place = False, place
            one.save(update_fields=["ended", "place"])
            changed = True
    gone = row.bullets.filter(ended=False).exclude(text__in=wanted).update(ended=True)
    return changed or gone > 0


@transaction.atomic
def write_standard(*, actor: Actor, edition: StandardSet, said: Mapping[str, Any]) -> Standard:
    """Write down one standard, in the words that the agency may use. Raises ValidationError by field."""
    check(rules.law_problem(said["exceeds_law"], said["citation"]), "citation")
    if edition.standards.filter(number=said["number"]).exists():
        raise ValidationError({"number": _("This edition has a standard of this number.")})
    row = place_standard(edition, said)
    details = {"number": row.number, "edition": edition.edition}
    audit.record(agency=edition.agency, actor=actor, verb="standards.write_standard", subject=row, details=details)
    return row


WRITTEN = ("title", "text", "area", "exceeds_law", "citation", "owner", "proof_days")


@transaction.atomic
def change_standard(*, actor: Actor, standard: Standard, said: Mapping[str, Any]) -> Standard:
    """Change how a standard is written down; its number and its chapter stay."""
    check(rules.law_problem(said["exceeds_law"], said["citation"]), "citation")
    row = held(standard)
    changed = [name for name in WRITTEN if name in said and getattr(row, name) != said[name]]
    for name in changed:
        setattr(row, name, said[name])
    row.save(update_fields=changed or None)
    if set_bullets(row, said["bullets"]):
        changed.append("bullets")
        fall_back(actor, row)
    if changed:
        details = {"number": row.number, "fields": changed}
        audit.record(agency=row.agency, actor=actor, verb="standards.change_standard", subject=row, details=details)
    return row


@transaction.atomic
def link_standard(
    *,
    actor: Actor,
    standard: Standard,
    kind: str,
    policy: Policy | None = None,
    version: PolicyVersion | None = None,
    training: str = "",
    words: str = "",
) -> StandardLink:
    """Tie a standard to a policy (or one version of it), to training or to a record.

    `training`: a requirement or course by the name of `ties`; what has no page here, training too, is named in words.
    """
    if kind == LinkKind.TRAINING and training:
        tied = ties.named(standard.agency, [training]).get(training)
        if tied is None:
            raise ValidationError({"training": _("Choose the training.")})
        words = words.strip() or tied.title[:200]
    policy = version.policy if version is not None else policy
    if kind == LinkKind.DIRECTIVE and policy is None:
        raise ValidationError({"policy": _("Choose the policy.")})
    if kind != LinkKind.DIRECTIVE and not words.strip():
        raise ValidationError({"words": _("Name it in a few words.")})
    if policy is not None and policy.agency_id != standard.agency_id:
        raise ValidationError({"policy": _("Choose the policy.")})
    row = StandardLink.objects.create(
        agency=standard.agency,
        standard=standard,
        kind=kind,
        policy=policy if kind == LinkKind.DIRECTIVE else None,
        version=version if kind == LinkKind.DIRECTIVE else None,
        training=training if kind == LinkKind.TRAINING else "",
        words=words.strip(),
    )
    details = {"number": standard.number, "tied_to": kind}
    audit.record(agency=row.agency, actor=actor, verb="standards.link_standard", subject=standard, details=details)
    return row


@transaction.atomic
def unlink_standard(*, actor: Actor, link: StandardLink) -> Standard:
    """Untie it; the trail keeps that it was tied."""
    standard = link.standard
    details = {"number": standard.number, "tied_to": link.kind}
    link.delete()
    audit.record(
        agency=standard.agency, actor=actor, verb="standards.unlink_standard", subject=standard, details=details
    )
    return standard


@transaction.atomic
def move_standard(*, actor: Actor, standard: Standard, to: str, reason: str = "") -> Standard:
    """Say where a standard stands; compliant only where every part has a current verified proof."""
    row = held(standard)
    gaps = queries.workspace(row).gaps if to == StandardState.COMPLIANT else 0
    check(rules.standard_move_problem(row.state, to, reason=reason, gaps=gaps))
    row.state, row.state_on, row.reason = to, row.agency.day(), reason.strip()
    row.save(update_fields=["state", "state_on", "reason"])
    details = {"number": row.number, "state": str(to), "reason": row.reason}
    audit.record(agency=row.agency, actor=actor, verb="standards.move_standard", subject=row, details=details)
    return row


def fall_back(actor: Actor, row: Standard) -> bool:
    """In the caller's transaction: a compliant standard that has a gap now goes back to in progress; whether it did."""
    if row.state != StandardState.COMPLIANT or not queries.workspace(row).gaps:
        return False
    row.state, row.state_on, row.reason = StandardState.IN_PROGRESS, row.agency.day(), ""
    row.save(update_fields=["state", "state_on", "reason"])
    audit.record(
        agency=row.agency, actor=actor, verb="standards.fall_back", subject=row, details={"number": row.number}
    )
    return True


@transaction.atomic
def give_award(
    *,
    actor: Actor,
    program: Program,
    scope: str,
    given_on: date,
    valid_until: date,
    assessment: Assessment | None = None,
) -> Award:
    """Write down an accreditation as the body gave it."""
    check(rules.award_problem(given_on, valid_until, program.agency.day()))
    if assessment is not None and assessment.edition.program_id != program.pk:
        raise ValidationError({"assessment": _("Choose an assessment of this program.")})
    row = Award.objects.create(
        agency=program.agency,
        program=program,
        assessment=assessment,
        scope=scope,
        given_on=given_on,
        valid_until=valid_until,
    )
    details = {"program": program.name, "from": given_on.isoformat(), "until": valid_until.isoformat()}
    audit.record(agency=row.agency, actor=actor, verb="standards.give_award", subject=row, details=details)
    agencies.touch_public(program.agency)
    return row


@transaction.atomic
def end_award(*, actor: Actor, award: Award, why: str, on: date | None = None) -> Award:
    """Write down that the body took it back before its time; the public page says so."""
    check("" if why.strip() else _("Say why: the public will read it."), "why")
    row = Award.objects.select_for_update().get(pk=award.pk)
    check(_("This has been written down already.") if row.ended_on else "")
    row.ended_on, row.ended_why = on or award.agency.day(), why.strip()
    row.save(update_fields=["ended_on", "ended_why"])
    details = {"until": row.ended_on.isoformat(), "reason": row.ended_why}
    audit.record(agency=award.agency, actor=actor, verb="standards.end_award", subject=row, details=details)
    agencies.touch_public(award.agency)
    return row


def keeper(agency: Agency, owner: Staff | None) -> Staff | None:
    """Somebody who works here, or nobody; raises ValidationError for anybody else."""
    if owner is not None and (owner.agency_id != agency.pk or owner.ended is not None):
        raise ValidationError({"owner": _("Choose somebody who works here.")})
    return owner
