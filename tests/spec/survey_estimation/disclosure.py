"""The chapter on what a release hides."""

from tests.spec.survey_estimation.specification import Chapter, Example

ROWS = "".join(f"1 | {i % 2} | {land}\n" for land, n in (("A", 5), ("B", 2), ("C", 6))
               for i in range(n))  # fmt: skip
SAMPLE = "w | hit | land\n" + ROWS

DISCLOSURE = Chapter(
    "Geheimhaltung",
    "Eine Zahl wird nur gezeigt, wenn mindestens minimum Antwortende hinter ihr stehen. Damit eine "
    "kleine Gruppe nicht aus Summen und Differenzen folgt, bleiben weitere Zellen leer "
    "(protecting): so viele, dass die Zahl der Personen jeder kleinen Gruppe um mindestens minimum "
    "ungewiss bleibt, und davon möglichst wenige. Alle Tabellen einer Veröffentlichung und alle "
    "früheren derselben Erhebung werden zusammen betrachtet; auch der Rest zwischen Gruppe "
    "und Teilgruppe derselben Frage zählt als Gruppe. Das Ergebnis enthält, was ein Angreifer "
    "folgern kann (attack). Die Güte folgt dem relativen Standardfehler: bis 10 % good, bis 20 % "
    "limited, darüber unreliable.",
    "min / max  Σ_{a in Zelle} x_a    unter    Σ_{a in s} x_a = n_s für alle gezeigten s,  x ≥ 0",
    "Hundepool u. a., Statistical Disclosure Control (2012), Kapitel 4; Kelly, Golden & Assad, "
    "Networks 22 (1992), S. 397–417",
    (
        Example(
            "B hat zwei Antwortende; mit B bleibt A leer",
            SAMPLE,
            "release(sample, Design('w'), [Request(['hit'], by=[(), 'land'])], "
            "rule=Rule(minimum=3)).tables[0]",
            """
            land | status | n
             | shown | 13
            A | protecting | -1
            B | small | -1
            C | shown | 6
            """,
            why="B = alle − A − C; A zu verbergen kostet 5 Antwortende, C 6.",
        ),
        Example(
            "Was daraus folgt",
            SAMPLE,
            "release(sample, Design('w'), [Request(['hit'], by=[(), 'land'])], "
            "rule=Rule(minimum=3)).attack",
            "status | low | high\nprotecting | 0 | 7\nsmall | 0 | 7",
            why="A + B = 13 − 6 = 7.",
        ),
    ),
)

CHAPTERS = (DISCLOSURE,)
