# Reference values of tests/reference/test_survival_against_r.py.
# Run in this folder: Rscript make_reference.R (R >= 4.2, package survival 3.x); see SOURCES.md.
# Writes the data sets (only the columns used) and the expected values as CSV.
library(survival)
options(digits = 15)

write <- function(frame, file) {
  number <- function(x) ifelse(is.na(x), "", sub("\\.?0+$", "", sprintf("%.12f", x)))
  cells <- as.data.frame(lapply(frame, function(x) if (is.numeric(x)) number(x) else as.character(x)))
  write.csv(cells, file, row.names = FALSE, quote = FALSE)
}

# Case weights and late entries are made from the data, so that everybody can make them again.
lung2 <- with(lung, data.frame(time, event = status - 1, age, sex, ecog = ph.ecog, centre = inst))
lung2 <- lung2[complete.cases(lung2), ]
lung2$weight <- 0.5 + (lung2$age - min(lung2$age)) / 20
lung2$entry <- ifelse(lung2$age %% 2 == 1, pmin(floor(lung2$age), lung2$time - 1), 0)
colon2 <- with(subset(colon, etype == 2), data.frame(time, event = status, rx = as.integer(rx), age, nodes))
colon2 <- colon2[complete.cases(colon2), ]
colon2$weight <- 0.2 + colon2$nodes / 4
colon2$entry <- ifelse(colon2$age > 60, floor(colon2$time / 3), 0)
rotterdam2 <- with(rotterdam, data.frame(time = dtime, event = death, age, grade, nodes, year))
rotterdam2$weight <- round(1 / (0.1 + 0.8 * plogis((rotterdam2$age - 55) / 15)), 4)
rotterdam2$entry <- ifelse(rotterdam2$year < 1985, pmin(365, rotterdam2$time - 1), 0)
gbsg2 <- with(gbsg, data.frame(time = rfstime, event = status, age, hormon, nodes))
gbsg2$weight <- round(1 + sin(gbsg2$age) / 2, 4)
gbsg2$entry <- ifelse(gbsg2$age < 45, floor(gbsg2$time / 2), 0)
# pbc: 1 transplant, 2 death; mgus2: 1 progression, 2 death.
pbc2 <- with(pbc, data.frame(time, event = status, age = round(age, 3), edema, bili))
pbc2$weight <- round(0.5 + pbc2$bili / 10, 4)
pbc2$entry <- ifelse(pbc2$age > 50, pmin(200, pbc2$time - 1), 0)
mgus3 <- with(mgus2, data.frame(time = ifelse(pstat == 1, ptime, futime), event = ifelse(pstat == 1, 1, 2 * death), age))
mgus3$weight <- round(0.4 + mgus3$age / 100, 4)
mgus3$entry <- ifelse(mgus3$age < 65 & mgus3$time > 6, 6, 0)

sets <- list(lung = lung2, colon = colon2, rotterdam = rotterdam2, gbsg = gbsg2, pbc = pbc2, mgus2 = mgus3)
for (name in names(sets)) write(sets[[name]], paste0(name, ".csv"))

# The three ways of the tests: plain, weighted with robust variance, late entry with weights.
outcome <- function(d, event, way) {
  if (grepl("late", way)) Surv(d$entry, d$time, event) else Surv(d$time, event)
}
weights_of <- function(d, way) if (grepl("weighted", way)) d$weight else rep(1, nrow(d))
ways <- c("plain", "weighted", "late", "late_weighted")

curves <- NULL; medians <- NULL; means <- NULL; incidences <- NULL
for (name in names(sets)) for (way in ways) {
  d <- sets[[name]]
  d$id <- seq_len(nrow(d)); d$w <- weights_of(d, way)
  robust <- grepl("weighted", way)
  d$y <- outcome(d, as.integer(d$event > 0), way)
  fit <- survfit(y ~ 1, data = d, weights = w, robust = robust, id = id, influence = if (robust) 1 else 0,
                 conf.type = "log-log")
  s <- summary(fit, censored = TRUE)
  curves <- rbind(curves, data.frame(set = name, way, time = s$time, at_risk = s$n.risk, events = s$n.event,
    censored = s$n.censor, survival = s$surv, std_err = s$std.err, ci_low = s$lower, ci_high = s$upper))
  q <- quantile(fit, 0.5)
  d$back <- outcome(d, as.integer(d$event == 0), way)
  back <- quantile(survfit(back ~ 1, data = d, weights = w, robust = robust, id = id, conf.type = "log-log"), 0.5)
  medians <- rbind(medians, data.frame(set = name, way, measure = c("survival", "follow_up"),
    median = c(q$quantile, back$quantile), ci_low = c(q$lower, back$lower), ci_high = c(q$upper, back$upper)))
  for (tau in round(quantile(d$time, c(0.3, 0.6, 0.9)))) {
    table <- summary(fit, rmean = tau)$table
    se <- table[["se(rmean)"]]
    if (robust) {
      # The influences of the curve (weights included), integrated: R prints no robust error of the restricted mean.
      widths <- diff(pmin(c(fit$time, Inf), tau))
      se <- sqrt(sum((fit$influence.surv %*% widths)^2))
    }
    means <- rbind(means, data.frame(set = name, way, tau, mean = table[["rmean"]], std_err = se))
  }
  if (max(d$event) > 1) {
    d$y <- outcome(d, factor(d$event, 0:2), way)
    fit <- survfit(y ~ 1, data = d, weights = w, id = id, conf.type = "log-log")
    for (cause in 1:2) incidences <- rbind(incidences, data.frame(set = name, way, cause, time = fit$time,
      incidence = fit$pstate[, cause + 1], std_err = fit$std.err[, cause + 1],
      ci_low = fit$lower[, cause + 1], ci_high = fit$upper[, cause + 1]))
  }
}

# Every 25th row of the long curves keeps the files small; ends are kept.
thin <- function(frame, step = 25) {
  key <- paste(frame$set, frame$way, frame$cause)
  row <- ave(seq_along(key), key, FUN = seq_along); n <- ave(seq_along(key), key, FUN = length)
  frame[row %% step == 1 | row == n, ]
}
write(thin(curves), "kaplan_meier.csv")
write(medians, "medians.csv")
write(means, "restricted_means.csv")
write(thin(incidences), "cumulative_incidence.csv")

# Cox: Efron; robust = "model" none, "robust" by patient, "centre" by cluster.
cox <- NULL; zph <- NULL
add <- function(name, kind, fit) {
  s <- summary(fit)$coefficients
  se <- sqrt(diag(fit$var))
  cox <<- rbind(cox, data.frame(set = name, kind, term = rownames(s), coefficient = coef(fit), std_err = se))
  z <- cox.zph(fit, transform = "km", terms = FALSE)$table
  zph <<- rbind(zph, data.frame(set = name, kind, term = rownames(z), chi_square = z[, "chisq"], p_value = z[, "p"]))
}
exact <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 50)
add("lung", "model", coxph(Surv(time, event) ~ age + sex + ecog, lung2, control = exact))
add("lung", "robust", coxph(Surv(time, event) ~ age + sex + ecog, lung2, robust = TRUE, control = exact))
add("lung", "centre", coxph(Surv(time, event) ~ age + sex + ecog + cluster(centre), lung2, control = exact))
add("lung", "weighted", coxph(Surv(time, event) ~ age + sex + ecog, lung2, weights = weight, robust = TRUE, control = exact))
add("lung", "late", coxph(Surv(entry, time, event) ~ age + sex + ecog, lung2, control = exact))
add("colon", "model", coxph(Surv(time, event) ~ age + nodes + rx, colon2, control = exact))
add("rotterdam", "model", coxph(Surv(time, event) ~ age + grade + nodes, rotterdam2, control = exact))
add("gbsg", "robust", coxph(Surv(time, event) ~ age + hormon + nodes, gbsg2, robust = TRUE, control = exact))
add("pbc", "model", coxph(Surv(time, event == 2) ~ age + edema + log(bili), pbc2, control = exact))
add("mgus2", "model", coxph(Surv(time, event == 2) ~ age, mgus3, control = exact))
write(cox, "cox.csv")
write(zph, "schoenfeld.csv")

# Edge cases: the rows of each little group, and what R says.
edges <- list(
  time_zero = data.frame(time = c(0, 0, 5, 6), event = c(1, 0, 1, 0)),
  ties = data.frame(time = c(2, 2, 2, 4, 4, 7), event = c(1, 1, 0, 1, 0, 1)),
  all_censored = data.frame(time = c(3, 5, 5), event = 0),
  single_event = data.frame(time = c(3, 5, 8), event = c(0, 1, 0)),
  one_subject = data.frame(time = 4, event = 1),
  all_die_at_once = data.frame(time = c(3, 3), event = 1))
rows <- NULL; told <- NULL
for (name in names(edges)) {
  rows <- rbind(rows, data.frame(case = name, edges[[name]]))
  s <- summary(survfit(Surv(time, event) ~ 1, edges[[name]], conf.type = "log-log"), censored = TRUE)
  told <- rbind(told, data.frame(case = name, time = s$time, at_risk = s$n.risk, survival = s$surv,
    std_err = s$std.err, ci_low = s$lower, ci_high = s$upper))
}
write(rows, "edge_cases.csv"); write(told, "edge_curves.csv")
