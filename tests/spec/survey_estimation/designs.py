"""Chapters on how a sample was drawn."""

from tests.spec.survey_estimation.specification import Chapter, Example

LONELY = """
w | s | y
1 | A | 1
1 | A | 3
1 | B | 5
"""
TWO_STAGES = """
kreis | kreise | person | personen | y
1 | 4 | 1 | 4 | 1
1 | 4 | 2 | 4 | 3
2 | 4 | 1 | 2 | 5
2 | 4 | 2 | 2 | 5
"""

STRATA = Chapter(
    "Schichten und die Vollerhebung mit Antwortausfall",
    "In jeder Schicht wird für sich gezogen; ihre Varianzen addieren sich. Eine Vollerhebung, bei "
    "der nicht alle antworten, wird wie eine geschichtete Stichprobe gerechnet: Die Schichten "
    "sind Merkmale aus dem Verzeichnis, N ist die Zahl der Ämter, das Gewicht N/n. Das deckt "
    "unterschiedliche Antwortbereitschaft zwischen den Schichten ab, nicht aber die innerhalb: "
    "Wer wegen der Antwort antwortet oder schweigt, verzerrt weiterhin.",
    "V(Ŷ) = Σ_h N_h² (1 − n_h/N_h) s_h² / n_h",
    "Cochran (1977), Abschnitt 5.4; Särndal, Swensson & Wretman (1992), Abschnitt 15.6",
    (
        Example(
            "Vollerhebung: A 2 von 4, B 3 von 6 haben geantwortet",
            "land | hit\nA | 1\nA | 0\nB | 1\nB | 1\nB | 0",
            "estimate(sample, Design(strata='land', population={'A': 4, 'B': 6}), ['hit'])",
            "estimate | se | df | population\n0.6 | 0.2 | 3 | 10",
            why="(4 · 1/2 + 6 · 2/3) / 10; V = [16 · ½ · ½/2 + 36 · ½ · ⅓/3] / 100 = 0,04.",
        ),
        Example(
            "Aus einer Schicht hat niemand geantwortet",
            "land | hit\nA | 1\nA | 0",
            "estimate(sample, Design(strata='land', population={'A': 4, 'B': 6}), ['hit'])",
            refusal="Nobody in the sample stands for stratum 'B' with N = 6 in the frame. Merge "
            "it with a neighbour: merge={'B': ...}.",
        ),
        Example(
            "Sie wird mit ihrem Nachbarn zusammengelegt",
            "land | hit\nA | 1\nA | 0",
            "estimate(sample, Design(strata='land', population={'A': 4, 'B': 6}, "
            "merge={'B': 'A'}), ['hit'])",
            "estimate | se | population\n0.5 | 0.4472136 | 10",
            why="N = 10, n = 2: V = (1 − 2/10) · (1/2) / 2 = 0,2.",
        ),
    ),
)

CLUSTERS = Chapter(
    "Klumpen und mehrere Stufen",
    "Werden ganze Kreise gezogen und darin Personen, so streuen die Summen der Kreise. Ohne "
    "Endlichkeitskorrektur genügt diese erste Stufe; mit ihr kommt die Streuung innerhalb der "
    "Kreise hinzu, mal dem Auswahlsatz der ersten Stufe.",
    "V(Ŷ) = Σ_h (1 − f_h) m_h/(m_h − 1) Σ_i (z_i − z̄_h)²  +  Σ_h f_h Σ_i V_i",
    "Särndal, Swensson & Wretman (1992), Ergebnis 4.3.1",
    (
        Example(
            "Drei Kreise, eine Stufe",
            "w | kreis | y\n1 | 1 | 1\n1 | 1 | 2\n1 | 2 | 3\n1 | 3 | 6",
            "estimate(sample, Design('w', clusters='kreis'), ['y'], stat='total')",
            "estimate | se | df\n12 | 3 | 2",
            why="Summen 3, 3, 6; V = 3/2 · (1 + 1 + 4) = 9.",
        ),
        Example(
            "2 von 4 Kreisen, darin 2 von 4 und 2 von 2 Personen",
            TWO_STAGES,
            "estimate(sample, Design(clusters=('kreis', 'person'), "
            "population=('kreise', 'personen')), ['y'], stat='total')",
            "estimate | se | population\n36 | 4.8989795 | 12",
            why="Kreissummen 8 und 10. Erste Stufe: 16 · ½ · 2/2 = 8; zweite: 2 · (16 · ½ · 2/2) "
            "= 16; V = 24.",
        ),
        Example(
            "Ein Kreis in zwei Schichten",
            "w | s | kreis | y\n1 | A | 1 | 1\n1 | B | 1 | 2\n1 | B | 2 | 3",
            "estimate(sample, Design('w', 's', 'kreis'), ['y'], stat='total')",
            refusal="Cluster 1 of 'kreis' lies in two strata ('A' and 'B'). Correct the stratum, "
            "or say nest=True if the name means different clusters.",
        ),
    ),
)

ALONE = Chapter(
    "Schichten mit einer einzigen Einheit",
    "Aus einer Einheit lässt sich keine Streuung schätzen. Voreinstellung ist, die Rechnung "
    "abzulehnen. Sonst: 'remove' und 'certainty' zählen die Schicht mit 0, 'adjust' mit ihrem "
    "Abstand von der Mitte aller, 'average' mit dem Mittel der anderen Schichten. Oder die "
    "Schicht wird mit einem genannten Nachbarn zusammengelegt (merge). adjust_domains=True wendet "
    "'adjust' und 'average' auch an, wo nur eine Einheit einer Schicht in einer Gruppe liegt.",
    "adjust: V_h = (1 − f_h) z_h²        average: V = (H / H_ok) · Σ_ok V_h",
    "Namen und Wirkung wie options(survey.lonely.psu) in R survey",
    (
        Example(
            "Abgelehnt",
            LONELY,
            "estimate(sample, Design('w', 's'), ['y'], stat='mean')",
            refusal="Stratum 'B' has only one unit at stage 1 (1 such strata). Merge it with a "
            "neighbour (merge=...), or choose lonely='remove', 'certainty', 'adjust' or "
            "'average'.",
        ),
        Example(
            "remove",
            LONELY,
            "estimate(sample, Design('w', 's', lonely='remove'), ['y'], stat='mean')",
            "estimate | se\n3 | 0.6666667",
            why="z in A: −2/3 und 0; V = 2/1 · 2 · (1/3)² = 4/9.",
        ),
        Example(
            "certainty",
            LONELY,
            "estimate(sample, Design('w', 's', lonely='certainty'), ['y'], stat='mean')",
            "se\n0.6666667",
        ),
        Example(
            "adjust",
            LONELY,
            "estimate(sample, Design('w', 's', lonely='adjust'), ['y'], stat='mean')",
            "se\n0.9428090",
            why="Dazu B mit (2/3)² = 4/9; V = 8/9.",
        ),
        Example(
            "average",
            LONELY,
            "estimate(sample, Design('w', 's', lonely='average'), ['y'], stat='total')",
            "se\n2.8284271",
            why="A: 2/1 · 2 · 1² = 4; mal 2 Schichten durch 1: 8.",
        ),
        Example(
            "Zusammengelegt",
            LONELY,
            "estimate(sample, Design('w', 's', merge={'B': 'A'}), ['y'], stat='total')",
            "estimate | se | df\n9 | 3.4641016 | 2",
            why="Drei Zeilen um 3: V = 3/2 · (4 + 0 + 4) = 12.",
        ),
    ),
)

CHAPTERS = (STRATA, CLUSTERS, ALONE)
