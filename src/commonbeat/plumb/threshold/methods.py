"""The two models of the threshold test, each under its name and paper."""

from commonbeat.plumb.terms import Method

BETA = Method(
    key="threshold_beta",
    name_en="threshold test, beta model",
    name_es="prueba de umbral, modelo beta",
    source="C. Simoiu, S. Corbett-Davies and S. Goel, The problem of infra-marginality in outcome tests for "
    "discrimination, Annals of Applied Statistics 11 (2017), 1193-1216",
)
DISCRIMINANT = Method(
    key="threshold_discriminant",
    name_en="threshold test, discriminant model",
    name_es="prueba de umbral, modelo discriminante",
    source="E. Pierson, S. Corbett-Davies and S. Goel, Fast threshold tests for detecting discrimination, "
    "Proceedings of AISTATS 2018, PMLR 84, 96-105",
)
