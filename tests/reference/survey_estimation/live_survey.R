# Estimates by R survey for the designs in a folder: Rscript live_survey.R FOLDER
# FOLDER holds designs.txt (name | file | svydesign arguments | lonely rule | adjust domains) and
# CSV files with columns y (numbers), x (numbers > 0), hit (0/1), g and k (categories).
# Writes one line for each number: name, tab, what, tab, values.
suppressPackageStartupMessages(library(survey))
folder <- commandArgs(TRUE)[1]
out <- file(file.path(folder, "results.txt"), "w")
say <- function(name, what, values)
  writeLines(paste(name, what, paste(formatC(as.numeric(values), digits = 17, format = "g"), collapse = " "), sep = "\t"), out)
try_say <- function(name, what, expression)
  say(name, what, tryCatch(suppressWarnings(expression), error = function(e) NaN))
both <- function(s) c(coef(s), SE(s))
for (line in readLines(file.path(folder, "designs.txt"))) {
  f <- trimws(strsplit(line, "|", fixed = TRUE)[[1]]); name <- f[1]
  data <- read.csv(file.path(folder, f[2]), colClasses = c(g = "character", k = "character"), na.strings = "")
  options(survey.lonely.psu = f[4], survey.adjust.domain.lonely = f[5] == "TRUE")
  d <- eval(parse(text = paste0("svydesign(", f[3], ", data = data)")))
  if (length(f) > 5) d <- eval(parse(text = f[6]))
  try_say(name, "df", degf(d))
  try_say(name, "mean", both(svymean(~y, d, na.rm = TRUE)))
  try_say(name, "total", both(svytotal(~y, d, na.rm = TRUE)))
  try_say(name, "ratio", { r <- svyratio(~y, ~x, d, na.rm = TRUE); c(coef(r), SE(r)) })
  try_say(name, "deff", c(deff(svymean(~x, d, deff = TRUE)), deff(svymean(~x, d, deff = "replace")), deff(svytotal(~x, d, deff = TRUE))))
  try_say(name, "share", both(svymean(~k, d)))
  try_say(name, "by", { b <- svyby(~y, ~g, d, svymean, na.rm = TRUE); c(coef(b), SE(b)) })
  try_say(name, "by_total", { b <- svyby(~hit, ~g, d, svytotal); c(coef(b), SE(b)) })
  try_say(name, "by_crossed", { b <- svyby(~hit, ~g + k, d, svymean); o <- order(b$g, b$k); c(coef(b)[o], SE(b)[o]) })
  try_say(name, "by_df", sapply(sort(unique(data$g)), function(v) degf(subset(d, g == v))))
  try_say(name, "by_deff", { b <- svyby(~x, ~g, d, svymean, deff = TRUE); b[["DEff.x"]] })
  for (m in c("logit", "likelihood", "asin", "beta", "mean")) {
    try_say(name, paste0("ci_", m), confint(svyciprop(~hit, d, method = m)))
    try_say(name, paste0("by_ci_", m), { b <- svyby(~hit, ~g, d, svyciprop, method = m, vartype = "ci"); c(b[["ci_l"]], b[["ci_u"]]) })
  }
  for (m in c("mean", "beta", "xlogit", "asin"))
    try_say(name, paste0("quantile_", m), { q <- svyquantile(~x, d, c(.1, .5, .9), ci = TRUE, interval.type = m); as.numeric(q$x[, 1:3]) })
  try_say(name, "by_quantile", as.numeric(t(sapply(sort(unique(data$g)), function(v) {
    q <- svyquantile(~x, subset(d, g == v), .5, ci = TRUE); as.numeric(q$x[, 1:3]) }))))
  try_say(name, "difference", { b <- svyby(~x, ~g, d, svymean, covmat = TRUE); v <- vcov(b); c(coef(b)[2] - coef(b)[1], sqrt(v[1, 1] + v[2, 2] - 2 * v[1, 2])) })
  try_say(name, "linear", both(svyglm(y ~ x + k, d)))
  try_say(name, "logit", both(svyglm(hit ~ x + k, d, family = quasibinomial())))
  try_say(name, "logit_in_domain", both(svyglm(hit ~ x, subset(d, g == "A"), family = quasibinomial())))
  try_say(name, "independence", { t <- svychisq(~hit + k, d); c(t$statistic, t$parameter, t$p.value) })
}
close(out)
