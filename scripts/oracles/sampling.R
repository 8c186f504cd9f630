# Golden numbers for commonbeat.plumb.sampling from R itself (stats) and the survey package; psych is not needed.
# Run: Rscript scripts/oracles/sampling.R   (writes tests/plumb/sampling/golden.json)
suppressPackageStartupMessages({library(survey); library(jsonlite)})
set.seed(20260105)
golden <- list(made_by = list(R = R.version.string, survey = as.character(packageVersion("survey"))))

# Sample sizes: power.prop.test is the pooled formula; z^2 p q / e^2 with Cochran's finite population, or if it is more
# the size at which Wilson's interval of the share reaches the margin on its farther side (found by uniroot).
pairs <- list(c(.60, .65, .80, .05), c(.60, .64, .90, .05), c(.10, .05, .80, .01), c(.5, .8, .95, .10))
golden$difference <- lapply(pairs, function(p) list(
  before = p[1], after = p[2], power = p[3], risk = p[4],
  n = ceiling(power.prop.test(p1 = p[1], p2 = p[2], power = p[3], sig.level = p[4])$n)))
shares <- list(c(.05, 3800, .5, .95), c(.03, 100000, .2, .9), c(.1, 60, .5, .99), c(.05, 1e7, .01, .95), c(.02, 5000, .97, .95))
farther <- function(n, p, z) {
  middle <- (p + z^2 / (2 * n)) / (1 + z^2 / n)
  half <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)) / (1 + z^2 / n)
  max(middle + half - p, p - middle + half)
}
golden$share <- lapply(shares, function(s) {
  z <- qnorm(1 - (1 - s[4]) / 2)
  cochran <- z^2 * s[3] * (1 - s[3]) / s[1]^2
  n0 <- max(cochran, uniroot(function(n) farther(n, s[3], z) - s[1], c(1, 1e6), tol = 1e-9)$root)
  list(margin = s[1], population = s[2], share = s[3], level = s[4], n = ceiling(n0 / (1 + (n0 - 1) / s[2])))
})

# Scales: alpha, Feldt by the F quantiles, corrected item-total correlations, one factor by factanal, weighted mean.
people <- 240
trust <- rnorm(people)
loads <- c(.8, .7, .65, .75, .5)
answers <- sapply(loads, function(l) pmin(pmax(round(3 + 1.1 * (l * trust + sqrt(1 - l^2) * rnorm(people))), 1), 5))
alpha <- function(S) ncol(S) / (ncol(S) - 1) * (1 - sum(diag(S)) / sum(S))
feldt <- function(a, n, k) c(1 - (1 - a) * qf(.975, n - 1, (n - 1) * (k - 1)), 1 - (1 - a) * qf(.025, n - 1, (n - 1) * (k - 1)))
scale_of <- function(X) {
  S <- cov(X); k <- ncol(X); a <- alpha(S)
  f <- factanal(X, 1, control = list(nstart = 5, opt = list(maxit = 5000, factr = 1e2, pgtol = 1e-10)))
  lambda <- as.vector(f$loadings) * sqrt(diag(S)); lambda <- lambda * sign(sum(lambda))
  psi <- f$uniquenesses * diag(S)
  list(items = k, alpha = a, feldt = feldt(a, nrow(X), k),
       item_rest = sapply(1:k, function(j) cor(X[, j], rowSums(X[, -j]))),
       without = sapply(1:k, function(j) alpha(cov(X[, -j]))),
       loading = lambda, own = as.vector(f$uniquenesses), omega = sum(lambda)^2 / (sum(lambda)^2 + sum(psi)))
}
weights <- round(runif(people, .4, 3), 2)
design <- svydesign(ids = ~1, weights = ~w, data = data.frame(y = rowMeans(answers), w = weights))
mean_y <- svymean(~y, design)
golden$scale <- list(answers = answers, weights = weights, five = scale_of(answers), three = scale_of(answers[, 1:3]),
                     mean = as.vector(mean_y), se = as.vector(SE(mean_y)),
                     ends = as.vector(confint(mean_y, df = people - 1)))

# R-indicator on frame cells: everything on rows, from glm; variance terms as Shlomo, Skinner and Schouten (2012).
cells <- expand.grid(age = c("18-29", "30-49", "50+"), tenure = c("owns", "rents"), area = c("N", "S"), stringsAsFactors = FALSE)
cells$asked <- c(60, 85, 70, 55, 40, 32, 48, 77, 66, 71, 39, 57)
cells$answered <- rbinom(12, cells$asked, plogis(-.6 + .5 * (cells$tenure == "owns") + .4 * (cells$age == "50+")))
rows <- cells[rep(1:12, cells$asked), ]
rows$y <- unlist(mapply(function(a, b) c(rep(1, b), rep(0, a - b)), cells$asked, cells$answered))
fit <- glm(y ~ age + tenure + area, binomial, rows, control = list(epsilon = 1e-14, maxit = 100))
p <- fitted(fit); z <- model.matrix(fit) * p * (1 - p); Sigma <- vcov(fit)
pieces <- function(e, J) {
  B <- crossprod(J) / nrow(J); A <- colMeans(J * e); M <- B %*% Sigma
  list(value = mean(e^2), chance = sum(diag(M)), error = sqrt(drop(4 * t(A) %*% Sigma %*% A + 2 * sum(diag(M %*% M)))),
       square = sum(diag(M %*% M)))
}
ends <- function(s) {
  g <- s$square / s$chance; d <- s$chance^2 / s$square; x <- max(s$value / g, d)
  at <- function(q) if (pchisq(x, d, 0) <= q) 0 else uniroot(function(l) pchisq(x, d, l) - q, c(0, 10 * x + 100), tol = 1e-12)$root
  g * c(at(.975), at(.025))
}
center <- function(X) sweep(X, 2, colMeans(X))
R <- pieces(p - mean(p), center(z)); spread_ends <- ends(R)
by <- function(x, f) ave(x, f)
partial <- function(v) {
  others <- interaction(rows[setdiff(c("age", "tenure", "area"), v)])
  alone <- pieces(by(p, rows[[v]]) - mean(p), center(apply(z, 2, by, rows[[v]])))
  beyond <- pieces(p - by(p, others), z - apply(z, 2, by, others))
  list(variable = v, alone = sqrt(max(alone$value - alone$chance, 0)), beyond = sqrt(max(beyond$value - beyond$chance, 0)),
       levels = sapply(sort(unique(rows[[v]])), function(l) sqrt(mean(rows[[v]] == l)) * (mean(p[rows[[v]] == l]) - mean(p))))
}
golden$frame <- list(cells = cells, unadjusted = 1 - 2 * sqrt(R$value), adjusted = 1 - 2 * sqrt(R$value - R$chance),
                     se = R$error / sqrt(R$value), ends = 1 - 2 * sqrt(rev(spread_ends)),
                     honest = 1 - 2 * sqrt(mean(p) * (1 - mean(p)) / nrow(rows) * (qchisq(.95, 4) - 4)),
                     partials = lapply(c("age", "tenure", "area"), partial))

# R-indicator against margins: rake the answers, then the linear propensities.
heard <- rows[rows$y == 1, ]
census <- list(age = c("18-29" = 300, "30-49" = 380, "50+" = 320), tenure = c(owns = 560, rents = 440), area = c(N = 480, S = 520))
as_table <- function(v) setNames(data.frame(names(census[[v]]), unname(census[[v]])), c(v, "Freq"))
raked <- rake(svydesign(ids = ~1, weights = rep(1, nrow(heard)), data = heard), list(~age, ~tenure, ~area),
              lapply(names(census), as_table), control = list(epsilon = 1e-13, maxit = 500))
w <- weights(raked) / sum(weights(raked)); X <- model.matrix(~age + tenure + area, heard)[, -1]
away <- sweep(X, 2, colSums(w * X)); V <- crossprod(away * sqrt(w)); d <- colMeans(away)
rate <- nrow(heard) / nrow(rows); s2 <- rate^2 * drop(t(d) %*% solve(V) %*% d)
Cov <- crossprod(sweep(away, 2, d)) / nrow(heard)
chance <- rate^2 / nrow(heard) * sum(diag(solve(V) %*% Cov))
golden$margins <- list(census = lapply(census, as.list), unadjusted = 1 - 2 * sqrt(s2), adjusted = 1 - 2 * sqrt(s2 - chance),
                       honest = 1 - 2 * sqrt(rate^2 / nrow(heard) * (qchisq(.95, 4) - 4)))

# Rings: prop.test without correction is Wilson; svymean's variance gives the effective n, and with n / (n - 1) and the
# t quantile the n of the interval.
wilson <- prop.test(436, 466, correct = FALSE)$conf.int
y <- rbinom(300, 1, .8); wt <- round(rexp(300) + .3, 2)
m <- svymean(~y, svydesign(ids = ~1, weights = ~wt, data = data.frame(y, wt)))
pw <- as.vector(m); n_eff <- min(pw * (1 - pw) / as.vector(vcov(m)) * (qnorm(.975) / qt(.975, 299))^2, 300)
worth <- min(pw * (1 - pw) / (as.vector(vcov(m)) * 299 / 300), 300)
zq <- qnorm(.975); mid <- (pw + zq^2 / (2 * n_eff)) / (1 + zq^2 / n_eff)
half <- zq * sqrt(pw * (1 - pw) / n_eff + zq^2 / (4 * n_eff^2)) / (1 + zq^2 / n_eff)
golden$rings <- list(wilson = as.vector(wilson), y = y, weights = wt, point = pw, effective = worth, ends = c(mid - half, mid + half))

writeLines(toJSON(golden, digits = 15, auto_unbox = TRUE), "tests/plumb/sampling/golden.json")
