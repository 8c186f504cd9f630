"""Moving a version on: read within, to the lawyer, back to its writer, approved, in force on its day, or withdrawn."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.act.policies import queries
from commonbeat.act.policies.actions.ending import end_withdrawn, void_by
from commonbeat.act.policies.actions.steps import check, move, take
from commonbeat.act.policies.models import Policy, PolicyText, PolicyVersion
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.searching import folded
from commonbeat.act.policies.rules.text import parse
from commonbeat.act.policies.rules.versions import (
    approval_problems,
    approver_problem,
    back_problem,
    late_start_problem,
    next_review,
    waiting_problem,
    withdraw_problem,
)
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Membership
from commonbeat.ground.roles import GRANTS, Actor, Permission, System

CLOCK = System("the calendar")


@transaction.atomic
def send_on(*, actor: Actor, version: PolicyVersion, to: VersionState, on: date | None = None) -> PolicyVersion:
    """Give a version to the staff to read, or to the lawyer. Its text must be readable."""
    row = take(version)
    check(str(fault) for fault in parse(row.text).faults)
    return move(row, to, actor=actor, verb="policies.move", day=on or row.agency.day())


@transaction.atomic
def send_back(*, actor: Actor, version: PolicyVersion, reason: str, on: date | None = None) -> PolicyVersion:
    """Back to draft, with a reason that its writer and everybody who works on policies reads."""
    row = take(version)
    check(back_problem(reason), "reason")
    day = on or row.agency.day()
    for one in row.consultations.filter(ended_on__isnull=True, ends_on__gte=day):
        one.ended_on = day
        one.save(update_fields=["ended_on"])
    said = reason.strip()
    details = {"reason": said[:200]}
    return move(row, VersionState.DRAFT, actor=actor, verb="policies.send_back", day=day, reason=said, details=details)


def others_who_approve(agency: Agency, writers: Collection[int]) -> bool:
    """Whether somebody here may approve policies who is none of the writers."""
    roles = [role for role, held in GRANTS.items() if Permission.APPROVE_POLICIES in held]
    rows = Membership.objects.current().filter(agency=agency, role__in=roles, user__is_active=True)
    return rows.exclude(user__in=writers).exists()


@transaction.atomic
def approve(*, actor: Actor, version: PolicyVersion, effective_from: date, on: date | None = None) -> PolicyVersion:
    """Approve a version and say from when it is in force; from that day's start, or at once where it is today.

    Whoever wrote any of it approves it only where nobody else here may; the history then says so.
    """
    row = take(version)
    today = on or row.agency.day()
    wrote = actor.pk is not None and actor.pk in row.writers
    others = wrote and others_who_approve(row.agency, row.writers)
    check(approver_problem(wrote_it=wrote, others=others))
    check(approval_problems(queries.ready(row, today), effective_from=effective_from, today=today))
    siblings = PolicyVersion.objects.filter(policy=row.policy)
    check(waiting_problem(siblings.filter(state=VersionState.APPROVED).exists()))
    now = siblings.filter(state=VersionState.EFFECTIVE).first()
    check(late_start_problem(now.effective_from if now else None, effective_from), "effective_from")
    move(
        row,
        VersionState.APPROVED,
        actor=actor,
        verb="policies.approve",
        day=today,
        details={"from": effective_from.isoformat(), "alone": str(wrote)},
        approved_by=actor.label[:200],
        approved_on=today,
        effective_from=effective_from,
    )
    if effective_from <= today:
        _put_in_force(row, today)
    return row


@transaction.atomic
def withdraw_version(*, actor: Actor, version: PolicyVersion, reason: str, on: date | None = None) -> PolicyVersion:
    """Withdraw an approved version before its day: its words and its day stay on record, and it never holds.

    What holds now goes on. Whoever was asked to read it is asked no more; the page of its consultation tells the
    public, with the reason.
    """
    row = take(version)
    day = on or row.agency.day()
    check(withdraw_problem(row.state, row.effective_from, day))
    said = reason.strip()
    check("" if said else _("Say why: the public will read it."), "reason")
    end_withdrawn(version=row, on=day, actor=actor)
    details = {"reason": said[:200]}
    return move(
        row, VersionState.WITHDRAWN, actor=actor, verb="policies.withdraw", day=day, reason=said, details=details
    )


def put_in_force(*, agency: Agency, on: date | None = None) -> int:
    """Put every approved version in force whose day has come by the agency's calendar; how many. Again does nothing."""
    day = on or agency.day()
    done = 0
    for found in PolicyVersion.objects.due(day).filter(agency=agency).select_related("policy"):
        with transaction.atomic():
            row = take(found)
            if row.state == VersionState.APPROVED:
                _put_in_force(row, day)
                done += 1
    return done


def _put_in_force(row: PolicyVersion, today: date) -> None:
    """End the version before, and its signatures, on the day on which this one begins; then this one is what is read.

    `today` is the day on which this happens: later than its own where a night was missed.
    """
    assert row.effective_from is not None  # noqa: S101  (an approval sets it)
    day = row.effective_from
    for before in PolicyVersion.objects.select_related("policy", "agency").filter(
        policy=row.policy, state=VersionState.EFFECTIVE
    ):
        move(before, VersionState.SUPERSEDED, actor=CLOCK, verb="policies.put_in_force", day=day, effective_until=day)
    move(row, VersionState.EFFECTIVE, actor=CLOCK, verb="policies.put_in_force", day=day)
    policy = Policy.objects.get(pk=row.policy_id)
    policy.next_review = next_review(day, policy.review_months)
    policy.save(update_fields=["next_review"])
    _index(row)
    void_by(newer=row, on=today)


def _index(row: PolicyVersion) -> None:
    """What search finds: number, title, summary and text in each language."""
    for language in ("en", "es"):
        parts = [row.policy.number, row.policy.name(language), row.said("summary", language)[0]]
        words = folded("\n".join([*parts, row.said("text", language)[0]]))
        PolicyText.objects.update_or_create(
            policy=row.policy, language=language, defaults={"agency": row.agency, "words": words}
        )
