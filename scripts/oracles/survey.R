# Writes tests/plumb/survey/golden.json: what R's survey package says of its own api data.
# Run from the checkout, with Debian's r-cran-survey and r-cran-jsonlite:  Rscript scripts/oracles/survey.R
suppressMessages({
  library(survey)
  library(jsonlite)
})
data(api)
options(survey.lonely.psu = "adjust")
se <- function(x) as.vector(SE(x))
both <- function(x) list(point = as.vector(coef(x)), se = se(x))
named <- function(x) list(label = as.vector(names(coef(x))), point = as.vector(coef(x)), se = se(x))

margins <- list(
  stype = as.list(table(apipop$stype)),
  sch.wide = as.list(table(apipop$sch.wide)),
  comp.imp = as.list(table(apipop$comp.imp))
)
enrolled <- sum(apipop$enroll, na.rm = TRUE)
freq <- function(name) setNames(as.data.frame(table(apipop[[name]])), c(name, "Freq"))
tight <- list(maxit = 100, epsilon = 1e-15)
# epsilon 1e-15 of the population is below rounding, so rake runs all 100 rounds and warns
raked <- function(design, names) suppressWarnings(rake(design, lapply(names, function(name) reformulate(name)),
                                                       lapply(names, freq), control = tight))
three <- c("stype", "sch.wide", "comp.imp")

strat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)
open <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat)
clus1 <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)
clus2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
flat <- svydesign(id = ~1, weights = ~pw, data = apistrat)
first_high <- which(apistrat$stype == "H")[1]
few <- apistrat[apistrat$stype != "H" | seq_len(nrow(apistrat)) == first_high, ]
lonely <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = few)

quantiles <- function(design, at) lapply(at, function(p) {
  found <- svyquantile(~api00, design, p, ci = TRUE)[[1]]
  list(at = p, point = found[1], low = found[2], high = found[3], se = found[4])
})
share <- function(design, level = 0.95) {
  found <- svyciprop(~ I(awards == "Yes"), design, method = "logit", level = level)
  list(point = as.vector(found), low = attr(found, "ci")[1], high = attr(found, "ci")[2], level = level,
       se = se(svymean(~ I(awards == "Yes"), design))[2])
}
everything <- function(design) list(
  mean = both(svymean(~api00, design)),
  total = both(svytotal(~enroll, design, na.rm = TRUE)),
  ratio = both(svyratio(~api.stu, ~enroll, design, na.rm = TRUE)),
  by = named(svyby(~api00, ~awards, design, svymean)),
  by_total = named(svyby(~enroll, ~awards, design, svytotal, na.rm = TRUE)),
  crossed = named(svyby(~api00, ~ awards + stype, design, svymean)),
  by_ratio = named(svyby(~api.stu, ~awards, denominator = ~enroll, design, svyratio,
                         na.rm = TRUE)),
  share = share(design),
  quantiles = quantiles(design, c(0.1, 0.25, 0.5, 0.9)),
  degf = degf(design)
)

base_of <- function(design) weights(design, "sampling")
pop_linear <- c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, enroll = enrolled)
linear <- calibrate(clus1, ~ stype + enroll, pop_linear)
linear_strat <- calibrate(strat, ~ sch.wide + comp.imp + enroll,
                          c(`(Intercept)` = 6194, sch.wideYes = margins$sch.wide$Yes,
                            comp.impYes = margins$comp.imp$Yes, enroll = enrolled))
bounded <- calibrate(clus1, ~ stype + sch.wide, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018,
                     sch.wideYes = margins$sch.wide$Yes), calfun = "logit", bounds = c(0.5, 2.5), epsilon = 1e-13)
exponential <- calibrate(strat, ~ stype + sch.wide + comp.imp, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018,
                         sch.wideYes = margins$sch.wide$Yes, comp.impYes = margins$comp.imp$Yes),
                         calfun = "raking", epsilon = 1e-13)
raked1 <- raked(clus1, three)
jk1 <- as.svrepdesign(clus1, type = "JK1", mse = TRUE)
jkn <- as.svrepdesign(strat, type = "JKn", mse = TRUE)
jk1_raked <- raked(jk1, three)
cut <- trimWeights(raked1, upper = 1.15 * mean(weights(raked1)), lower = 0.9 * mean(weights(raked1)), strict = TRUE)

found <- list(
  made_by = list(r = R.version.string, survey = as.character(packageVersion("survey")), command = "Rscript scripts/oracles/survey.R"),
  margins = margins, enrolled = enrolled,
  strat = everything(strat), open = everything(open), clus1 = everything(clus1), clus2 = everything(clus2),
  lonely = list(mean = both(svymean(~api00, lonely)), ratio = both(svyratio(~api.stu, ~enroll, lonely))),
  raked_clus1 = c(list(weights = base_of(raked1)), everything(raked1)),
  raked_strat = list(weights = base_of(raked(strat, three))),
  exponential = c(list(weights = base_of(exponential)), everything(exponential)),
  linear = c(list(weights = base_of(linear)), everything(linear)),
  linear_strat = c(list(weights = base_of(linear_strat)), everything(linear_strat)),
  bounded = c(list(weights = base_of(bounded)), everything(bounded)),
  jk1 = list(mean = both(svymean(~api00, jk1)), by = named(svyby(~api00, ~awards, jk1, svymean)),
             total = both(svytotal(~enroll, jk1)), ratio = both(svyratio(~api.stu, ~enroll, jk1))),
  jkn = list(mean = both(svymean(~api00, jkn)), total = both(svytotal(~enroll, jkn))),
  jk1_raked = list(mean = both(svymean(~api00, jk1_raked)), total = both(svytotal(~enroll, jk1_raked))),
  trimmed = list(weights = base_of(cut))
)
write(toJSON(found, digits = NA, auto_unbox = TRUE, pretty = 1), "tests/plumb/survey/golden.json")
