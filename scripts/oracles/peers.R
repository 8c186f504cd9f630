# Golden numbers for commonbeat.plumb.peers: MASS::glm.nb, optim, isoreg, p.adjust and survey::rake on data made by rule.
# Run: Rscript scripts/oracles/peers.R   (Debian: r-base-core r-cran-jsonlite r-cran-mass r-cran-survey)
suppressPackageStartupMessages({library(MASS); library(survey); library(jsonlite)})

# Counts: 48 officers, each in two of four assignments; one (the eighth) has many more.
r <- 0:95
officer <- r %% 48
assignment <- (officer + r %/% 48) %% 4
hours <- 200 + (r * 37) %% 400
events <- (r * 5 + r * r * 3) %% 9 + ifelse(officer == 7, 12, 0)
full <- glm.nb(events ~ factor(assignment) + offset(log(hours)), control = glm.control(epsilon = 1e-14, maxit = 200))
alpha <- 1 / full$theta
weight <- 1 / (1 + alpha * fitted(full))
expected <- noise <- refitted <- numeric(48)
for (o in 0:47) {
  variance <- 0
  pulls <- numeric(48)
  for (row in which(officer == o)) {
    others <- assignment == assignment[row] & officer != o
    rate <- sum(weight[others] * events[others]) / sum(weight[others] * hours[others])
    expected[o + 1] <- expected[o + 1] + hours[row] * rate
    behind <- sum(weight[others] * hours[others])
    variance <- variance + hours[row]^2 * rate / behind
    for (other in which(others)) {
      free <- 1 - weight[other] * hours[other] / behind
      apart <- weight[other] * (events[other] - hours[other] * rate) / sqrt(free)
      pulls[officer[other] + 1] <- pulls[officer[other] + 1] + hours[row] * apart / behind
    }
  }
  noise[o + 1] <- max(variance, sum(pulls^2)) / expected[o + 1]^2
  rest <- glm(events ~ factor(assignment) + offset(log(hours)), family = negative.binomial(full$theta), subset = officer != o)
  mine <- officer == o
  refitted[o + 1] <- sum(predict(rest, data.frame(assignment = assignment[mine], hours = hours[mine]), type = "response"))
}
total <- as.numeric(tapply(events, officer, sum))
# A Poisson whose log rate is normal with mean log(mean) - wide / 2 and variance wide, added up over many even points.
nodes <- seq(-9, 9, length.out = 4001)
heavy <- dnorm(nodes) / sum(dnorm(nodes))
averaged <- function(law, wide) mapply(function(k, mean, w) sum(heavy * law(k, mean * exp(sqrt(w) * nodes - w / 2))), total, expected, wide)
missing <- function(a) -sum(log(averaged(dpois, exp(a) + noise)))
spread <- exp(optimize(missing, c(-8, 4), tol = 1e-10)$minimum)
wide <- spread + noise
over <- function(k, mean) ppois(k, mean, lower.tail = FALSE)
p <- (averaged(over, wide) + averaged(function(k, mean) over(k - 1, mean), wide)) / 2
least <- function(chance, mean, w) {
  upto <- sapply(0:200, function(k) sum(heavy * ppois(k, mean * exp(sqrt(w) * nodes - w / 2))))
  which(upto >= chance)[1] - 1
}
usual <- rbind(mapply(least, .025, expected, wide), mapply(least, .975, expected, wide))
steps <- isoreg(diff(c(0, sort(p))))$yf
many <- ave(steps, steps, FUN = length)
local <- cummax(pmin(steps * many * 48 / qgamma(.5, many), 1))[rank(p)]

# Yes of n: 60 rows, four assignments.
i <- 0:59
place <- i %% 4
trials <- 10 + (i * 7) %% 40
hits <- (i * 5 + i * i * 3) %% (trials %/% 2 + 1)
chance <- function(y, n, p, rho) {
  size <- (1 - rho) / rho
  lchoose(n, y) + lbeta(y + p * size, n - y + (1 - p) * size) - lbeta(p * size, (1 - p) * size)
}
lost <- function(at) -sum(chance(hits, trials, plogis(at[place + 1]), plogis(at[5])))
found <- optim(c(-1, -1, -1, -1, -2), lost, method = "BFGS", control = list(reltol = 1e-16, maxit = 1000))
found <- optim(found$par, lost, method = "BFGS", control = list(reltol = 1e-16, maxit = 1000, ndeps = rep(1e-5, 5)))
share <- plogis(found$par[1:4])
rho <- plogis(found$par[5])
bend <- optimHess(share, function(p) -sum(chance(hits, trials, p[place + 1], rho)), control = list(ndeps = rep(1e-4, 4)))

# What is usual: scores of which the middle is a normal of 0.8 around -0.1, with a heap above.
score <- c(qnorm((0:284 + .5) / 285) * .8 - .1, 3 + (0:14) / 10)
quarters <- as.numeric(quantile(score, c(.25, .5, .75)))
usual_spread <- (quarters[3] - quarters[1]) / (2 * qnorm(.75))
left <- quarters[2] - 2 * usual_spread
right <- quarters[2] + 2 * usual_spread
middle <- score[score >= left & score <= right]
cut <- function(at) -sum(dnorm(middle, at[1], exp(at[2]), log = TRUE) - log(pnorm(right, at[1], exp(at[2])) - pnorm(left, at[1], exp(at[2]))))
null <- optim(c(0, 0), cut, method = "BFGS", control = list(reltol = 1e-16, ndeps = c(1e-5, 1e-5)), hessian = TRUE)

# Weights: the others' stops raked to those of the first of six officers.
cell <- expand.grid(hour = 0:3, place = 0:2)
stops <- outer(0:5, 0:11, function(o, c) 5 + (o * 7 + c * 11 + o * c * 3) %% 20)
others <- colSums(stops) - stops[1, ]
design <- svydesign(ids = ~1, weights = ~w, data = cbind(cell, w = others))
margins <- lapply(c("hour", "place"), function(name) {
  sums <- tapply(stops[1, ], cell[[name]], sum)
  structure(data.frame(as.integer(names(sums)), as.numeric(sums)), names = c(name, "Freq"))
})
raked <- weights(rake(design, list(~hour, ~place), margins, control = list(maxit = 500, epsilon = 1e-12, verbose = FALSE)))

writeLines(toJSON(list(
  made_by = paste("scripts/oracles/peers.R,", R.version.string, "MASS", packageVersion("MASS"), "survey", packageVersion("survey")),
  counts = list(alpha = alpha, expected = expected, noise = noise, refitted = refitted, spread = spread, p = p,
    adjusted = p.adjust(p, "BH"), local = local, usual = usual),
  shares = list(share = share, se = 1 / sqrt(diag(bend)), rho = rho, likelihood = -found$value),
  null = list(centre = null$par[1], spread = exp(null$par[2]), cov = solve(null$hessian)),
  weights = raked / sum(stops[1, ])
), digits = 17, auto_unbox = TRUE, matrix = "rowmajor"), "tests/plumb/peers/golden.json")
