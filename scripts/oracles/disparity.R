# Golden numbers for commonbeat.plumb.disparity: the veil of darkness row by row, ratios of rates, tests of equal shares.
# Both sides make the stops by the same rule. Run: Rscript scripts/oracles/disparity.R   (Debian: r-base-core r-cran-jsonlite)
suppressPackageStartupMessages({library(splines); library(jsonlite)})
control <- glm.control(epsilon = 1e-15, maxit = 100)

# The veil of darkness: sunset and dusk by a rule, every stop a row, errors clustered by day.
d <- 0:364
sunset <- 1020 + floor(1.2 * (182 - abs(d - 182)))
dusk <- sunset + 30
i <- 0:7999
day <- (i * 37) %% 365
minute <- 990 + (i * 7919) %% 300
place <- (i %/% 7) %% 3
group <- as.numeric((i * 1103515245 + 12345) %% 2147483648 < 644245094)
veil <- function(used) {
  low <- min(dusk[used + 1]); high <- max(dusk[used + 1])
  in_hours <- (day %in% used) & minute >= low & minute <= high
  light <- in_hours & minute < sunset[day + 1]
  dark <- in_hours & minute >= dusk[day + 1]
  keep <- light | dark
  data <- data.frame(y = group, dark = as.numeric(dark), clock = 5 * (minute %/% 5), place = factor(place), day = day)[keep, ]
  data$change <- factor(data$day > 180)
  model <- if (length(used) < 365) y ~ dark + ns(clock, df = 6) + place + change else y ~ dark + ns(clock, df = 6) + place
  fit <- glm(model, data = data, family = binomial, control = control)
  x <- model.matrix(fit)
  scores <- rowsum(x * (data$y - fitted(fit)), data$day)
  days <- nrow(scores)
  robust <- vcov(fit) %*% crossprod(scores) %*% vcov(fit) * days / (days - 1)
  list(dark = unname(coef(fit)["dark"]), se = sqrt(robust["dark", "dark"]), light = sum(light), night = sum(dark), days = days,
    in_hours = sum(in_hours))
}

two <- array(c(30, 70, 45, 55, 10, 40, 22, 28, 5, 95, 11, 89), dim = c(2, 2, 3))
three <- array(c(12, 20, 9, 88, 80, 21, 30, 44, 14, 70, 56, 36), dim = c(3, 2, 2))
told <- function(test) list(statistic = unname(test$statistic), freedom = unname(test$parameter), chance = test$p.value)
ratio <- function(a, b, s, t, level) {
  test <- poisson.test(c(a, b), c(s, t), conf.level = level)
  list(a = a, b = b, s = s, t = t, level = level, point = unname(test$estimate), low = test$conf.int[1], high = test$conf.int[2])
}
writeLines(toJSON(list(
  made_by = paste("scripts/oracles/disparity.R,", R.version.string, "splines", packageVersion("splines")),
  veil = veil(d), veil_near_change = veil(c(28:111, 267:350)),
  ratios = list(ratio(11, 15, 800, 1083, 0.95), ratio(120, 40, 5000, 9000, 0.9), ratio(0, 7, 100, 250, 0.95), ratio(900, 3, 1e5, 2e4, 0.99)),
  two = told(mantelhaen.test(two, correct = FALSE)),
  three = told(mantelhaen.test(three)),
  pooled = told(chisq.test(apply(three, 1:2, sum), correct = FALSE))
), digits = 17, auto_unbox = TRUE), "tests/plumb/disparity/golden.json")
