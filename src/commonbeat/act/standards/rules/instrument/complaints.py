"""Questions on complaints: whether they are easy to make, fairly looked into, and answered."""

from commonbeat.act.standards.rules.instrument.cited import BOSTON, INTERNAL_AFFAIRS, LEGITIMACY, TASK_FORCE
from commonbeat.act.standards.rules.instrument.question import DATA, DOCUMENT, POLICY, RECORD, Question

QUESTIONS = (
    Question(
        "easy_to_complain",
        "Can people complain online, by phone, on paper and in person, without having to come to the station?",
        "¿Se puede presentar una queja por internet, teléfono, papel y en persona, sin ir a la comisaría?",
        INTERNAL_AFFAIRS.slug,
        (POLICY, DOCUMENT),
    ),
    Question(
        "every_complaint",
        "Do we write down every complaint, even one without a name?",
        "¿Anotamos todas las quejas, incluso las que llegan sin nombre?",
        INTERNAL_AFFAIRS.slug,
        (POLICY, DATA),
    ),
    Question(
        "complaint_deadlines",
        "Is there a day by which each complaint must be answered, and do we meet it?",
        "¿Hay un plazo para responder a cada queja, y lo cumplimos?",
        INTERNAL_AFFAIRS.slug,
        (POLICY, DATA),
    ),
    Question(
        "complainant_told",
        "Are people who complained told what we found and why?",
        "¿Se les dice a quienes se quejaron qué encontramos y por qué?",
        LEGITIMACY.slug,
        (POLICY, RECORD),
    ),
    Question(
        "outside_investigation",
        "Are the most serious cases looked into by somebody outside the agency?",
        "¿Investiga los casos más graves alguien ajeno a la agencia?",
        TASK_FORCE.slug,
        (POLICY, DOCUMENT),
    ),
    Question(
        "equal_discipline",
        "Do we check that like cases end alike, whatever the rank or the friends of the officer?",
        "¿Comprobamos que casos parecidos terminen igual, sin importar el rango o las amistades del oficial?",
        BOSTON.slug,
        (POLICY, DATA),
    ),
    Question(
        "no_payback",
        "Are people who complain, and officers who speak up, protected from payback?",
        "¿Están protegidos de represalias quienes se quejan y los oficiales que hablan?",
        BOSTON.slug,
        (POLICY, RECORD),
    ),
    Question(
        "learning_from_complaints",
        "Do we look at complaints together, once a quarter, to see what they have in common?",
        "¿Miramos las quejas en conjunto, cada trimestre, para ver qué tienen en común?",
        BOSTON.slug,
        (RECORD, DATA),
    ),
)
