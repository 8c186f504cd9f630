"""How each range of a problem's assessment was made, with its paper."""

from commonbeat.plumb.terms import Method

SERIES = Method(
    key="interrupted_time_series",
    name_en="interrupted time series, errors that remember",
    name_es="serie de tiempo interrumpida, con errores que tienen memoria",
    source="J. Lopez Bernal, S. Cummins and A. Gasparrini, International Journal of Epidemiology 46 (2017), 348-355; "
    "H. D. Patterson and R. Thompson, Biometrika 58 (1971), 545-554",
)
SERIES_NEWEY_WEST = Method(
    key="interrupted_time_series_newey_west",
    name_en="interrupted time series, Newey-West errors",
    name_es="serie de tiempo interrumpida, errores de Newey-West",
    source="W. K. Newey and K. D. West, Econometrica 55 (1987), 703-708; "
    "W. K. Newey and K. D. West, Review of Economic Studies 61 (1994), 631-653",
)
PERMUTATION = Method(
    key="difference_in_differences_permutation",
    name_en="difference in differences, permutation of areas",
    name_es="diferencia en diferencias, permutación de áreas",
    source="R. A. Fisher, The Design of Experiments (Oliver and Boyd 1935); "
    "P. R. Rosenbaum, Observational Studies, 2nd edition (Springer 2002), chapter 2",
)
DISPLACEMENT_DIFFERENCE = Method(
    key="weighted_displacement_difference",
    name_en="weighted displacement difference",
    name_es="diferencia ponderada de desplazamiento",
    source="A. P. Wheeler and J. H. Ratcliffe, Crime Science 7 (2018), 11",
)
DISPLACEMENT_QUOTIENT = Method(
    key="weighted_displacement_quotient",
    name_en="weighted displacement quotient, Fieller's interval",
    name_es="cociente ponderado de desplazamiento, intervalo de Fieller",
    source="K. J. Bowers and S. D. Johnson, Journal of Quantitative Criminology 19 (2003), 275-301; "
    "E. C. Fieller, Journal of the Royal Statistical Society B 16 (1954), 175-185",
)
TOTAL_NET_EFFECT = Method(
    key="total_net_effect",
    name_en="total net effect, delta method",
    name_es="efecto neto total, método delta",
    source="R. T. Guerette, Analyzing Crime Displacement and Diffusion, Problem-Oriented Guides for Police, "
    "Problem-Solving Tools 10 (2009), appendix B",
)
SYNTHETIC_CONTROL = Method(
    key="synthetic_control",
    name_en="synthetic control, placebo areas",
    name_es="control sintético, áreas de placebo",
    source="A. Abadie, A. Diamond and J. Hainmueller, Journal of the American Statistical Association 105 (2010), "
    "493-505; S. Firpo and V. Possebom, Journal of Causal Inference 6 (2018), 20160026",
)
KNOX = Method(
    key="knox_monte_carlo",
    name_en="Knox test, times shuffled",
    name_es="prueba de Knox, con los tiempos barajados",
    source="E. G. Knox, Applied Statistics 13 (1964), 25-30; M. Townsley, R. Homel and J. Chaseling, "
    "British Journal of Criminology 43 (2003), 615-633",
)
