"""Questions on openness: whether people can see the rules, the figures and what happened."""

from commonbeat.act.standards.rules.instrument.cited import (
    CAMERAS,
    CIVIL_RIGHTS,
    INTERNAL_AFFAIRS,
    PRINCIPLES,
    RACIAL_DATA,
    TASK_FORCE,
)
from commonbeat.act.standards.rules.instrument.question import DATA, DOCUMENT, POLICY, RECORD, Question

QUESTIONS = (
    Question(
        "policies_online",
        "Can anybody read our policies on our site, in plain words, without asking for them?",
        "¿Puede cualquiera leer nuestras normas en nuestro sitio, en palabras sencillas y sin pedirlas?",
        TASK_FORCE.slug,
        (POLICY, DOCUMENT),
    ),
    Question(
        "force_figures",
        "Do we publish how often force was used, by kind, place and group, at least once a year?",
        "¿Publicamos al menos una vez al año cuántas veces se usó la fuerza, por tipo, lugar y grupo?",
        PRINCIPLES.slug,
        (DATA,),
    ),
    Question(
        "stop_figures",
        "Do we publish how many stops and searches we made, of whom, and what they found?",
        "¿Publicamos cuántas paradas y registros hicimos, a quiénes y qué se encontró?",
        RACIAL_DATA.slug,
        (DATA,),
    ),
    Question(
        "complaint_figures",
        "Do we publish how many complaints came in, how long they took and how they ended?",
        "¿Publicamos cuántas quejas llegaron, cuánto tardaron y cómo terminaron?",
        INTERNAL_AFFAIRS.slug,
        (DATA,),
    ),
    Question(
        "known_gaps",
        "Do we say in public which things we do not count, and where our figures are weak?",
        "¿Decimos en público qué cosas no contamos y dónde son débiles nuestras cifras?",
        RACIAL_DATA.slug,
        (DATA, DOCUMENT),
    ),
    Question(
        "serious_events",
        "After a serious event, do we tell the public what we know within a set number of days?",
        "Tras un suceso grave, ¿informamos al público de lo que sabemos dentro de un plazo fijo de días?",
        TASK_FORCE.slug,
        (POLICY, RECORD),
    ),
    Question(
        "camera_rules",
        "Do our rules say when cameras are on, who may see the video and how long it is kept?",
        "¿Dicen nuestras normas cuándo se encienden las cámaras, quién puede ver los videos y cuánto se guardan?",
        CAMERAS.slug,
        (POLICY, DATA),
    ),
    Question(
        "technology_list",
        "Do we keep a public list of the technology that we use to watch, search or predict?",
        "¿Mantenemos una lista pública de la tecnología que usamos para vigilar, buscar o predecir?",
        CIVIL_RIGHTS.slug,
        (POLICY, DOCUMENT),
    ),
)
