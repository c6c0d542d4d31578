# R survey on a task: Rscript estimation_peer.R FOLDER RUNS ITEMS BY STRATUM WEIGHT PSU POPULATION
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "remove")
asked <- commandArgs(TRUE)
folder <- asked[1]
items <- strsplit(asked[3], ",")[[1]]
by <- strsplit(asked[4], ",")[[1]]
columns <- function(kind, size) {
  paths <- list.files(file.path(folder, kind), full.names = TRUE)
  read <- function(path) readBin(path, kind, file.size(path) / size)
  lapply(setNames(paths, basename(paths)), read)
}
data <- as.data.frame(c(columns("integer", 4), columns("double", 8)))
one <- function(name) reformulate(name)
design <- svydesign(
  ids = if (asked[7] == "-") ~1 else one(asked[7]),
  strata = one(asked[5]), weights = one(asked[6]),
  fpc = if (asked[8] == "-") NULL else one(asked[8]), data = data
)
times <- c()
for (run in seq_len(as.integer(asked[2]))) {
  begun <- proc.time()[[3]]
  for (breakdown in by) {
    table <- svyby(one(items), one(breakdown), design, svymean, keep.names = FALSE)
  }
  times <- c(times, proc.time()[[3]] - begun)
}
errors <- matrix(unlist(SE(table)), ncol = length(items))
write.table(format(errors, digits = 17), file.path(folder, "errors.txt"),
            row.names = FALSE, col.names = FALSE, quote = FALSE)
cat(sprintf('{"tool": "R survey %s", "times": [%s]}\n', packageVersion("survey"),
            paste(sprintf("%.3f", times), collapse = ", ")))
