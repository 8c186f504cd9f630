"""Made-up reading and conduct: two policies before made-up people, some signed, some late; two deviations; one report.

It uses the demonstration's policies where there are some in force, else writes two short ones of its own.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction

from commonbeat.act.policies import actions
from commonbeat.act.policies.models import Attestation, AttestationRound, Policy, PolicyVersion
from commonbeat.act.policies.queries import attestations as queries
from commonbeat.act.policies.rules.attestations import Answer, State
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, Role
from commonbeat.web.demo.persons import by_role

OWN = (
    (
        "300",
        "use-of-force",
        "Use of force",
        "Uso de la fuerza",
        "# 1 What force is for\nForce is the last way, and the least of it that is safe.\n\n"
        "## 1.1 Before\nSpeak first. Step back if you can. Wait where nobody is in danger.\n\n"
        "## 1.2 After\nGive help at once. Say what you did and why.",
    ),
    (
        "305",
        "duty-to-step-in",
        "Duty to step in",
        "Deber de intervenir",
        "# 1 Stepping in\nWhoever sees a colleague use more force than is right says so aloud, and stops it if words "
        "do not.\n\n## 1.1 Telling\nWhoever stepped in tells a supervisor, or uses the protected route.\n\n"
        "## 1.2 No harm\nNobody is harmed for stepping in or for telling.",
    ),
)
"""Number, short name, title, title in Spanish and text of each, in our own words."""

ASKED = (
    (
        "What comes before force?",
        "¿Qué viene antes de la fuerza?",
        (
            (
                "Words, distance and time, where nobody is in danger",
                "Palabras, distancia y tiempo, si no hay peligro",
                True,
            ),
            ("Whatever ends it soonest", "Lo que termine más pronto", False),
            ("A warning shot", "Un disparo de aviso", False),
        ),
        "Words, distance and time harm nobody.",
        "Las palabras, la distancia y el tiempo no dañan a nadie.",
        "1.1",
    ),
    (
        "What is right after force? Choose all that fit.",
        "¿Qué corresponde después de la fuerza? Elija todo lo que corresponda.",
        (
            ("Give help at once", "Dar ayuda de inmediato", True),
            ("Say what you did and why", "Decir qué hizo y por qué", True),
            ("Wait for somebody to ask", "Esperar a que alguien pregunte", False),
        ),
        "Help comes first, and an honest report while it is fresh.",
        "Primero la ayuda, y un informe honesto mientras está fresco.",
        "1.2",
    ),
)


@transaction.atomic
def load(actor: Actor, agency: Agency, say: Callable[[str], object]) -> None:
    """Everything once; nothing where it was done before."""
    if AttestationRound.objects.filter(agency=agency).exists():
        return
    today, roles = agency.day(), by_role(agency)
    chief = roles[Role.CHIEF].user if Role.CHIEF in roles else actor
    for version, opened in zip(_versions(agency, today), (33, 5), strict=True):
        _ask(chief, version, today, opened)
    _read(agency, today)
    actions.chase(agency=agency, on=today)
    _deviations(chief, agency, today)
    _report(actor, agency, today, roles[Role.OFFICER].user if Role.OFFICER in roles else None)
    signed = Attestation.objects.filter(agency=agency, state=State.ATTESTED).count()
    late = Attestation.objects.filter(agency=agency).late().count()
    say(f"2 policies before made-up people: {signed} signatures, {late} late; 2 deviations, 1 report of stepping in")


def _versions(agency: Agency, today: date) -> list[PolicyVersion]:
    """Two versions in force: of the demonstration's policies, or of two short ones made here."""
    there = list(PolicyVersion.objects.in_force(today).filter(agency=agency).select_related("policy", "agency"))
    there.sort(key=lambda row: (row.policy.slug not in {slug for _number, slug, *_rest in OWN}, row.policy.number))
    if len(there) >= len(OWN):
        return there[: len(OWN)]
    made = []
    for number, slug, title, title_es, text in OWN:
        policy = Policy.objects.create(
            agency=agency, number=number, slug=slug, title=title, title_es=title_es, synthetic=True
        )
        made.append(
            PolicyVersion.objects.create(
                agency=agency,
                policy=policy,
                number=1,
                state="effective",
                text=text,
                effective_from=today - timedelta(days=200),
            )
        )
    return made


def _ask(chief: Actor, version: PolicyVersion, today: date, opened: int) -> None:
    """Two questions, and a round that began so many days ago and ran for a fortnight."""
    for question, question_es, answers, why, why_es, section in ASKED:
        actions.add_question(
            actor=chief,
            version=version,
            question=question,
            question_es=question_es,
            answers=[Answer(*one) for one in answers],
            why=why,
            why_es=why_es,
            section=section,
        )
    begun = today - timedelta(days=opened)
    row = actions.open_round(actor=chief, version=version, due=begun + timedelta(days=14), on=begun, synthetic=True)
    actions.assign(row=row, on=begun)


def _read(agency: Agency, today: date) -> None:
    """Made-up officers have no account: what they did is written down; the chase of past days is played again."""
    rows = list(Attestation.objects.filter(agency=agency).select_related("staff", "version__policy").order_by("pk"))
    for place, row in enumerate(rows):
        if row.staff.user_id is not None and row.staff.rank in ("officer", "sergeant"):
            continue
        if place % 4 == 3:
            continue
        row.state, row.opened_on, row.passed_on = State.ATTESTED, row.assigned_on, row.assigned_on
        row.attested_on = min(row.assigned_on + timedelta(days=1 + place % 9), today)
        row.signed_name, row.version_hash = row.staff.name, queries.hash_of(row.version)
        row.receipt = row.version_hash
    Attestation.objects.bulk_update(
        rows, ["state", "opened_on", "passed_on", "attested_on", "signed_name", "version_hash", "receipt"]
    )
    for back in (18, 14, 7):
        actions.chase(agency=agency, on=today - timedelta(days=back))


def _deviations(chief: Actor, agency: Agency, today: date) -> None:
    """Two notes about made-up officers, one of them with a proposed action."""
    people = list(Staff.objects.working().filter(agency=agency, rank="officer").order_by("badge")[:2])
    policy = Policy.objects.filter(versions__rounds__agency=agency).order_by("number").first()
    if len(people) < 2 or policy is None:
        return
    told = (
        ("1.2", "The report of a hold was written two days later, without the reason for it."),
        ("1.1", "Went in at once although the room was empty and a second unit was a minute away."),
    )
    rows = [
        actions.note_deviation(
            actor=chief,
            agency=agency,
            policy=policy,
            staff=staff,
            event_day=today - timedelta(days=12 + 9 * place),
            section=section,
            words=words,
            synthetic=True,
        )
        for place, (staff, (section, words)) in enumerate(zip(people, told, strict=True))
    ]
    actions.decide(actor=chief, deviation=rows[0], outcome="coached", reason="Talked through the same day.")
    actions.propose_action(
        actor=chief, deviation=rows[0], kind="coaching", words="One shift of writing reports with a senior officer."
    )


def _report(actor: Actor, agency: Agency, today: date, officer: Actor | None) -> None:
    """One made-up report to the independent reviewer, answered."""
    row, _key = actions.report_intervention(
        actor=officer or actor,
        agency=agency,
        route="independent",
        happened_on=today - timedelta(days=3),
        on=today - timedelta(days=2),
        words="Made up for this demonstration: a colleague held somebody down after he had stopped. I said so twice, "
        "then pulled him off. Since then two people have stopped talking to me.",
        synthetic=True,
    )
    reviewer = by_role(agency).get(Role.INDEPENDENT_REVIEWER)
    if reviewer is not None:
        actions.reply(
            actor=reviewer.user,
            row=row,
            words="Thank you. I have the record of that call, and I ask you again in a month.",
        )
