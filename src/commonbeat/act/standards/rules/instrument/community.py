"""Questions on beats, problems and partners: whether work is done with people, where they live."""

from commonbeat.act.standards.rules.instrument.cited import (
    DEFINED,
    POP_REVIEW,
    PORT_ST_LUCIE,
    SHARING,
    TAILORING,
    TRUST,
)
from commonbeat.act.standards.rules.instrument.question import DATA, DOCUMENT, POLICY, RECORD, SURVEY, Question

QUESTIONS = (
    Question(
        "steady_beats",
        "Do the same officers work the same beat long enough to know the people there?",
        "¿Trabajan los mismos oficiales en el mismo sector el tiempo suficiente para conocer a su gente?",
        DEFINED.slug,
        (POLICY, DATA),
    ),
    Question(
        "time_for_people",
        "Do officers have time on shift to talk with people when nothing is wrong?",
        "¿Tienen los oficiales tiempo en su turno para hablar con la gente cuando no pasa nada malo?",
        DEFINED.slug,
        (POLICY, RECORD),
    ),
    Question(
        "shared_priorities",
        "Do people on a beat help to choose which problems we work on first?",
        "¿Ayudan los vecinos de un sector a elegir qué problemas atendemos primero?",
        TRUST.slug,
        (RECORD, SURVEY),
    ),
    Question(
        "problem_solving",
        "Do we study a problem that keeps coming back before we choose what to do about it?",
        "¿Estudiamos un problema que se repite antes de elegir qué hacer?",
        POP_REVIEW.slug,
        (RECORD, DATA),
    ),
    Question(
        "check_results",
        "Do we check later whether what we did about a problem worked?",
        "¿Comprobamos después si lo que hicimos ante un problema funcionó?",
        PORT_ST_LUCIE.slug,
        (DATA, RECORD),
    ),
    Question(
        "partner_agreements",
        "Do our agreements with partners say who does what, and by when?",
        "¿Dicen nuestros acuerdos con los socios quién hace qué y para cuándo?",
        TAILORING.slug,
        (DOCUMENT, RECORD),
    ),
    Question(
        "shared_information",
        "Do we and our health partners share only what the law allows, by written rules?",
        "¿Compartimos con nuestros socios de salud solo lo que la ley permite, según normas escritas?",
        SHARING.slug,
        (POLICY, DOCUMENT),
    ),
    Question(
        "handing_over",
        "When an officer leaves a beat, are the people they know introduced to the next one?",
        "Cuando un oficial deja un sector, ¿se presenta a las personas que conoce al siguiente?",
        TRUST.slug,
        (POLICY, RECORD),
    ),
)
