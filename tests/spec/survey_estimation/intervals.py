"""The chapter on intervals."""

from tests.spec.survey_estimation.specification import Chapter, Example

CENSUS = "land | hit\nA | 1\nA | 0\nB | 1\nB | 1\nB | 0"
DESIGN = "Design(strata='land', population={'A': 4, 'B': 6})"


def example(ci: str, low: str, high: str, why: str) -> Example:
    return Example(
        ci,
        CENSUS,
        f"estimate(sample, {DESIGN}, ['hit'], ci='{ci}', df=inf)",
        f"estimate | se | low | high\n0.6 | 0.2 | {low} | {high}",
        why=why,
    )


INTERVALS = Chapter(
    "Vertrauensbereiche von Anteilen",
    "Voreinstellung ist logit: Das Intervall wird auf der Logit-Skala gebildet und bleibt zwischen "
    "0 und 1. beta (Korn–Graubard) ist vorsichtiger und gilt auch, wenn niemand oder alle "
    "zustimmen. t hat die Freiheitsgrade der Gruppe; df=inf nimmt die Normalverteilung. "
    "likelihood braucht die Zeilen und stimmt mit R bis 1e-7 überein, weil es wie R auf einem "
    "Gitter interpoliert. Gemessen an 10.000 simulierten Wellen mit 16 Ländern, drei "
    "Größenklassen und im Mittel 1.942 Antworten von 11.100 (bench/estimation_coverage.py, "
    "Startwert 1): bundesweit enthalten 95-%-Bereiche Anteile von 5 bis 95 % in 94,7 bis 95,1 % "
    "(logit) und 95,0 bis 95,5 % (beta) der Wellen. In Gruppen liegt beta ab etwa 50 Antworten "
    "nicht unter 94 % und ab etwa 150 zwischen 94 und 96 %; logit fällt unter 75 Antworten bei "
    "seltenen Merkmalen bis unter 90 %. Regel: Gruppen mit beta ab 50 Antworten, logit ab 200. "
    "Hängt das Antworten von der Antwort ab (Betroffene mit 1,5-facher Chance zu antworten), so "
    "liegt der Anteil Betroffener von 37 % um 7,6 Punkte zu hoch, und kein Bereich enthält ihn.",
    "logit: logit(p) ± t · se / (p(1−p))\n"
    "beta und wilson mit n* = p(1−p)/V · (t(n−1) / t(df))²\n"
    "asin: arcsin √p ± t · se / (2 √(p(1−p)))",
    "Korn & Graubard, Survey Methodology 24 (1998), S. 193–201, und Analysis of Health Surveys "
    "(1999), S. 64–68; Wilson, JASA 22 (1927); Rao & Scott, Ann. Statist. 12 (1984)",
    (
        example("wald", "0.2080072", "0.9919928", "0,6 ± 1,959964 · 0,2."),
        example("logit", "0.2265600", "0.8848078", "ln 1,5 ± 1,959964 · 0,2 / 0,24."),
        example("asin", "0.2181766", "0.9211429", "0,886077 ± 1,959964 · 0,2 / (2 · 0,489898)."),
        example(
            "beta", "0.2910849", "0.8590578",
            "n* = 6 · (2,776445 / 1,959964)² = 12,040188; Beta-Quantile bei (7,224; 5,816) und "
            "(8,224; 4,816).",
        ),
        example("wilson", "0.2524154", "0.8695178", "n* = 12,040188, t = 2,776445."),
        Example(
            "Niemand: beta bleibt ein Intervall",
            "w | hit\n1 | 0\n1 | 0\n1 | 0\n1 | 0\n1 | 0\n1 | 0\n1 | 0\n1 | 0\n1 | 0\n1 | 0",
            "estimate(sample, Design('w'), ['hit'], ci='beta')",
            "estimate | low | high\n0 | 0 | 0.3084971",
            why="Clopper–Pearson: 1 − 0,025^(1/10).",
        ),
    ),
)  # fmt: skip

CHAPTERS = (INTERVALS,)
