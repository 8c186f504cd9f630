"""The two models of the threshold test, each under its name and paper."""

from commonbeat.plumb.terms import Method

BETA = Method(
    key="threshold_beta",
    name_en="threshold test, beta model",
    name_es="prueba de umbral, modelo beta",
    source="C. Simoiu, S. Corbett-Davies and S. Goel, Annals of Applied Statistics 11 (2017), 1193-1216",
)
DISCRIMINANT = Method(
    key="threshold_discriminant",
    name_en="threshold test, discriminant model",
    name_es="prueba de umbral, modelo discriminante",
    source="E. Pierson, S. Corbett-Davies and S. Goel, Proceedings of Machine Learning Research 84 (AISTATS 2018)",
)
