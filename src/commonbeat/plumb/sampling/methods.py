"""The methods of this room, each with its name in two languages and the paper that it comes from."""

from commonbeat.plumb.terms import Method

SHARE_SIZE = Method(
    key="sample_size_share",
    name_en="sample size for a share, finite population",
    name_es="tamaño de muestra para un porcentaje, población finita",
    source="W. G. Cochran, Sampling Techniques, 3rd edition (Wiley 1977), section 4.4; "
    "E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212",
)
DIFFERENCE_SIZE = Method(
    key="sample_size_difference",
    name_en="sample size for two shares, pooled test without continuity correction",
    name_es="tamaño de muestra para dos porcentajes, prueba combinada sin corrección de continuidad",
    source="J. L. Fleiss, B. Levin and M. C. Paik, Statistical Methods for Rates and Proportions, 3rd edition "
    "(Wiley 2003), chapter 4",
)
SIMPLE_DRAW = Method(
    key="draw_simple",
    name_en="simple random sample without replacement",
    name_es="muestra aleatoria simple sin reposición",
    source="W. G. Cochran, Sampling Techniques, 3rd edition (Wiley 1977), chapter 2",
)
STRATIFIED_DRAW = Method(
    key="draw_stratified",
    name_en="stratified random sample without replacement",
    name_es="muestra aleatoria estratificada sin reposición",
    source="J. Neyman, Journal of the Royal Statistical Society 97 (1934), 558-625",
)
SYSTEMATIC_DRAW = Method(
    key="draw_systematic_pps",
    name_en="systematic sample with probability proportional to size",
    name_es="muestra sistemática con probabilidad proporcional al tamaño",
    source="W. G. Madow, Annals of Mathematical Statistics 20 (1949), 333-354",
)
WEIGHTED_MEAN = Method(
    key="weighted_mean",
    name_en="weighted mean, linearized standard error, t interval",
    name_es="media ponderada, error estándar linealizado, intervalo t",
    source="D. A. Binder, International Statistical Review 51 (1983), 279-292",
)
FELDT = Method(
    key="feldt",
    name_en="Cronbach's alpha with Feldt's interval",
    name_es="alfa de Cronbach con el intervalo de Feldt",
    source="L. J. Cronbach, Psychometrika 16 (1951), 297-334; L. S. Feldt, Psychometrika 30 (1965), 357-370",
)
OMEGA = Method(
    key="omega_total",
    name_en="McDonald's omega of one factor (maximum likelihood), bootstrap interval",
    name_es="omega de McDonald de un factor (máxima verosimilitud), intervalo bootstrap",
    source="R. P. McDonald, Test Theory: A Unified Treatment (Erlbaum 1999); "
    "B. Efron, Annals of Statistics 7 (1979), 1-26",
)
FISHER_Z = Method(
    key="fisher_z",
    name_en="correlation with Fisher's z interval",
    name_es="correlación con el intervalo z de Fisher",
    source="R. A. Fisher, Metron 1 (1921), 3-32",
)
R_FRAME = Method(
    key="r_indicator_frame",
    name_en="R-indicator from logistic response propensities, bias-adjusted",
    name_es="indicador R de propensiones logísticas de respuesta, con ajuste de sesgo",
    source="B. Schouten, F. Cobben and J. Bethlehem, Survey Methodology 35 (2009), 101-113; "
    "N. Shlomo, C. Skinner and B. Schouten, Journal of Statistical Planning and Inference 142 (2012), 201-211",
)
R_MARGINS = Method(
    key="r_indicator_margins",
    name_en="R-indicator from linear response propensities against population margins, bias-adjusted",
    name_es="indicador R de propensiones lineales de respuesta frente a los totales de la población, "
    "con ajuste de sesgo",
    source="A. Bianchi, N. Shlomo, B. Schouten, D. Da Silva and C. Skinner, Survey Methodology 45 (2019); "
    "C.-E. Särndal, Journal of Official Statistics 27 (2011)",
)
WEIGHTED_WILSON = Method(
    key="weighted_wilson",
    name_en="weighted share, Wilson interval of the effective sample size",
    name_es="porcentaje ponderado, intervalo de Wilson del tamaño efectivo de muestra",
    source="E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998), 193-201; "
    "E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212",
)
WORST_CASE = Method(
    key="worst_case",
    name_en="worst case for those who stayed silent",
    name_es="peor caso de quienes no respondieron",
    source="C. F. Manski, Journal of Human Resources 24 (1989), 343-360",
)
