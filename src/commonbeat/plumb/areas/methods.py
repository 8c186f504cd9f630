"""The methods of small areas: how each range was made and which paper it comes from."""

from commonbeat.plumb.terms import Method

MRP_LAPLACE = Method(
    key="mrp_laplace",
    name_en="multilevel regression and poststratification, normal approximation",
    name_es="regresión multinivel con posestratificación, aproximación normal",
    source="D. K. Park, A. Gelman and J. Bafumi, Political Analysis 12 (2004), 375-385; "
    "H. Rue, S. Martino and N. Chopin, Journal of the Royal Statistical Society B 71 (2009), 319-392; "
    "J. T. Ormerod and M. P. Wand, Journal of Computational and Graphical Statistics 21 (2012), 2-17",
)
FAY_HERRIOT = Method(
    key="fay_herriot",
    name_en="Fay-Herriot area model, REML",
    name_es="modelo de áreas de Fay-Herriot, REML",
    source="R. E. Fay and R. A. Herriot, Journal of the American Statistical Association 74 (1979), 269-277; "
    "G. S. Datta and P. Lahiri, Statistica Sinica 10 (2000), 613-627",
)
FAY_HERRIOT_ADJUSTED = Method(
    key="fay_herriot_adjusted",
    name_en="Fay-Herriot area model, adjusted REML",
    name_es="modelo de áreas de Fay-Herriot, REML ajustado",
    source="H. Li and P. Lahiri, Journal of Multivariate Analysis 101 (2010), 882-892",
)
POSTERIOR_DRAWS = Method(
    key="posterior_draws",
    name_en="share of posterior draws, with its Monte Carlo range",
    name_es="proporción de simulaciones del modelo, con su rango de Monte Carlo",
    source="H. Rue, S. Martino and N. Chopin, Journal of the Royal Statistical Society B 71 (2009), 319-392; "
    "E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212",
)
