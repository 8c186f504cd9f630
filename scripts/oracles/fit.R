# Golden numbers for commonbeat.plumb.fit: R's glm, splines::ns and MASS::glm.nb on cells that both sides make by the same rule.
# Run: Rscript scripts/oracles/fit.R   (Debian: r-base-core r-cran-jsonlite r-cran-mass)
suppressPackageStartupMessages({library(splines); library(MASS); library(jsonlite)})
i <- 0:119
trials <- 5 + (i * 7) %% 23
hits <- (i * 13 + i * i) %% (trials + 1)
clock <- 960 + (i * 37) %% 240
place <- i %% 4
events <- (i * 5 + i * i * 3) %% 17
exposure <- 10 + (i * 11) %% 40
control <- glm.control(epsilon = 1e-15, maxit = 100)
long <- rep(clock, trials)
curve <- ns(long, df = 6)
knots <- as.numeric(attr(curve, "knots"))
basis <- ns(clock, knots = knots, Boundary.knots = range(long))
logit <- glm(cbind(hits, trials - hits) ~ ns(clock, knots = knots, Boundary.knots = range(long)) + factor(place), family = binomial, control = control)
count <- glm(events ~ factor(place) + clock, offset = log(exposure), family = poisson, control = control)
nb <- glm.nb(events ~ factor(place) + offset(log(exposure)), control = glm.control(epsilon = 1e-14, maxit = 200))
told <- function(fit) list(coef = as.numeric(coef(fit)), se = as.numeric(sqrt(diag(vcov(fit)))), deviance = deviance(fit))
outside <- c(900, 960, 1000, 1199, 1300)
writeLines(toJSON(list(
  made_by = paste("scripts/oracles/fit.R,", R.version.string, "MASS", packageVersion("MASS")),
  knots = knots, ends = range(long), basis = unclass(basis)[1:5, ],
  beyond = unclass(predict(basis, outside)), outside = outside,
  binomial = told(logit), poisson = told(count),
  negative_binomial = list(coef = as.numeric(coef(nb)), alpha = 1 / nb$theta, likelihood = as.numeric(logLik(nb)))
), digits = 17, auto_unbox = TRUE, matrix = "rowmajor"), "tests/plumb/fit/golden.json")
