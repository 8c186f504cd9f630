"""An invented program of accreditation with twelve standards in our own words, and three demands of an invented decree.

Everything goes through the same actions as real work, on days counted from today; no body, decree or standard is real.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.db import transaction

from commonbeat.act.policies.models import Policy
from commonbeat.act.policies.queries import ties
from commonbeat.act.standards.actions import assessments, awards, comments, mandates, programs, proofs
from commonbeat.act.standards.models import Assessment, Bullet, Program, Standard, StandardSet
from commonbeat.act.standards.queries import proofs as queries
from commonbeat.act.standards.rules.proofs import ProofKind
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, Role, System
from commonbeat.web.demo.persons import PERSONS, by_role
from commonbeat.web.demo.standards import ASKED, BACK, CHAPTERS, LATE, OLD, PLANS, SAID, VERIFIED, Plan

ASKS = (Role.OFFICER, Role.SERGEANT, Role.COMMANDER)


@transaction.atomic
def load(actor: Actor, agency: Agency, say: Callable[[str], object]) -> None:
    """The program with everything in it, and the decree; nothing where they are there already."""
    if not Program.objects.filter(agency=agency).exists():
        users = {role: held.user for role, held in by_role(agency).items()}
        chief = users.get(Role.CHIEF, actor)
        today = agency.day()
        edition = _edition(chief, agency, today)
        rows = {plan.number: _standard(chief, users, edition, plan, today) for plan in PLANS}
        _assess(chief, edition, rows, today)
        proofs.age_due(agency=agency)
        _states(chief, rows)
        _decree(chief, agency, today)
    say(f"{Standard.objects.filter(agency=agency).count()} standards and a decree, all of them made up")


def _edition(chief: Actor, agency: Agency, today: date) -> StandardSet:
    program = programs.begin_program(
        actor=chief,
        agency=agency,
        name="Prairie State accreditation (made up)",
        body="the Prairie State Council (made up)",
        scope="patrol, investigations and how complaints are taken",
        months=36,
        starts_on=today - timedelta(days=420),
    )
    return programs.begin_edition(
        actor=chief, program=program, edition="First edition (made up)", effective_from=today - timedelta(days=600)
    )


def _somebody(agency: Agency, role: Role) -> Staff:
    return Staff.objects.get(agency=agency, name=PERSONS[role])


def _standard(chief: Actor, users: Mapping[Role, Actor], edition: StandardSet, plan: Plan, today: date) -> Standard:
    said = {
        "chapter": plan.number[0],
        "chapter_title": CHAPTERS[plan.number[0]],
        "number": plan.number,
        "area": plan.area.value,
        "title": plan.title,
        "text": plan.text,
        "bullets": list(plan.parts),
        "exceeds_law": bool(plan.law),
        "citation": plan.law,
        "owner": _somebody(edition.agency, Role.COMMANDER),
    }
    row = programs.write_standard(actor=chief, edition=edition, said=said)
    _tie(chief, row, plan)
    parts: list[Bullet | None] = [*row.bullets.all()] or [None]
    for place, (part, fate) in enumerate(zip(parts, plan.proofs, strict=True)):
        if fate:
            role = ASKS[(len(plan.title) + place) % len(ASKS)]
            _proof(chief, users.get(role, chief), row, part, fate, role, today)
    return row


def _tie(chief: Actor, row: Standard, plan: Plan) -> None:
    """Tie it to the policy and the training of the demonstration; in words where there is no page of it."""
    if plan.training:
        tied = plan.tie if plan.tie in ties.named(row.agency, [plan.tie]) else ""
        programs.link_standard(actor=chief, standard=row, kind="training", training=tied, words=plan.training)
    policy = Policy.objects.filter(agency=row.agency, number=plan.policy).first()
    if policy:
        programs.link_standard(actor=chief, standard=row, kind="directive", policy=policy)


def _proof(chief: Actor, giver: Actor, row: Standard, part: Bullet | None, fate: str, role: Role, today: date) -> None:
    """One proof, asked for some time ago, and what became of it."""
    asked_on = today - timedelta(days={OLD: 500, LATE: 40}.get(fate, 60))
    due = {LATE: today - timedelta(days=12), ASKED: today + timedelta(days=18)}.get(fate, asked_on + timedelta(days=30))
    proof = proofs.ask(
        actor=chief,
        standard=row,
        asked=_somebody(row.agency, role),
        request=f"{part or row.title}: show it",
        due=due,
        bullet=part,
        on=asked_on,
    )
    if fate in (ASKED, LATE):
        return
    given_on = asked_on + timedelta(days=20)
    evidence = proofs.Evidence(
        kind=ProofKind.RECORD,
        words="Folder kept by the commander of patrol (made up)",
        covers_from=given_on - timedelta(days=120),
        covers_to=given_on - timedelta(days=5),
    )
    proofs.give(actor=giver, proof=proof, evidence=evidence, on=given_on)
    if fate == BACK:
        proofs.reject(actor=chief, proof=proof, reason="The list names no night shift.", on=given_on)
    elif fate in (VERIFIED, OLD):
        proofs.verify(actor=chief, proof=proof, on=given_on + timedelta(days=4))


def _assess(chief: Actor, edition: StandardSet, rows: dict[str, Standard], today: date) -> None:
    """The visit that the award rests on, a mock one since, and the next visit with comments open."""
    council = "the Prairie State Council (made up)"
    visit = assessments.plan(
        actor=chief, edition=edition, kind="on_site", assessor=council, starts_on=today - timedelta(days=430)
    )
    _mark(chief, visit, {plan.number: ("met", "") for plan in PLANS[:11]})
    visit = assessments.close(
        actor=chief, assessment=visit, summary="Eleven of twelve were looked at.", on=today - timedelta(days=425)
    )
    awards.give_award(
        actor=chief,
        program=edition.program,
        scope=edition.program.scope,
        given_on=today - timedelta(days=410),
        valid_until=today + timedelta(days=685),
        assessment=visit,
    )
    mock = assessments.plan(
        actor=chief,
        edition=edition,
        kind="mock",
        assessor="two neighboring agencies (made up)",
        starts_on=today - timedelta(days=50),
    )
    _mark(chief, mock, {plan.number: (plan.mock, plan.said) for plan in PLANS})
    assessments.close(
        actor=chief, assessment=mock, summary="Three to mend before the visit.", on=today - timedelta(days=48)
    )
    visit = assessments.plan(
        actor=chief,
        edition=edition,
        kind="remote",
        assessor=council,
        starts_on=today + timedelta(days=40),
        contact="assessors@prairie-council.example",
        comments_from=today - timedelta(days=6),
        comments_until=today + timedelta(days=30),
    )
    _comment(chief, visit)


def _comment(chief: Actor, row: Assessment) -> None:
    """What made-up people said; one comment came twice, one waits to be read."""
    for words, language, to in SAID:
        said = comments.take_comment(actor=System("a reader"), assessment=row, words=words, language=language)
        if to != "new":
            comments.sort_comment(actor=chief, comment=said, to=to, aside="twice" if to == "aside" else "")


def _mark(chief: Actor, row: Assessment, said: dict[str, tuple[str, str]]) -> None:
    for mark in row.marks.select_related("assessment"):
        if mark.number in said:
            word, words = said[mark.number]
            assessments.mark(actor=chief, mark=mark, said=word, words=words)


def _states(chief: Actor, rows: dict[str, Standard]) -> None:
    """Where each standard stands, as its proofs allow."""
    for plan in PLANS:
        row = rows[plan.number]
        if plan.number == "2.6":
            programs.move_standard(actor=chief, standard=row, to="waived", reason="There is no holding room here.")
        elif any(plan.proofs):
            programs.move_standard(actor=chief, standard=row, to="in_progress")
            if set(plan.proofs) == {VERIFIED}:
                programs.move_standard(actor=chief, standard=row, to="compliant")
            elif plan.number == "1.3":
                programs.move_standard(actor=chief, standard=row, to="not_compliant", reason=plan.said)


def _decree(chief: Actor, agency: Agency, today: date) -> None:
    """Three demands of a decree that no court ever wrote."""
    told = (
        ("12", "A scientific poll of residents", "Ask a fair sample of residents once a year whether they trust the "
         "police, and publish what they say with its range.", Role.COMMANDER, "partial",
         "The contact survey asks people who met the police; a sample of all residents is still to come."),
        ("27", "Stops are published", "Publish who was stopped, why and what came of it, at least once a year.",
         Role.COMMANDER, "full", ""),
        ("31", "Officers practice stepping in", "Train everybody once a year to step in when a colleague does wrong.",
         Role.COMMANDER, "", ""),
    )  # fmt: skip
    evidence = {"12": queries.finding(agency, "contact_score"), "27": queries.finding(agency, "stops_rate")}
    for paragraph, title, demand, role, grade, words in told:
        row = mandates.write(
            actor=chief,
            agency=agency,
            source="decree",
            citation="City v. Prairie, case 00-0000 (made up)",
            paragraph=paragraph,
            title=title,
            demand=demand,
            owner=_somebody(agency, role),
            due=today + timedelta(days=90),
            public=True,
            on=today - timedelta(days=200),
        )
        mandates.move(actor=chief, requirement=row, to="in_progress", on=today - timedelta(days=180))
        figure = evidence.get(paragraph)
        kind = "finding" if figure else "document"
        mandates.add_evidence(
            actor=chief,
            requirement=row,
            kind=kind,
            finding=figure,
            words="" if figure else "Plan for the year (made up)",
            on=today - timedelta(days=90),
        )
        if grade:
            mandates.move(actor=chief, requirement=row, to="with_assessor", on=today - timedelta(days=80))
            mandates.add_finding(
                actor=chief,
                requirement=row,
                finder="monitor",
                name="the monitor (made up)",
                grade=grade,
                day=today - timedelta(days=20),
                words=words,
            )
