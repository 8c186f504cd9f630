"""Questions on listening: whether people are asked, heard, and told what came of it."""

from commonbeat.act.standards.rules.instrument.cited import (
    CIVIL_RIGHTS,
    FAIRNESS_EVIDENCE,
    LEGITIMACY,
    RECONCILIATION,
    TASK_FORCE,
    TRUST,
)
from commonbeat.act.standards.rules.instrument.question import DATA, POLICY, RECORD, SURVEY, Question

QUESTIONS = (
    Question(
        "contact_survey",
        "Do we ask people, soon after they dealt with an officer, how that contact went?",
        "¿Preguntamos a las personas, poco después de tratar con un oficial, cómo fue ese contacto?",
        TRUST.slug,
        (SURVEY, DATA),
    ),
    Question(
        "every_contact",
        "Do we ask after all kinds of contact, such as stops and reports, and not only the friendly ones?",
        "¿Preguntamos después de todo tipo de contacto, como paradas y denuncias, y no solo de los amables?",
        LEGITIMACY.slug,
        (SURVEY, DATA),
    ),
    Question(
        "trust_survey",
        "Do we ask a sample of all residents, at least once a year, how far they trust us?",
        "¿Preguntamos al menos una vez al año a una muestra de todos los residentes cuánto confían en nosotros?",
        TASK_FORCE.slug,
        (SURVEY, DATA),
    ),
    Question(
        "who_is_missing",
        "Do we check which groups did not answer, and try another way to hear them?",
        "¿Revisamos qué grupos no respondieron y buscamos otra forma de escucharlos?",
        FAIRNESS_EVIDENCE.slug,
        (DATA, RECORD),
    ),
    Question(
        "own_language",
        "Can people reach us and answer us in the language they speak at home?",
        "¿Pueden las personas comunicarse con nosotros y respondernos en el idioma que hablan en casa?",
        CIVIL_RIGHTS.slug,
        (POLICY, DATA),
    ),
    Question(
        "listening_meetings",
        "Do we hold meetings whose only aim is to listen, in places where people feel at ease?",
        "¿Celebramos reuniones cuyo único fin es escuchar, en lugares donde la gente se siente a gusto?",
        RECONCILIATION.slug,
        (RECORD,),
    ),
    Question(
        "you_said",
        "Do we tell people in public what we changed because of what they said?",
        "¿Decimos en público qué cambiamos a causa de lo que la gente dijo?",
        TRUST.slug,
        (DATA, RECORD),
    ),
    Question(
        "praise_passed_on",
        "Do officers get to read the thanks that people send about their work?",
        "¿Llegan los oficiales a leer los agradecimientos que la gente envía por su trabajo?",
        LEGITIMACY.slug,
        (POLICY, DATA),
    ),
)
