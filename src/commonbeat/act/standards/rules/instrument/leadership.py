"""Questions on leadership: whether leaders are seen, keep their word, and let others look."""

from commonbeat.act.standards.rules.instrument.cited import LEGITIMACY, OVERSIGHT, POP, TASK_FORCE, TRUST
from commonbeat.act.standards.rules.instrument.question import DATA, DOCUMENT, POLICY, RECORD, SURVEY, Question

QUESTIONS = (
    Question(
        "chief_is_seen",
        "Do the chief and commanders meet people in every part of town, also where trust is low?",
        "¿Se reúnen la jefatura y los mandos con la gente en toda la ciudad, también donde hay poca confianza?",
        LEGITIMACY.slug,
        (RECORD,),
    ),
    Question(
        "written_goals",
        "Do we have written goals for trust, with a name and a day beside each?",
        "¿Tenemos metas escritas sobre la confianza, con un nombre y una fecha junto a cada una?",
        POP.slug,
        (DOCUMENT, RECORD),
    ),
    Question(
        "promises_kept",
        "Do we write our promises down in public and say which ones we did not keep?",
        "¿Anotamos en público nuestras promesas y decimos cuáles no cumplimos?",
        TRUST.slug,
        (DATA,),
    ),
    Question(
        "outside_eyes",
        "Is there a board from outside that can ask for files and speak in public?",
        "¿Hay una junta externa que pueda pedir expedientes y hablar en público?",
        OVERSIGHT.slug,
        (POLICY, DOCUMENT),
    ),
    Question(
        "board_answered",
        "Do we answer each proposal of that board in writing, and say why when we say no?",
        "¿Respondemos por escrito a cada propuesta de esa junta y decimos por qué cuando decimos que no?",
        OVERSIGHT.slug,
        (RECORD, DATA),
    ),
    Question(
        "input_on_policy",
        "Can people comment on a policy before it is decided, and do they get an answer?",
        "¿Pueden las personas comentar una norma antes de que se decida, y reciben respuesta?",
        TASK_FORCE.slug,
        (POLICY, RECORD),
    ),
    Question(
        "hiring_for_service",
        "Do we look for people who want to serve, from all parts of our town, when we hire?",
        "Al contratar, ¿buscamos personas con ganas de servir, de todas las partes de nuestra ciudad?",
        TASK_FORCE.slug,
        (POLICY, DATA),
    ),
    Question(
        "staff_heard",
        "Do we ask our own staff, without names, how they are treated, and act on what they say?",
        "¿Preguntamos a nuestro propio personal, sin nombres, cómo se le trata, y actuamos según lo que dice?",
        LEGITIMACY.slug,
        (SURVEY, RECORD),
    ),
)
