"""The sentences that a supervisor reads: one for each officer, one for all, and what none of them can show."""

from commonbeat.plumb.terms import Phrase

EVENTS = Phrase("events", "sucesos")
EVENT = Phrase("event", "suceso")
SEEN = Phrase(
    "{who}: {observed} {unit}; like work mostly brings {low} to {high} (best figure {expected})",
    "{who}: {observed} {unit}; un trabajo parecido suele traer de {low} a {high} (mejor cifra: {expected})",
)
SEEN_OF = Phrase(
    "{who}: {observed} {unit} in {trials}; like work mostly brings {low} to {high} (best figure {expected})",
    "{who}: {observed} {unit} en {trials}; un trabajo parecido suele traer de {low} a {high} (mejor cifra: {expected})",
)
TIMES = Phrase(
    "That is {ratio} times what is expected ({low} to {high})",
    "Es {ratio} veces lo esperado ({low} a {high})",
)
FLAG = Phrase(
    "Flagged to talk over: the chance that this flag is wrong is {chance} ({low} to {high})",
    "Señal para conversar: la probabilidad de que esta señal sea errónea es {chance} ({low} a {high})",
)
SURE_FLAG = Phrase(
    "Flagged to talk over: the chance that this flag is wrong is 0.1% or less, if the method's assumptions hold",
    "Señal para conversar: la probabilidad de que esta señal sea errónea es de 0.1\u00a0% o menos, "
    "si se cumplen los supuestos del método",
)
NEARLY_SURE = Phrase(
    "Flagged to talk over: the chance that this flag is wrong is 0.1% or less (up to {high})",
    "Señal para conversar: la probabilidad de que esta señal sea errónea es de 0.1\u00a0% o menos (hasta {high})",
)
LEAST = Phrase("0.1% or less", "0.1\u00a0% o menos")
NO_FLAG = Phrase(
    "Not flagged: chance can bring this among so many officers",
    "Sin señal: entre tantos agentes, el azar puede traer esto",
)
FEWER = Phrase(
    "Fewer than like work brings; only high counts are flagged",
    "Menos de lo que trae un trabajo parecido; solo se señalan las cifras altas",
)
NO_MATCH = Phrase(
    "{who}: we cannot compare. {reason}",
    "{who}: no se puede comparar. {reason}",
)
SHOWS = Phrase("A flag shows no misconduct", "Una señal no muestra ninguna falta")
ALL = Phrase(
    "{flagged} of {officers} officers are flagged to talk over; about {wrong} of these flags ({low} to {high}) "
    "may be wrong",
    "Hay señal para conversar sobre {flagged} de {officers} agentes; unas {wrong} de estas señales ({low} a {high}) "
    "pueden ser erróneas",
)
ONE = Phrase(
    "1 of {officers} officers is flagged to talk over; the chance that this flag is wrong is said with it",
    "Hay señal para conversar sobre 1 de {officers} agentes; la probabilidad de que sea errónea se dice con ella",
)
NONE = Phrase(
    "None of {officers} officers is flagged; this does not show that all is well",
    "No hay señal sobre ninguno de {officers} agentes; esto no muestra que todo esté bien",
)
UNMATCHED = Phrase(
    "{unmatched} more could not be compared",
    "No se pudo comparar a {unmatched} más",
)

NO_OTHERS = Phrase(
    "Nobody else works {places}",
    "Nadie más trabaja en {places}",
)
ALONE = Phrase(
    "{share} of the stops were made where and when no other officer made any",
    "{share} de las paradas se hicieron donde y cuando ningún otro agente hizo ninguna",
)
UNLIKE = Phrase(
    "Other officers' stops cannot be made to look like these (largest difference {difference}, at {place})",
    "Las paradas de los demás no se pueden hacer parecidas a estas (mayor diferencia {difference}, en {place})",
)
FEW_OTHERS = Phrase(
    "Only about {officers} other officers' stops are like these",
    "Solo las paradas de unos {officers} agentes se parecen a estas",
)
ONE_OTHER = Phrase(
    "Only about 1 other officer's stops are like these",
    "Solo las paradas de 1 agente, más o menos, se parecen a estas",
)
NONE_SEEN = Phrase(
    "In no like stop of other officers did it happen, so there is nothing to set it against",
    "No ocurrió en ninguna parada parecida de otros agentes; no hay con qué compararlo",
)
ALWAYS_SEEN = Phrase(
    "In every like stop of other officers it happened, so there is nothing to set it against",
    "Ocurrió en todas las paradas parecidas de otros agentes; no hay con qué compararlo",
)
OUTSIDE = Phrase(
    "The best figure for like stops of other officers is not between 0 and 100%, so they tell too little",
    "La mejor cifra de las paradas parecidas de otros agentes no está entre 0 y 100\u00a0%; dicen demasiado poco",
)
TANGLED = Phrase(
    "Without this officer's own stops, two of the features cannot be told apart",
    "Sin las paradas de esta persona, dos de las características no se pueden distinguir",
)
MATCH = Phrase(
    "The match rests on stops like {stops} by about {officers} other officers; largest difference left {after}, "
    "before weighting {before}",
    "La comparación se apoya en unas {stops} paradas parecidas de unos {officers} agentes; mayor diferencia que queda: "
    "{after}; sin ponderar: {before}",
)

LIMITS = (
    Phrase(
        "A flag cannot show misconduct. It says that a count is far from what like work brings, not why.",
        "Una señal no puede mostrar una falta. Dice que una cifra se aleja de lo que trae un trabajo parecido, "
        "no por qué.",
    ),
    Phrase(
        "A flag opens a talk with the supervisor, who looks at the records and hears the officer. "
        "It is never a ground for discipline by itself.",
        "Una señal abre una conversación con el supervisor, que revisa los registros y escucha al agente. "
        "Por sí sola nunca es motivo de sanción.",
    ),
    Phrase(
        "No flag does not mean that all is well: few events hide even large differences, and if all officers do "
        "the same wrong thing, nobody stands out.",
        "La falta de señal no significa que todo esté bien: con pocos hechos no se ven ni las grandes diferencias, "
        "y si todos hacen lo mismo mal, nadie destaca.",
    ),
    Phrase(
        "Work is alike only in what was recorded. Calls that were sent, partners, and special tasks may explain a gap.",
        "El trabajo se parece solo en lo registrado. Las llamadas asignadas, los compañeros o tareas especiales "
        "pueden explicar una diferencia.",
    ),
    Phrase(
        "Nothing about single officers is published. These figures are for the officer and the supervisor.",
        "No se publica nada sobre agentes individuales. Estas cifras son para el agente y su supervisor.",
    ),
)
