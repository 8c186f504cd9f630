"""The methods of disclosure control that have a source of their own."""

from commonbeat.plumb.result import Method

LP_AUDIT = Method(
    key="lp_audit",
    name_en="linear programming audit",
    name_es="auditoría por programación lineal",
    source="M. Fischetti and J. J. Salazar, Journal of the American Statistical Association 95 (2000)",
)
CONTROLLED_ROUNDING = Method(
    key="controlled_rounding",
    name_en="unbiased controlled rounding",
    name_es="redondeo controlado sin sesgo",
    source="L. H. Cox, Journal of the American Statistical Association 82 (1987), 520-524",
)
RANDOM_ROUNDING = Method(
    key="random_rounding",
    name_en="unbiased random rounding",
    name_es="redondeo aleatorio sin sesgo",
    source="L. Willenborg and T. de Waal, Elements of Statistical Disclosure Control (Springer 2001)",
)
