"""Invented policies, written, put to people, approved and reviewed through the same actions as real ones."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction

from commonbeat.act.policies import actions, queries
from commonbeat.act.policies.models import ConsultationComment, Policy, PolicyConsultation, PolicyVersion
from commonbeat.act.policies.rules import VersionState
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, Role
from commonbeat.web.demo.persons import PERSONS, by_role
from commonbeat.web.demo.policy_plans import OPEN_COMMENTS, PLANS, THEMES, Plan, Words


def make_all(actor: Actor, agency: Agency, say: Callable[[str], object]) -> None:
    """Write whatever is not there yet."""
    roles = by_role(agency)
    writer = roles[Role.COMMANDER].user if Role.COMMANDER in roles else actor
    chief = roles[Role.CHIEF].user if Role.CHIEF in roles else actor
    there = set(Policy.objects.filter(agency=agency).values_list("number", flat=True))
    for plan in PLANS:
        if plan.number not in there:
            with transaction.atomic():
                _make(writer, chief, agency, plan)
    in_force = len(queries.in_force(Policy.objects.filter(agency=agency), agency.day()))
    say(f"{len(PLANS)} invented policies, {in_force} in force")


def _make(writer: Actor, chief: Actor, agency: Agency, plan: Plan) -> None:
    today = agency.day()
    version: PolicyVersion | None = None
    for words in plan.versions:
        day = today - timedelta(days=words.days if words.days is not None else 12)
        said = {
            name: getattr(words, name) for name in ("text", "text_es", "summary", "summary_es", "change", "change_es")
        }
        begun = day - timedelta(days=60)
        if version is None:
            version = actions.write(
                actor=writer,
                agency=agency,
                number=plan.number,
                title=plan.title,
                title_es=plan.title_es,
                required=plan.required,
                review_months=plan.months,
                owner=Staff.objects.filter(agency=agency, name=PERSONS[plan.owner]).first(),
                on=begun,
                **said,
            )
        else:
            version = actions.draft(actor=writer, policy=version.policy, on=begun, **said)
        _take_on(writer, chief, version, words, day)
    if version is not None:
        actions.change(actor=writer, policy=version.policy, changes={}, scopes=plan.bound)
        _around(writer, version.policy, today)


def _take_on(writer: Actor, chief: Actor, version: PolicyVersion, words: Words, day: date) -> None:
    """As far as it came: a draft, put to people, or in force on its day."""
    if not words.summary:
        return
    internal = day - timedelta(days=50)
    version = actions.send_on(actor=writer, version=version, to=VersionState.INTERNAL, on=internal)
    if words.days is None:
        _ask_now(writer, version, day)
        return
    if words.text_es:
        _ask_then(writer, version, day)
    version = actions.send_on(actor=writer, version=version, to=VersionState.LEGAL, on=day - timedelta(days=9))
    actions.approve(actor=chief, version=version, effective_from=day, on=day - timedelta(days=5))
    actions.put_in_force(agency=version.agency, on=day)


def _ask_then(writer: Actor, version: PolicyVersion, day: date) -> PolicyConsultation:
    """A consultation that has ended, every theme answered."""
    start, last = day - timedelta(days=45), day - timedelta(days=15)
    asked = actions.consult(
        actor=writer,
        version=version,
        starts_on=start,
        ends_on=last,
        questions="What should count as force?\nWhat should happen afterward?",
        questions_es="¿Qué debe contar como fuerza?\n¿Qué debe pasar después?",
        on=start,
    )
    for name, name_es, answer, why, why_es, comments in THEMES:
        theme = actions.add_theme(actor=writer, consultation=asked, name=name, name_es=name_es)
        for words in comments:
            row = _comment(asked, words, start)
            actions.show_comment(actor=writer, comment=row, words=words, theme=theme)
        actions.answer_theme(actor=writer, theme=theme, answer=answer, why=why, why_es=why_es, on=last)
    left = _comment(asked, "Buy cheap tires at my shop.", start)
    actions.leave_out_comment(actor=writer, comment=left, reason="advert")
    return asked


def _ask_now(writer: Actor, version: PolicyVersion, day: date) -> None:
    """One that is open: one comment shown, two that wait to be read."""
    asked = actions.consult(
        actor=writer,
        version=version,
        starts_on=day,
        ends_on=version.agency.day() + timedelta(days=18),
        questions="Should small faults of a car stop nobody?\nShould a yes be enough for a search?",
        questions_es="¿Las faltas pequeñas de un auto no deben detener a nadie?\n¿Debe bastar un sí para un registro?",
        on=day,
    )
    rows = [_comment(asked, words, day) for words in OPEN_COMMENTS]
    actions.show_comment(
        actor=writer,
        comment=rows[0],
        words="Good. I was stopped four times for a taillight and a smell of nothing. […]",
    )


def _comment(asked: PolicyConsultation, words: str, day: date) -> ConsultationComment:
    spanish = any(letter in words for letter in "áéíóúñ") or words.startswith("Queremos")
    return actions.comment(
        agency=asked.agency, consultation=asked, words=words, language="es" if spanish else "en", on=day
    )


def _around(writer: Actor, policy: Policy, today: date) -> None:
    """What an invented law asks of force and of stepping in; a review of how complaints are taken."""
    if policy.required == "use_of_force":
        actions.add_law(
            actor=writer,
            policy=policy,
            citation="Made-up State Code 12-34 (invented for this demonstration)",
            demands="Force must be reasonable in the eyes of a trained officer.",
            demands_es="La fuerza debe ser razonable a ojos de un agente capacitado.",
            exceeds_law=True,
            how="Here it must also be needed, and words and time come first.",
            how_es="Aquí además debe ser necesaria, y hablar y ganar tiempo van primero.",
        )
    if policy.required == "complaints":
        actions.review(
            actor=writer,
            policy=policy,
            answers={
                "burden": (
                    "People without a phone: until now they had to come to the desk. A form now lies in libraries."
                ),
                "figures": "Figures of complaints are not public here yet, so we cannot tell how long answers take.",
                "heard": "Two block clubs asked for a form in Somali. It was printed in March.",
            },
            outcome="keep",
            on=today - timedelta(days=30),
        )
