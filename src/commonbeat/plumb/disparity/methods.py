"""The methods of disparity: how each range was made, and which paper it comes from."""

from commonbeat.plumb.terms import Method

RATE_RATIO_EXACT = Method(
    key="rate_ratio_exact",
    name_en="exact conditional interval for the ratio of two Poisson rates",
    name_es="intervalo condicional exacto para la razón de dos tasas de Poisson",
    source="J. Przyborowski and H. Wilenski, Biometrika 31 (1940), 313-323; "
    "C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404-413",
)
COUNT_RATIO_EXACT = Method(
    key="count_ratio_exact",
    name_en="exact conditional interval for the ratio of two counts",
    name_es="intervalo condicional exacto para la razón de dos conteos",
    source="J. Przyborowski and H. Wilenski, Biometrika 31 (1940), 313-323; "
    "C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404-413",
)
RATIO_OF_COUNTS = Method(
    key="ratio_of_counts",
    name_en="log-normal interval for a ratio of ratios of counts",
    name_es="intervalo log-normal para una razón de razones de conteos",
    source="B. Woolf, Annals of Human Genetics 19 (1955), 251-253; "
    "J. B. S. Haldane, Annals of Human Genetics 20 (1956), 309-311",
)
NEWCOMBE = Method(
    key="newcombe",
    name_en="Newcombe's interval for a difference of two shares",
    name_es="intervalo de Newcombe para la diferencia de dos proporciones",
    source="R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10",
)
STANDARDIZED = Method(
    key="standardized",
    name_en="direct standardization, Wilson's range at the effective number of trials",
    name_es="estandarización directa, rango de Wilson con el número efectivo de casos",
    source="E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998), 193-201; "
    "R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10",
)
VEIL = Method(
    key="veil_of_darkness",
    name_en="veil of darkness: logistic model with a spline of the clock, errors clustered by day",
    name_es="velo de la oscuridad: modelo logístico con curva de la hora y errores agrupados por día",
    source="J. Grogger and G. Ridgeway, Journal of the American Statistical Association 101 (2006), 878-887",
)
