"""The chapter on what is refused, and what the message says."""

from tests.spec.survey_estimation.specification import Chapter, Example

PLAIN = "w | s | n | y\n1 | A | 5 | 1\n1 | A | 5 | 2"

REFUSED = Chapter(
    "Was abgelehnt wird",
    "Jeder Fehler ist ein SurveyError und sagt, was zu tun ist.",
    "–",
    "eigene Festlegung",
    (
        Example(
            "Unbekannte Spalte",
            PLAIN,
            "estimate(sample, Design('w'), ['z'], stat='mean')",
            refusal="There is no column 'z'. The sample has: w, s, n, y.",
        ),
        Example(
            "Fehlendes Gewicht",
            "w | y\n1 | 1\n | 2",
            "estimate(sample, Design('w'), ['y'], stat='mean')",
            refusal="The weight 'w' is missing or not above zero in 1 rows, first in row 2. "
            "Correct it or leave these rows out.",
        ),
        Example(
            "Gewicht null",
            "w | y\n0 | 1\n1 | 2",
            "estimate(sample, Design('w'), ['y'], stat='mean')",
            refusal="The weight 'w' is missing or not above zero in 1 rows, first in row 1. "
            "Correct it or leave these rows out.",
        ),
        Example(
            "Kein Gewicht und keine Größe",
            PLAIN,
            "Design(strata='s')",
            refusal="The weight is missing. Name a weight column, or the population sizes from "
            "which weights follow; add a column of ones if every row is to count alike.",
        ),
        Example(
            "N kleiner als n",
            "w | s | n | y\n1 | A | 2 | 1\n1 | A | 2 | 2\n1 | A | 2 | 3",
            "estimate(sample, Design('w', 's', population='n'), ['y'], stat='mean')",
            refusal="Stratum 'A' has N = 2 in the population but 3 units in the sample. Correct "
            "the population size.",
        ),
        Example(
            "N verschieden in einer Schicht",
            "w | s | n | y\n1 | A | 5 | 1\n1 | A | 6 | 2",
            "estimate(sample, Design('w', 's', population='n'), ['y'], stat='mean')",
            refusal="The population of stratum 'A' differs between its rows, such as row 1. Give "
            "every row of a stratum the same value.",
        ),
        Example(
            "Text, wo Zahlen hingehören",
            "w | y\n1 | viel\n1 | wenig",
            "estimate(sample, Design('w'), ['y'], stat='mean')",
            refusal="Column 'y' holds 'viel' in row 1 where numbers belong. Turn it into numbers, "
            "or ask for the share or count of its categories.",
        ),
        Example(
            "Leere Auswahl",
            "w | d | y\n1 | 0 | 1\n1 | 0 | 2",
            "estimate(sample, Design('w'), ['y'], stat='mean', where='d')",
            refusal="`where` selects no row: the domain is empty. Check the condition.",
        ),
    ),
)

CHAPTERS = (REFUSED,)
