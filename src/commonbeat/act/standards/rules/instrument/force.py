"""Questions on force: whether it is rare, recorded, reviewed, and stopped by whoever is there."""

from commonbeat.act.standards.rules.instrument.cited import BOSTON, DUTY, ELEMENTS, PRINCIPLES, TASK_FORCE
from commonbeat.act.standards.rules.instrument.question import DATA, POLICY, RECORD, Question

QUESTIONS = (
    Question(
        "force_policy",
        "Does our policy say that life comes first and that force must fit what is happening?",
        "¿Dice nuestra norma que la vida es lo primero y que la fuerza debe ajustarse a lo que ocurre?",
        PRINCIPLES.slug,
        (POLICY,),
    ),
    Question(
        "calm_first",
        "Must officers try to calm things down before force, where time and safety allow it?",
        "¿Deben los oficiales intentar calmar la situación antes de usar la fuerza, si hay tiempo y seguridad?",
        PRINCIPLES.slug,
        (POLICY, DATA),
    ),
    Question(
        "duty_to_step_in",
        "Must every officer step in when a colleague uses too much force, whatever their rank?",
        "¿Debe todo oficial intervenir cuando un colega usa demasiada fuerza, sea cual sea su rango?",
        TASK_FORCE.slug,
        (POLICY, RECORD),
    ),
    Question(
        "safe_to_report",
        "Is there a safe way to report that somebody had to step in, or should have?",
        "¿Hay una forma segura de informar que alguien tuvo que intervenir, o debió hacerlo?",
        BOSTON.slug,
        (POLICY, DATA),
    ),
    Question(
        "force_recorded",
        "Is each use of force written down by everybody who used or saw it?",
        "¿Anota cada uso de la fuerza toda persona que la usó o la vio?",
        DUTY.slug,
        (POLICY, DATA),
    ),
    Question(
        "force_reviewed",
        "Does somebody who was not there review each use of force within a set time?",
        "¿Revisa cada uso de la fuerza, dentro de un plazo fijo, alguien que no estuvo presente?",
        DUTY.slug,
        (POLICY, DATA),
    ),
    Question(
        "crisis_response",
        "Do people in a mental health crisis get somebody who is trained for it?",
        "¿Reciben las personas en crisis de salud mental a alguien con formación para ello?",
        ELEMENTS.slug,
        (POLICY, DATA),
    ),
    Question(
        "medical_help",
        "Must officers give first aid and call for help at once when somebody is hurt?",
        "¿Deben los oficiales dar primeros auxilios y pedir ayuda de inmediato cuando alguien está herido?",
        PRINCIPLES.slug,
        (POLICY, RECORD),
    ),
)
