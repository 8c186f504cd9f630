"""How each figure of a comparison with like officers is made: methods with their sources, and notes for readers."""

from commonbeat.plumb.terms import Method, Phrase

LIKE_COUNT = Method(
    key="peers_poisson_log_normal",
    name_en="Poisson log-normal range of like work, officer left out",
    name_es="rango Poisson log-normal del trabajo parecido, sin contar a la persona",
    source="M. G. Bulmer, Biometrics 30 (1974), 101-110; J. F. Lawless, Canadian Journal of Statistics 15 (1987), "
    "209-225",
)
LIKE_SHARE = Method(
    key="peers_binomial_logit_normal",
    name_en="binomial logit-normal range of like work, officer left out",
    name_es="rango binomial logit-normal del trabajo parecido, sin contar a la persona",
    source="D. A. Williams, Applied Statistics 31 (1982), 144-148 (models II and III)",
)
MATCHED_SHARE = Method(
    key="internal_benchmark",
    name_en="weighted stops of other officers (internal benchmark)",
    name_es="paradas ponderadas de otros agentes (referencia interna)",
    source="G. Ridgeway and J. M. MacDonald, Journal of the American Statistical Association 104 (2009), 661-668",
)
OVER_EXPECTED = Method(
    key="mover_r",
    name_en="MOVER-R interval of a ratio",
    name_es="intervalo MOVER-R de una razón",
    source="A. Donner and G. Y. Zou, Statistical Methods in Medical Research 21 (2012), 347-359; "
    "R. G. Newcombe, Statistical Methods in Medical Research 25 (2016), 1774-1778",
)
LOCAL_FALSE = Method(
    key="local_fdr",
    name_en="local false discovery rate, monotone",
    name_es="tasa local de falsos hallazgos, monótona",
    source="K. Strimmer, BMC Bioinformatics 9 (2008), 303; B. Efron, Journal of the American Statistical Association "
    "99 (2004), 96-104",
)
FALSE_FLAGS = Method(
    key="expected_false_flags",
    name_en="sum of the flags' chances of being wrong",
    name_es="suma de las probabilidades de error de las señales",
    source="M. A. Newton, A. Noueiry, D. Sarkar and P. Ahlquist, Biostatistics 5 (2004), 155-176",
)

THEORETICAL = Phrase(
    "With {many} officers (under {least}) the usual spread was taken from the model, not learned from the officers",
    "Con {many} agentes (menos de {least}), la variación habitual se tomó del modelo, no de los propios agentes",
)
NO_MIDDLE = Phrase(
    "The middle of the officers was too uneven to learn the usual spread from it, so it was taken from the model",
    "El centro del grupo era demasiado irregular para aprender de él la variación habitual; se tomó del modelo",
)
LEARNED = Phrase(
    "What is usual was learned from the officers in the middle of the group",
    "Lo habitual se aprendió de los agentes del centro del grupo",
)
LEFT_OUT = Phrase(
    "The officer's own records are left out of what is expected; the spread between officers is common to all",
    "Los registros de la persona no entran en lo esperado; la variación entre agentes es común a todos",
)
ALL_LIKE = Phrase(
    "All officers are taken to be like their peers until shown otherwise; where officers differ widely, more flags are "
    "wrong than this says",
    "Se supone que cada agente es como sus pares mientras no se vea otra cosa; donde los agentes difieren mucho, son "
    "erróneas más señales de las que aquí se dicen",
)
OWN_PACE = Phrase(
    "The range takes events to come one by one; events that come in bunches make it wider",
    "El rango supone que los hechos llegan uno por uno; si llegan en grupos, sería más amplio",
)
THINLY = Phrase(
    "The chance rests on how thickly officers lie so far out; where one stands alone it is very unsure",
    "La probabilidad depende de cuántos agentes están así de lejos; si hay uno solo, es muy insegura",
)
NO_LESS = Phrase(
    "No chance under 0.1% is claimed: no model is right so far out",
    "No se afirma ninguna probabilidad menor de 0.1\u00a0%: tan lejos, ningún modelo es exacto",
)
