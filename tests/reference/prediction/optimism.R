# Optimism-corrected performance of an unpenalised logistic regression, by rms 6.x.
# Rscript optimism.R, in this folder; writes patients.csv, resamples.csv and expected.csv.
suppressMessages(library(rms))
set.seed(20261122)
n <- 300
resamples <- 40
patients <- data.frame(
  class_two = rbinom(n, 1, 0.41),
  lesions = log2(1 + rnbinom(n, 1.6, 0.38)),
  size = round(exp(rnorm(n, log(28), 0.6))) / 10,
  poor_grade = rbinom(n, 1, 0.28)
)
truth <- with(patients, 1.6 - 0.6 * class_two - 0.4 * lesions - 0.1 * size - 0.6 * poor_grade)
patients$outcome <- rbinom(n, 1, plogis(truth))
write.csv(format(patients, digits = 15, trim = TRUE), "patients.csv", row.names = FALSE, quote = FALSE)
patients <- read.csv("patients.csv")

performance <- function(log_odds, outcome) {
  probability <- plogis(log_odds)
  spline <- as.numeric(quantile(log_odds, c(0.1, 0.5, 0.9)))
  flexible <- lrm(outcome ~ rcs(log_odds, spline), tol = 1e-14, eps = 1e-10, maxit = 100)
  c(
    c_statistic = unname(somers2(log_odds, outcome)["C"]),
    calibration_in_the_large = unname(coef(glm(outcome ~ 1, binomial, offset = log_odds))),
    calibration_slope = unname(coef(lrm(outcome ~ log_odds, tol = 1e-14, eps = 1e-10))[2]),
    brier = mean((outcome - probability)^2),
    integrated_calibration_index = mean(abs(plogis(predict(flexible)) - probability))
  )
}
fit <- function(rows) {
  lrm(outcome ~ class_two + lesions + size + poor_grade, data = patients[rows, ],
      tol = 1e-14, eps = 1e-10, maxit = 100)
}
log_odds <- function(model, rows) predict(model, patients[rows, ])

indices <- t(replicate(resamples, sample.int(n, n, replace = TRUE)))
write.table(indices - 1, "resamples.csv", sep = ",", row.names = FALSE, col.names = FALSE)
everybody <- seq_len(n)
apparent <- performance(log_odds(fit(everybody), everybody), patients$outcome)
losses <- apply(indices, 1, function(rows) {
  model <- fit(rows)
  performance(log_odds(model, rows), patients$outcome[rows]) -
    performance(log_odds(model, everybody), patients$outcome)
})
optimism <- rowMeans(losses)
expected <- data.frame(measure = names(apparent), apparent, optimism, corrected = apparent - optimism)
write.csv(format(expected, digits = 10), "expected.csv", row.names = FALSE, quote = FALSE)
cat(R.version.string, "rms", as.character(packageVersion("rms")), "\n")
