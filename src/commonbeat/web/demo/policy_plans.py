"""Which invented policies there are: their versions, what people said of them, and what was answered."""

from dataclasses import dataclass, field

from commonbeat.act.policies.rules.versions import Bound
from commonbeat.ground.roles import Role
from commonbeat.web.demo import policy_texts as texts


@dataclass(frozen=True)
class Words:
    """One version, in force so many days ago; None for one that is still a draft."""

    text: str
    summary: str
    summary_es: str
    change: str = ""
    change_es: str = ""
    days: int | None = 0
    text_es: str = ""


@dataclass(frozen=True)
class Plan:
    """One invented policy with its versions, the oldest first."""

    number: str
    title: str
    title_es: str
    versions: tuple[Words, ...]
    required: str = ""
    months: int = 12
    owner: Role = Role.COMMANDER
    bound: tuple[Bound, ...] = field(default=())


FORCE_OLD = (
    "Officers use force only when they must, and tell a sergeant when they did.",
    "Los agentes usan la fuerza solo cuando deben, y avisan a un sargento cuando lo hicieron.",
)
FORCE_NEW = (
    "Officers talk, move back and take time before they use force. Force is for a danger that is "
    "there now, and only as "
    "much of it as the danger asks for. Neck holds are forbidden. Pointing a gun at somebody counts as force and is "
    "written down.\n\nAfterward the person gets medical help, and they or their family get the "
    "reports within thirty days.",
    "Los agentes hablan, se alejan y ganan tiempo antes de usar la fuerza. La fuerza es para un "
    "peligro presente, y solo en "
    "la medida de ese peligro. Se prohíben las llaves al cuello. Apuntar a alguien con un arma "
    "cuenta como fuerza y se "
    "anota.\n\nDespués la persona recibe ayuda médica, y ella o su familia reciben los informes en treinta días.",
)

PLANS: tuple[Plan, ...] = (
    Plan(
        "300",
        "Use of force",
        "Uso de la fuerza",
        (
            Words(texts.FORCE_1, *FORCE_OLD, days=900),
            Words(
                texts.FORCE_2,
                *FORCE_OLD,
                "Forbids holds on the neck, and asks for a warning first.",
                "Prohíbe las llaves al cuello y pide avisar primero.",
                days=420,
            ),
            Words(
                texts.FORCE_3,
                *FORCE_NEW,
                "Talk and time come before force; pointing a firearm counts as force. After a consultation.",
                "Hablar y ganar tiempo van antes de la fuerza; apuntar con un arma cuenta como fuerza. Tras una "
                "consulta.",
                days=40,
                text_es=texts.FORCE_3_ES,
            ),
        ),
        "use_of_force",
        bound=(Bound(sworn=True),),
    ),
    Plan(
        "301",
        "Duty to step in",
        "Deber de intervenir",
        (
            Words(
                texts.INTERVENE,
                "Whoever sees a colleague go too far steps in, whatever their rank. Nobody may be made to pay for it.",
                "Quien ve que un colega se excede interviene, sea cual sea su rango. Nadie puede sufrir por ello.",
                days=200,
            ),
        ),
        "duty_to_intervene",
    ),
    Plan(
        "340",
        "Complaints about us",
        "Quejas sobre nosotros",
        (
            Words(
                texts.COMPLAINTS,
                "Anybody may complain, in any way and any language, without a name. You get a number on the "
                "same day and "
                "an answer within ninety days.",
                "Cualquiera puede quejarse, de cualquier forma y en cualquier idioma, sin dar su nombre. Recibe "
                "un número "
                "el mismo día y una respuesta en noventa días.",
                days=310,
            ),
        ),
        "complaints",
    ),
    Plan(
        "402",
        "Fair treatment",
        "Trato justo",
        (
            Words(
                texts.FAIR,
                "How somebody looks, speaks or prays is never a reason to stop them. Figures are read every quarter.",
                "El aspecto, el idioma o la fe de alguien nunca son motivo para detenerlo. Las cifras se leen "
                "cada trimestre.",
                days=500,
            ),
        ),
        "bias",
    ),
    Plan(
        "410",
        "Stops and searches",
        "Detenciones y registros",
        (
            Words(
                texts.STOPS_1,
                "An officer says why you are stopped in the first minute. If you are asked for a search, you "
                "may say no.",
                "El agente dice por qué lo detiene en el primer minuto. Si le piden un registro, usted puede "
                "decir que no.",
                days=330,
            ),
            Words(
                texts.STOPS_2,
                "A broken light alone would stop nobody. At a traffic stop nobody would be searched on a yes "
                "alone, and "
                "everybody who is stopped would get a card with a number.",
                "Una luz rota no bastaría para detener a nadie. En una parada de tráfico nadie sería registrado "
                "solo por "
                "decir que sí, y toda persona detenida recibiría una tarjeta con un número.",
                "No more stops for small faults, no more searches on a yes at traffic stops.",
                "No más detenciones por faltas pequeñas ni registros por un sí en paradas de tráfico.",
                days=None,
                text_es=texts.STOPS_2_ES,
            ),
        ),
        "stops",
    ),
    Plan("425", "Body-worn cameras", "Cámaras corporales", (Words(texts.CAMERAS, "", "", days=None),), "body_cameras"),
    Plan(
        "368",
        "Language help",
        "Ayuda con el idioma",
        (
            Words(
                texts.LANGUAGE_HELP,
                "You get an interpreter at no cost. A child never interprets.",
                "Usted recibe un intérprete sin costo. Un niño nunca interpreta.",
                days=150,
            ),
        ),
        months=24,
    ),
    Plan(
        "512",
        "Foot chases",
        "Persecuciones a pie",
        (
            Words(
                texts.CHASES,
                "A small matter is no reason to run after somebody.",
                "Un asunto pequeño no es motivo para correr detrás de alguien.",
                days=90,
            ),
        ),
        bound=(Bound(rank="officer"), Bound(rank="sergeant")),
    ),
)
"""One that is required is missing (cameras), one is overdue (fair treatment), one is open for comment (stops)."""

THEMES = (
    (
        "Pointing a gun should count as force",
        "Apuntar con un arma debe contar como fuerza",
        "accepted",
        "We agree. It is now part of what we call force, and it is written down each time.",
        "Estamos de acuerdo. Ahora es parte de lo que llamamos fuerza, y se anota cada vez.",
        ("My son was looking into a gun at a traffic stop. That IS force.", "Count it when you point a gun at us."),
    ),
    (
        "Families should get the reports",
        "Las familias deben recibir los informes",
        "partly",
        "They get them within thirty days. People asked for ten; the county needs longer to take names "
        "of witnesses out.",
        "Los reciben en treinta días. Se pedían diez; el condado necesita más para quitar nombres de testigos.",
        ("Ten days, not two years.", "Queremos leer el informe sin pagar un abogado."),
    ),
    (
        "Dogs should never be used",
        "Nunca se deben usar perros",
        "not",
        "We keep two dogs to find lost people. This policy is about force; no dog of ours is trained to bite.",
        "Tenemos dos perros para buscar personas perdidas. Ninguno está entrenado para morder.",
        ("No dogs. Ever.",),
    ),
)
OPEN_COMMENTS = (
    "Good. I was stopped four times for a taillight and a smell of nothing. My name is on the card, right?",
    "What about bikes without a light at night? Somebody will get hurt.",
    "La tarjeta debe estar también en español.",
)
