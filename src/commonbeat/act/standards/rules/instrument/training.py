"""Questions on training and supervision: whether people learn, practice, and are looked after."""

from commonbeat.act.standards.rules.instrument.cited import (
    BOSTON,
    CIVIL_RIGHTS,
    EARLY,
    POP,
    PROACTIVE,
    TASK_FORCE,
    TRIAL,
)
from commonbeat.act.standards.rules.instrument.question import DATA, POLICY, RECORD, SURVEY, Question

QUESTIONS = (
    Question(
        "training_practice",
        "Does our training on fairness and calm include practice, and not only talk?",
        "¿Incluye nuestra formación sobre trato justo y calma práctica, y no solo charla?",
        TRIAL.slug,
        (RECORD, DATA),
    ),
    Question(
        "training_repeated",
        "Is training on bias and force repeated and built up over the years?",
        "¿Se repite y se amplía con los años la formación sobre prejuicios y fuerza?",
        TASK_FORCE.slug,
        (POLICY, RECORD),
    ),
    Question(
        "training_measured",
        "Do we measure what changed after a training, in the work itself?",
        "¿Medimos qué cambió después de una formación, en el trabajo mismo?",
        PROACTIVE.slug,
        (DATA, SURVEY),
    ),
    Question(
        "community_teaches",
        "Do people from our neighborhoods take part in teaching officers?",
        "¿Participan personas de nuestros vecindarios en la formación de los oficiales?",
        TASK_FORCE.slug,
        (RECORD,),
    ),
    Question(
        "understood_policy",
        "Do we check that each officer has read and understood a policy when it changes?",
        "¿Comprobamos que cada oficial haya leído y entendido una norma cuando cambia?",
        CIVIL_RIGHTS.slug,
        (POLICY, DATA),
    ),
    Question(
        "supervisors_present",
        "Do sergeants have few enough officers to see and guide the work of each?",
        "¿Tienen los sargentos pocos oficiales, de modo que puedan ver y guiar el trabajo de cada uno?",
        BOSTON.slug,
        (POLICY, DATA),
    ),
    Question(
        "early_help",
        "Do we see early when an officer is in trouble, and offer help before harm is done?",
        "¿Vemos pronto cuando un oficial está en dificultades y ofrecemos ayuda antes de que haya daño?",
        EARLY.slug,
        (POLICY, RECORD),
    ),
    Question(
        "rewarded_for_trust",
        "Do evaluations and awards count how officers treat people and solve problems?",
        "¿Cuentan las evaluaciones y los premios cómo tratan los oficiales a la gente y cómo resuelven problemas?",
        POP.slug,
        (POLICY, DATA),
    ),
)
