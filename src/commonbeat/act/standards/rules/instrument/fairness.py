"""Questions on fairness: whether everybody is treated alike, and how we would know."""

from commonbeat.act.standards.rules.instrument.cited import (
    CIVIL_RIGHTS,
    LEGITIMACY,
    PROACTIVE,
    RACIAL_DATA,
    RECONCILIATION,
    TRIAL,
)
from commonbeat.act.standards.rules.instrument.question import DATA, DOCUMENT, POLICY, RECORD, SURVEY, Question

QUESTIONS = (
    Question(
        "bias_policy",
        "Do our rules forbid acting on race, faith, origin, gender or disability, with clear examples?",
        "¿Prohíben nuestras normas, con ejemplos claros, actuar por raza, fe, origen, género o discapacidad?",
        CIVIL_RIGHTS.slug,
        (POLICY,),
    ),
    Question(
        "stop_reasons",
        "Is the reason for each stop and search written down in words that can be checked?",
        "¿Se anota el motivo de cada parada y registro con palabras que se puedan comprobar?",
        RACIAL_DATA.slug,
        (POLICY, DATA),
    ),
    Question(
        "told_why",
        "Are people who are stopped told why, and who stopped them?",
        "¿Se les dice a las personas que paramos por qué y quién las paró?",
        TRIAL.slug,
        (POLICY, SURVEY),
    ),
    Question(
        "disparity_study",
        "Do we compare stops, searches and force between groups, with methods that others can check?",
        "¿Comparamos paradas, registros y fuerza entre grupos con métodos que otros puedan comprobar?",
        RACIAL_DATA.slug,
        (DATA,),
    ),
    Question(
        "act_on_gaps",
        "When a gap between groups shows, do we look for the cause and change something?",
        "Cuando aparece una diferencia entre grupos, ¿buscamos la causa y cambiamos algo?",
        PROACTIVE.slug,
        (RECORD, DATA),
    ),
    Question(
        "heard_before_deciding",
        "Do officers let people give their side before they decide?",
        "¿Dejan los oficiales que las personas den su versión antes de decidir?",
        TRIAL.slug,
        (POLICY, SURVEY),
    ),
    Question(
        "past_harm",
        "Have we spoken openly with those who were harmed by policing here in the past?",
        "¿Hemos hablado abiertamente con quienes sufrieron daños por la policía aquí en el pasado?",
        RECONCILIATION.slug,
        (RECORD, DOCUMENT),
    ),
    Question(
        "fair_inside",
        "Are duties, training and promotion open to all staff by rules that everybody can read?",
        "¿Están tareas, formación y ascensos abiertos a todo el personal, según normas que todos pueden leer?",
        LEGITIMACY.slug,
        (POLICY, DATA),
    ),
)
