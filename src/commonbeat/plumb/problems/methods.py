"""How each range of a problem's assessment was made, with its paper."""

from commonbeat.plumb.terms import Method

SERIES = Method(
    key="interrupted_time_series",
    name_en="interrupted time series, errors that remember",
    name_es="serie de tiempo interrumpida, con errores que tienen memoria",
    source="Bernal, Cummins and Gasparrini, International Journal of Epidemiology 46 (2017), 348-355; "
    "restricted likelihood: Patterson and Thompson, Biometrika 58 (1971), 545-554",
)
SERIES_NEWEY_WEST = Method(
    key="interrupted_time_series_newey_west",
    name_en="interrupted time series, Newey-West errors",
    name_es="serie de tiempo interrumpida, errores de Newey-West",
    source="Newey and West, Econometrica 55 (1987), 703-708",
)
PERMUTATION = Method(
    key="difference_in_differences_permutation",
    name_en="difference in differences, permutation of areas",
    name_es="diferencia en diferencias, permutación de áreas",
    source="Fisher, The Design of Experiments (1935); Rosenbaum, Observational Studies (2002), chapter 2",
)
DISPLACEMENT_DIFFERENCE = Method(
    key="weighted_displacement_difference",
    name_en="weighted displacement difference",
    name_es="diferencia ponderada de desplazamiento",
    source="Wheeler and Ratcliffe, Crime Science 7 (2018), 11",
)
DISPLACEMENT_QUOTIENT = Method(
    key="weighted_displacement_quotient",
    name_en="weighted displacement quotient, Fieller's interval",
    name_es="cociente ponderado de desplazamiento, intervalo de Fieller",
    source="Bowers and Johnson, Journal of Quantitative Criminology 19 (2003), 275-301; "
    "Fieller, Journal of the Royal Statistical Society B 16 (1954), 175-185",
)
TOTAL_NET_EFFECT = Method(
    key="total_net_effect",
    name_en="total net effect, delta method",
    name_es="efecto neto total, método delta",
    source="Guerette, Analyzing Crime Displacement and Diffusion, Problem-Oriented Guides for Police, "
    "Problem-Solving Tools 10 (2009), appendix B",
)
SYNTHETIC_CONTROL = Method(
    key="synthetic_control",
    name_en="synthetic control, placebo areas",
    name_es="control sintético, áreas de placebo",
    source="Abadie, Diamond and Hainmueller, Journal of the American Statistical Association 105 (2010), 493-505",
)
KNOX = Method(
    key="knox_monte_carlo",
    name_en="Knox test, times shuffled",
    name_es="prueba de Knox, con los tiempos barajados",
    source="Knox, Applied Statistics 13 (1964); Townsley, Homel and Chaseling, "
    "British Journal of Criminology 43 (2003), 615-633",
)
