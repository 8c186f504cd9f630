# Golden numbers for commonbeat.plumb.problems: R's glm, lm, Box.test, nlme::gls and plain loops, on data that both sides make by the same rule.
# Run: Rscript scripts/oracles/problems.R   (Debian: r-base-core r-cran-nlme r-cran-jsonlite)
suppressPackageStartupMessages({library(nlme); library(jsonlite)})
n <- 60; start <- 40
t <- 0:(n - 1)
events <- 20 + (t * 7 + t * t * 3) %% 13 - ifelse(t >= start, 6, 0)
other <- 30 + (t * 5) %% 11
after <- as.numeric(t >= start)
X <- cbind(1, (t - start) / n, cos(2 * pi * t / 12), sin(2 * pi * t / 12), log(other) - mean(log(other)), after, after * (t - start))
Z <- X; Z[, 6:7] <- 0
p <- ncol(X)
fit <- glm(events ~ 0 + X, family = poisson, control = glm.control(epsilon = 1e-15, maxit = 100))
b <- as.numeric(coef(fit)); mu <- as.numeric(fitted(fit)); nu <- as.numeric(exp(Z %*% b))
bread <- summary(fit)$cov.unscaled
newey <- function(scores, bread, lags) {
  meat <- t(scores) %*% scores
  for (l in seq_len(lags)) {
    g <- t(scores[(l + 1):n, ]) %*% scores[1:(n - l), ]
    meat <- meat + (1 - l / (lags + 1)) * (g + t(g))
  }
  bread %*% meat %*% bread
}
lags <- floor(4 * (n / 100)^(2 / 9))
robust <- newey(X * (events - mu), bread, lags) * n / (n - p)
late <- t >= start
tilt <- colSums(mu[late] * X[late, ]) / sum(mu[late]) - colSums(nu[late] * Z[late, ]) / sum(nu[late])
ratio <- log(sum(mu[late]) / sum(nu[late]))
pearson <- (events - mu) / sqrt(mu)
# errors that remember: restricted likelihoods written out, model by model
W <- X * sqrt(mu)
shares <- c(0.3, 0.6, 1); carried <- c(seq(0.5, 0.9, 0.1), 0.95)
apart <- abs(outer(t, t, "-"))
models <- c(list(diag(n)), unlist(lapply(shares, function(s) lapply(carried, function(f) (1 - s) * diag(n) + s * f^apart)), recursive = FALSE))
one <- function(V) {
  I <- solve(V); A <- t(W) %*% I %*% W
  e <- pearson - W %*% solve(A, t(W) %*% I %*% pearson)
  q <- as.numeric(t(e) %*% I %*% e)
  c <- W %*% bread %*% tilt
  c(ll = -0.5 * as.numeric(determinant(V)$modulus) - 0.5 * as.numeric(determinant(A)$modulus) - (n - p) / 2 * log(q),
    se = sqrt(q / (n - p) * as.numeric(t(c) %*% V %*% c)))
}
all <- sapply(models, one)
weight <- exp(all["ll", ] - max(all["ll", ])) * c(0.52, rep(c(0.03, 0.05, 0.4) / length(carried), each = length(carried)))
weight <- weight / sum(weight)
chance <- function(x) 2 * sum(weight * pt(-abs(x) / all["se", ], n - p))
half <- uniroot(function(x) chance(x) - 0.05, c(1e-6, 10), tol = 1e-14)$root
colnames(W) <- paste0("X", 1:p)
frame <- data.frame(y = pearson, W, t = t)
reml <- sapply(c(0.5, 0.8), function(f) as.numeric(logLik(gls(y ~ 0 + X1 + X2 + X3 + X4 + X5 + X6 + X7, data = frame, correlation = corAR1(f, form = ~t, fixed = TRUE), method = "REML"))))
box <- Box.test(pearson, lag = 10, type = "Ljung-Box")
# a normal line
level <- lm(events ~ 0 + X[, 1:6])
# areas set side by side
areas <- 10
table <- outer(0:(areas - 1), 0:11, function(i, j) 15 + (i * 11 + j * 7 + i * j * 3) %% 17)
treated <- c(1, 2)
change <- log(rowMeans(table[, 7:12])) - log(rowMeans(table[, 1:6]))
found <- function(pick, values) mean(values[pick]) - mean(values[-pick])
picks <- combn(areas, 2)
chance_of <- function(values) mean(abs(apply(picks, 2, found, values = values)) >= abs(found(treated, values)) - 1e-9)
slopes <- apply(log(table[, 1:6] + 0.5), 1, function(y) coef(lm(y ~ seq_along(y)))[2])
# the quotient by Fieller
A <- c(207, 110); C <- c(308, 318); B <- c(178, 157)
top <- B[2] / C[2] - B[1] / C[1]; bottom <- A[2] / C[2] - A[1] / C[1]
cov_of <- function(u, v) sum(u * v / C^3) + ifelse(identical(u, v), sum(u / C^2), 0)
z2 <- qnorm(0.975)^2
roots <- sort(Re(polyroot(c(top^2 - z2 * cov_of(B, B), -2 * (top * bottom - z2 * cov_of(A, B)), bottom^2 - z2 * cov_of(A, A)))))
# a mix of donors: shares through a softmax, by optim
series <- outer(0:5, 0:15, function(i, j) 40 + (i * i * 13 + j * 7 + i * j * 5) %% 23)
goal <- 0.5 * series[1, ] + 0.3 * series[2, ] + 0.2 * series[4, ] + (0:15 * 3) %% 5
miss <- function(a) { w <- exp(a) / sum(exp(a)); sum((goal - as.numeric(w %*% series))^2) }
best <- optim(rep(0, 6), miss, method = "BFGS", control = list(reltol = 1e-16, maxit = 100000))
for (again in 1:20) best <- optim(best$par, miss, method = "BFGS", control = list(reltol = 1e-16, maxit = 100000))
# pairs of events by bands
i <- 0:79
x <- (i * 37 + i * i) %% 400; y <- (i * 53) %% 300; day <- (i * 17 + i * i * 5) %% 60
d <- as.matrix(dist(cbind(x, y))); a <- abs(outer(day, day, "-")); upper <- upper.tri(d)
pairs <- sapply(list(c(-1, 7), c(7, 21)), function(w) sapply(list(c(-1, 50), c(50, 120)), function(m) sum(upper & d > m[1] & d <= m[2] & a > w[1] & a <= w[2])))
writeLines(toJSON(list(
  made_by = paste("scripts/oracles/problems.R,", R.version.string, "nlme", packageVersion("nlme")),
  coef = b, expected = mu, without = nu, ratio = ratio, lags = lags,
  newey_west = list(level_se = sqrt(robust[6, 6]), slope_se = sqrt(robust[7, 7]), ratio_se = sqrt(as.numeric(t(tilt) %*% robust %*% tilt)), t = qt(0.975, n - p)),
  memory = list(weight = weight, se = as.numeric(all["se", ]), half = half, p = chance(ratio), reml_step = diff(reml)),
  ljung_box = as.numeric(box$p.value), dispersion = sum(pearson^2) / (n - p),
  autocorrelation = as.numeric(acf(pearson, lag.max = 10, plot = FALSE)$acf)[-1],
  normal = list(coef = as.numeric(coef(level)), sigma2 = summary(level)$sigma^2),
  areas = list(value = found(treated, change), p = chance_of(change), difference = found(treated, rowMeans(table[, 7:12]) - rowMeans(table[, 1:6])),
               trend = found(treated, slopes), trend_p = chance_of(slopes)),
  quotient = list(point = top / bottom, low = roots[1], high = roots[2]),
  mix = list(shares = exp(best$par) / sum(exp(best$par)), miss = best$value),
  pairs = pairs
), digits = 17, auto_unbox = TRUE, matrix = "rowmajor"), "tests/plumb/problems/golden.json")
