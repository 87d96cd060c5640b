# Reference numbers for tests/reference.rs, by R and its packages survival, boot, spc and jsonlite (Debian: r-base-core
# r-cran-survival r-cran-boot r-cran-spc r-cran-jsonlite).
#
#   Rscript statistics.R > statistics.json
#
# Beside published data sets: few cases, none and all of n, ties, nothing but censored cases. The tests need no R; they read
# what this wrote. Where R has no function of its own the formula stands here, written anew from its source.

suppressMessages({library(boot); library(survival); library(spc); library(jsonlite)})
pick <- function(...) data.frame(..., stringsAsFactors = FALSE)
wilson <- function(k, n) as.numeric(suppressWarnings(prop.test(k, n, correct = FALSE))$conf.int)

# Shares -------------------------------------------------------------------------------------------------------------
shares <- do.call(rbind, lapply(list(
  c(0, 1), c(1, 1), c(0, 2), c(1, 2), c(3, 7), c(0, 20), c(20, 20), c(1, 29), c(15, 148), c(81, 263), c(499, 1000),
  c(1, 100000), c(99999, 100000), c(400000, 1000000)), function(x) {
    ci <- wilson(x[1], x[2]); pick(k = x[1], n = x[2], low = ci[1], high = ci[2]) }))
# Newcombe 1998b, method 10; the cases of its table II and small ones.
differences <- do.call(rbind, lapply(list(
  c(56, 70, 48, 80), c(9, 10, 3, 10), c(6, 7, 2, 7), c(5, 56, 0, 29), c(0, 10, 0, 20), c(0, 10, 0, 10), c(10, 10, 0, 20),
  c(10, 10, 0, 10), c(1, 1, 0, 1), c(412, 1000, 398, 1000)), function(x) {
    p1 <- x[1] / x[2]; p2 <- x[3] / x[4]; a <- wilson(x[1], x[2]); b <- wilson(x[3], x[4])
    pick(k1 = x[1], n1 = x[2], k2 = x[3], n2 = x[4],
         low = p1 - p2 - sqrt((p1 - a[1])^2 + (b[2] - p2)^2), high = p1 - p2 + sqrt((a[2] - p1)^2 + (p2 - b[1])^2)) }))

# Shares of clustered cases: the linearised variance, degrees of freedom, effective cases of Korn and Graubard 1998 ------
clustered <- lapply(list(
  list(name = "one case each", k = rep(c(1, 0), c(81, 182)), n = rep(1, 263)),
  list(name = "pairs that agree", k = rep(c(2, 0), c(30, 20)), n = rep(2, 50)),
  list(name = "unequal", k = c(3, 0, 1, 4, 0, 2, 1, 1, 0, 5, 2, 0), n = c(4, 1, 3, 4, 2, 2, 1, 2, 3, 6, 5, 1)),
  list(name = "one heavy customer", k = c(38, rep(c(1, 0), c(60, 40))), n = c(40, rep(1, 100))),
  list(name = "less alike than chance", k = rep(1, 40), n = rep(2, 40)),
  list(name = "none", k = rep(0, 30), n = rep(c(1, 3), 15))), function(x) {
    n <- sum(x$n); p <- sum(x$k) / n; clusters <- n^2 / sum(x$n^2)
    variance <- clusters / (clusters - 1) * sum((x$k - p * x$n)^2) / n^2
    deff <- if (p > 0 && p < 1) max(1, variance / (p * (1 - p) / (n - 1))) else 1
    effective <- n / deff * (qt(.975, n - 1) / qt(.975, clusters - 1))^2
    z <- qnorm(.975); mid <- (p + z^2 / (2 * effective)) / (1 + z^2 / effective)
    half <- z * sqrt(p * (1 - p) / effective + z^2 / (4 * effective^2)) / (1 + z^2 / effective)
    list(name = x$name, k = x$k, n = x$n, design_effect = deff, effective = effective, low = mid - half, high = mid + half) })

# Means ----------------------------------------------------------------------------------------------------------------
means <- lapply(list(sleep$extra[11:20] - sleep$extra[1:10], c(1, 5), c(5, 5, 5, 4), rep(1:5, c(3, 1, 2, 9, 30))), function(x) {
  ci <- as.numeric(t.test(x)$conf.int); list(values = x, mean = mean(x), low = ci[1], high = ci[2]) })

# Quantiles: order statistics by the binomial, values by type 7 -----------------------------------------------------------
ranks <- do.call(rbind, lapply(c(6, 7, 16, 20, 36, 99, 100, 101, 1000, 12345), function(n) do.call(rbind, lapply(
  c(.5, .75, .9), function(at) pick(n = n, at = at, low = qbinom(.025, n, at), high = qbinom(.975, n, at) + 1)))))
type_7 <- lapply(list(c(5), c(1, 2), c(3, 1, 2), c(10, 20, 20, 20, 70), c(1, 1, 1, 1)), function(x)
  list(values = x, median = as.numeric(quantile(x, .5)), p90 = as.numeric(quantile(x, .9))))

# Survival -------------------------------------------------------------------------------------------------------------
curve <- function(name, time, status) {
  fit <- survfit(Surv(time, status) ~ 1, conf.type = "log-log"); at <- fit$n.event > 0
  q <- quantile(fit, c(.25, .5))
  list(name = name, time = time, status = status,
       steps = pick(time = fit$time[at], at_risk = fit$n.risk[at], events = fit$n.event[at], survival = fit$surv[at],
                    error = (fit$std.err * fit$surv)[at], low = fit$lower[at], high = fit$upper[at]),
       quantiles = pick(at = c(.25, .5), value = as.numeric(q$quantile), low = as.numeric(q$lower), high = as.numeric(q$upper))) }
aml <- survival::aml; aml1 <- subset(aml, x == "Maintained"); aml2 <- subset(aml, x != "Maintained"); vet <- survival::veteran
curves <- list(curve("aml, maintained", aml1$time, aml1$status), curve("aml, not maintained", aml2$time, aml2$status),
  curve("veteran", vet$time, vet$status), curve("ties", c(2, 2, 2, 3, 3, 5, 5, 5, 7, 9, 9), c(1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0)),
  curve("all at once", c(4, 4, 4), c(1, 1, 1)), curve("one case", 3, 1))
log_ranks <- lapply(list(
  list(name = "aml", time = aml$time, status = aml$status, group = as.integer(aml$x == "Maintained")),
  list(name = "veteran, by treatment", time = vet$time, status = vet$status, group = vet$trt - 1),
  list(name = "ties", time = c(2, 2, 3, 3, 5, 5, 7, 2, 3, 3, 5, 9), status = c(1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0),
       group = rep(0:1, c(7, 5)))), function(x) {
    found <- survdiff(Surv(x$time, x$status) ~ x$group)
    c(x, list(statistic = found$chisq, p = pchisq(found$chisq, 1, lower.tail = FALSE))) })

# Strata: Mantel-Haenszel, by mantelhaen.test for the odds ratio and by the formulas of Sato 1989, Greenland and Robins 1985 --
strata <- lapply(list(
  list(name = "Berkeley", a = c(89, 17, 202, 131, 94, 24), n1 = c(108, 25, 593, 375, 393, 341),
       c = c(512, 353, 120, 138, 53, 22), n0 = c(825, 560, 325, 417, 191, 373)),
  list(name = "sparse", a = c(1, 0, 2, 1, 1), n1 = c(2, 1, 2, 3, 1), c = c(0, 1, 1, 1, 0), n0 = c(2, 3, 2, 2, 1)),
  list(name = "one", a = 56, n1 = 70, c = 48, n0 = 80)), function(x) with(x, {
    b <- n1 - a; d <- n0 - c; n <- n1 + n0; w <- n1 * n0 / n
    rd <- sum(w * (a / n1 - c / n0)) / sum(w)
    P <- sum((n1^2 * c - n0^2 * a + n1 * n0 * (n0 - n1) / 2) / n^2); Q <- sum((a * d + b * c) / (2 * n))
    sato <- sqrt((rd * P + Q) / sum(w)^2)
    greenland <- sqrt(sum((a * b * n0^3 + c * d * n1^3) / (n1 * n0 * n^2)) / sum(w)^2)
    z <- qnorm(.975)
    rr <- sum(a * n0 / n) / sum(c * n1 / n)
    or <- if (length(a) > 1) { m <- mantelhaen.test(array(rbind(a, c, b, d), c(2, 2, length(a))), correct = FALSE)
      as.numeric(c(m$estimate, m$conf.int)) } else NULL
    standard <- function(w) { w <- w / sum(w); v <- sum(w * (a / n1 - c / n0))
      s <- sqrt(sum(w^2 * (a * b / n1^3 + c * d / n0^3))); c(v, v - z * s, v + z * s) }
    c(x, list(crude = sum(a) / sum(n1) - sum(c) / sum(n0), difference = rd, sato = rd + c(-1, 1) * z * sato,
              greenland = rd + c(-1, 1) * z * greenland, ratio = rr, odds_ratio = or,
              to_all = standard(n), to_first = standard(n1), to_second = standard(n0))) }))

# Distributions ------------------------------------------------------------------------------------------------------------
grid <- expand.grid(p = c(.001, .025, .5, .975, .9999), a = c(.3, 1, 2.5, 80), b = c(.5, 1, 40, 900))
betas <- transform(grid, x = qbeta(p, a, b))
betas <- subset(betas, x > 1e-9 & x < 1 - 1e-9)
normals <- pick(p = c(1e-15, 1e-8, .001, .025, .2, .5, .77, .975, 1 - 1e-9)); normals$z <- qnorm(normals$p)
students <- pick(degrees = c(1, 2, 2.5, 7.3, 29, 30, 31, 64.2, 1000, 1e6)); students$point <- qt(.975, students$degrees)

# Judges ---------------------------------------------------------------------------------------------------------------
rogan_gladen <- do.call(rbind, lapply(list(c(400, 1000, .95, .8), c(1, 40, .9, .99), c(0, 25, .9, .9), c(25, 25, .8, .95),
  c(150, 1000, .95, .8)), function(x) {
    back <- function(p) pmin(1, pmax(0, (p + x[4] - 1) / (x[3] + x[4] - 1))); ci <- back(wilson(x[1], x[2]))
    pick(k = x[1], n = x[2], sensitivity = x[3], specificity = x[4], value = back(x[1] / x[2]), low = ci[1], high = ci[2]) }))

# Bootstrap with the drawn indices written down: what is left is arithmetic ---------------------------------------------------
set.seed(1)
ratio <- function(d, i) sum(d$x[i]) / sum(d$u[i])
drawn <- boot(city, ratio, R = 199)
weighted <- function(d, w) sum(d$x * w) / sum(d$u * w)
# Efron and Tibshirani (1993, 14.15) take the jackknife from its own mean, boot from the estimate.
influence <- empinf(data = city, statistic = weighted, stype = "w", type = "jack")
ci <- boot.ci(drawn, type = c("perc", "bca"), L = influence - mean(influence))
bootstrap <- list(before = city$u, after = city$x, indices = boot.array(drawn, indices = TRUE) - 1, value = drawn$t0,
                  percentile = ci$percent[4:5], bca = ci$bca[4:5])

# Power and run lengths ---------------------------------------------------------------------------------------------------------
powers <- do.call(rbind, lapply(list(c(.5, .75, .9), c(.8, .85, .8), c(.02, .01, .8), c(.4, .41, .95)), function(x)
  pick(p1 = x[1], p2 = x[2], power = x[3], n = power.prop.test(p1 = x[1], p2 = x[2], power = x[3], tol = 1e-12)$n)))
cusum <- do.call(rbind, lapply(list(c(.5, 4, 0), c(.5, 5, 0), c(.5, 5, 1), c(.5, 5, .5), c(.25, 8, 0)), function(x)
  pick(slack = x[1], limit = x[2], shift = x[3], length = xcusum.arl(x[1], x[2], x[3], sided = "two", r = 60))))
ewma <- do.call(rbind, lapply(list(c(.1, 2.814, 0), c(.1, 2.814, 1), c(.2, 2.962, 0), c(.2, 2.962, .5)), function(x)
  pick(weight = x[1], width = x[2], shift = x[3], length = xewma.arl(x[1], x[2], x[3], sided = "two", r = 60))))

cat(toJSON(list(
  by = R.version.string, shares = shares, differences = differences, clustered = clustered, means = means, ranks = ranks,
  type_7 = type_7, curves = curves, log_ranks = log_ranks, strata = strata, betas = betas, normals = normals,
  students = students, rogan_gladen = rogan_gladen, bootstrap = bootstrap, powers = powers, cusum = cusum, ewma = ewma),
  digits = I(15), auto_unbox = TRUE, na = "null", null = "null"), "\n")
