"""The methods of surveys: how weights were made and how each range was found, with the papers they come from."""

from commonbeat.plumb.terms import Method

RAKING = Method(
    key="raking",
    name_en="weights raked to the margins",
    name_es="ponderación ajustada a los márgenes (raking)",
    source="W. E. Deming and F. F. Stephan, Annals of Mathematical Statistics 11 (1940), 427-444",
)
CALIBRATION_LINEAR = Method(
    key="calibration_linear",
    name_en="weights calibrated, linear distance",
    name_es="ponderación calibrada, distancia lineal",
    source="J.-C. Deville and C.-E. Särndal, Journal of the American Statistical Association 87 (1992), 376-382",
)
CALIBRATION_LOGIT = Method(
    key="calibration_logit",
    name_en="weights calibrated within bounds, logit distance",
    name_es="ponderación calibrada dentro de límites, distancia logit",
    source="J.-C. Deville and C.-E. Särndal, Journal of the American Statistical Association 87 (1992), 376-382",
)
TRIMMING = Method(
    key="weights_trimmed",
    name_en="trimmed weights",
    name_es="ponderación recortada",
    source="F. J. Potter, Proceedings of the Survey Research Methods Section, American Statistical Association (1990), "
    "225-230",
)
LINEARIZED = Method(
    key="survey_linearized",
    name_en="design-based range, linearized standard error",
    name_es="intervalo según el diseño, error estándar linealizado",
    source="D. A. Binder, International Statistical Review 51 (1983), 279-292",
)
LOGIT = Method(
    key="survey_logit",
    name_en="design-based range on the logit scale",
    name_es="intervalo según el diseño en escala logit",
    source="E. L. Korn and B. I. Graubard, Analysis of Health Surveys (Wiley 1999)",
)
WILSON_EFFECTIVE = Method(
    key="survey_wilson",
    name_en="Wilson score interval at the effective sample size",
    name_es="intervalo de Wilson con el tamaño efectivo de la muestra",
    source="E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212; "
    "E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998), 193-201",
)
WOODRUFF = Method(
    key="survey_woodruff",
    name_en="Woodruff interval of a quantile",
    name_es="intervalo de Woodruff de un cuantil",
    source="R. S. Woodruff, Journal of the American Statistical Association 47 (1952), 635-646",
)
JACKKNIFE = Method(
    key="survey_jackknife",
    name_en="design-based range, jackknife standard error",
    name_es="intervalo según el diseño, error estándar por jackknife",
    source="K. M. Wolter, Introduction to Variance Estimation, 2nd edition (Springer 2007)",
)
BOOTSTRAP = Method(
    key="survey_bootstrap",
    name_en="design-based range, rescaling bootstrap standard error",
    name_es="intervalo según el diseño, error estándar por bootstrap reescalado",
    source="J. N. K. Rao and C. F. J. Wu, Journal of the American Statistical Association 83 (1988), 231-241",
)
DIFFERENCE = Method(
    key="wave_difference",
    name_en="difference of two waves with its own standard error",
    name_es="diferencia de dos rondas con su propio error estándar",
    source="L. Kish, Survey Sampling (Wiley 1965)",
)
