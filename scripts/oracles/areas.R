# Golden numbers for commonbeat.plumb.areas: a binomial mixed model by lme4's Laplace approximation, and Fay-Herriot by
# restricted maximum likelihood in base R. Run from the top of the repository with Debian's packages alone:
#     Rscript scripts/oracles/areas.R
# Where lme4's optimizer ends moves in the seventh digit with the linear algebra library; likelihood, modes and errors are
# those at that end, so the tests hold for each.
suppressPackageStartupMessages({
  library(lme4)
  library(jsonlite)
})
set.seed(20260301)

# --- a binomial mixed model: 2 sexes x 4 ages x 3 races x 12 areas, the last factor changing fastest ------------------
size <- c(sex = 2, age = 4, race = 3, area = 12)
grid <- expand.grid(area = 0:11, race = 0:2, age = 0:3, sex = 0:1)[, names(size)]
truth <- 0.4 - 0.5 * grid$sex + rnorm(4, 0, 0.4)[grid$age + 1] + rnorm(3, 0, 0.5)[grid$race + 1] +
  rnorm(12, 0, 0.6)[grid$area + 1]
grid$n <- rpois(nrow(grid), 6) + 1
grid$yes <- rbinom(nrow(grid), grid$n, plogis(truth))
formula <- cbind(yes, n - yes) ~ factor(sex) + (1 | age) + (1 | race) + (1 | area)
control <- glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9), tolPwrss = 1e-12)
fit <- glmer(formula, data = grid, family = binomial, control = control)
sds <- sapply(VarCorr(fit), function(v) unname(attr(v, "stddev")))[c("age", "race", "area")]
modes <- ranef(fit, condVar = TRUE)
order <- names(getME(fit, "theta"))
terms <- sub("\\..*", "", order)
deviance_of <- glmer(formula, data = grid, family = binomial, control = control, devFunOnly = TRUE)
elsewhere <- list(sds = c(age = 0.2, race = 0.9, area = 0.5), beta = c(0.1, -0.3))
coefficients <- sum(lchoose(grid$n, grid$yes))
# lme4's deviance function gives -2 log L without the binomial coefficients only up to how it writes its residuals, so
# its value at the estimates, whose log likelihood is known, fixes the constant.
at <- function(sds, beta) deviance_of(c(unname(sds[terms]), beta))
constant <- -2 * as.numeric(logLik(fit)) - at(sds, unname(fixef(fit)))

# --- Fay-Herriot ---------------------------------------------------------------------------------------------------------
design <- function(z) cbind(1, z)
restricted <- function(a, y, d, x) {
  w <- 1 / (a + d)
  information <- t(x) %*% (w * x)
  r <- y - x %*% solve(information, t(x) %*% (w * y))
  -0.5 * (sum(log(a + d)) + as.numeric(determinant(information)$modulus) + sum(w * r^2))
}
fay_herriot <- function(y, d, x) {
  top <- 10 * max(d, var(y))
  a <- optimize(restricted, c(0, top), y, d, x, maximum = TRUE, tol = 1e-12)$maximum
  if (restricted(0, y, d, x) >= restricted(a, y, d, x)) {
    return(list(variance = 0))
  }
  slope <- function(a) {
    w <- 1 / (a + d)
    v <- solve(t(x) %*% (w * x))
    r <- y - x %*% v %*% t(x) %*% (w * y)
    sum((w * r)^2) - sum(w) + sum(diag(v %*% t(x) %*% (w^2 * x)))
  }
  a <- uniroot(slope, c(a * 0.9, a * 1.1), tol = 1e-14)$root
  w <- 1 / (a + d)
  v <- solve(t(x) %*% (w * x))
  beta <- v %*% t(x) %*% (w * y)
  g <- a * w
  fitted <- as.vector(x %*% beta)
  g1 <- a * d * w
  g2 <- (d * w)^2 * rowSums((x %*% v) * x)
  g3 <- d^2 * w^3 * 2 / sum(w^2)
  list(
    variance = a, beta = as.vector(beta), errors = sqrt(diag(v)), eblup = g * y + (1 - g) * fitted,
    mse = g1 + g2 + 2 * g3
  )
}
areas <- 30
z <- round(rnorm(areas), 3)
d <- round(runif(areas, 0.2, 1.5), 3)
y <- round(3 + 0.8 * z + rnorm(areas, 0, 0.8) + rnorm(areas, 0, sqrt(d)), 3)
flat <- round(3 + 0.8 * z + rnorm(areas, 0, 0.4 * sqrt(d)), 3)

golden <- list(
  made_by = list(
    script = "scripts/oracles/areas.R", R = R.version.string, lme4 = as.character(packageVersion("lme4"))
  ),
  glmer = list(
    size = as.list(size), n = grid$n, yes = grid$yes, beta = unname(fixef(fit)), sds = as.list(sds),
    log_likelihood = as.numeric(logLik(fit)), binomial_coefficients = coefficients,
    modes = lapply(modes[c("age", "race", "area")], function(one) one[[1]]),
    errors = lapply(modes[c("age", "race", "area")], function(one) sqrt(as.vector(attr(one, "postVar")))),
    elsewhere = list(
      sds = as.list(elsewhere$sds), beta = elsewhere$beta,
      log_likelihood = -0.5 * (at(elsewhere$sds, elsewhere$beta) + constant)
    )
  ),
  fay_herriot = c(list(y = y, d = d, z = z), fay_herriot(y, d, design(z))),
  fay_herriot_zero = c(list(y = flat, d = d, z = z), fay_herriot(flat, d, design(z)))
)
folder <- "tests/plumb/areas"
write(toJSON(golden, digits = 12, auto_unbox = TRUE, pretty = FALSE), file.path(folder, "golden.json"))
