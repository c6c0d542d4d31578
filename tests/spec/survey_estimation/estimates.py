"""Chapters on estimates of the whole population and of domains."""

from tests.spec.survey_estimation.specification import Chapter, Example

FOUR = """
w | y | hit
5 | 1 | 1
5 | 2 | 0
5 | 3 | 1
5 | 4 | 1
"""
DOMAINS = """
w | art | y
1 | haupt | 1
1 | haupt | 3
1 | ehren | 5
1 | ehren |
"""

SIMPLE = Chapter(
    "Mittelwert, Summe und Anteil",
    "Jede Antwort steht für so viele Personen, wie ihr Gewicht sagt. Eine Summe ist die Summe der "
    "gewichteten Antworten, ein Mittelwert teilt sie durch die Summe der Gewichte, ein Anteil ist "
    "der Mittelwert von 0 und 1. Der Standardfehler sagt, wie weit die Schätzung von Ziehung zu "
    "Ziehung schwankt. Nennt der Plan die Größe N der Grundgesamtheit, so schrumpft er um die "
    "Endlichkeitskorrektur 1 − n/N; ohne N gilt jede Ziehung als Ziehen mit Zurücklegen.",
    "Ŷ = Σ wᵢ yᵢ        ȳ = Σ wᵢ yᵢ / Σ wᵢ        V(ȳ) = (1 − n/N) · s² / n",
    "Cochran, Sampling Techniques (1977), Abschnitte 2.3 bis 2.6",
    (
        Example(
            "Mittelwert einer einfachen Stichprobe, 4 von 20",
            FOUR,
            "estimate(sample, Design('w', population=20), ['y'], stat='mean')",
            """
            item | estimate | se | low | high | df | n | population
            y | 2.5 | 0.5773503 | 0.6626139 | 4.3373861 | 3 | 4 | 20
            """,
            why="s² = 5/3; V = (1 − 4/20) · (5/3) / 4 = 1/3. Intervall: 2,5 ± 3,182446 · 0,57735.",
        ),
        Example(
            "Derselbe Mittelwert ohne Endlichkeitskorrektur",
            FOUR,
            "estimate(sample, Design('w'), ['y'], stat='mean')",
            "estimate | se\n2.5 | 0.6454972",
            why="V = (5/3) / 4 = 5/12.",
        ),
        Example(
            "Summe",
            FOUR,
            "estimate(sample, Design('w', population=20), ['y'], stat='total')",
            "estimate | se\n50 | 11.5470054",
            why="V = 20² · 1/3 = 400/3.",
        ),
        Example(
            "Anteil",
            FOUR,
            "estimate(sample, Design('w', population=20), ['hit'])",
            "estimate | se\n0.75 | 0.2236068",
            why="s² = 3/4 · 1/4 · 4/3 = 1/4; V = 0,8 · (1/4) / 4 = 0,05.",
        ),
        Example(
            "Zahl der Personen",
            FOUR,
            "estimate(sample, Design('w', population=20), ['hit'], stat='count')",
            "estimate | se\n15 | 4.4721360",
            why="V = 20² · 0,05 = 20.",
        ),
        Example(
            "Anteile mehrerer Antworten",
            "w | weg\n1 | brief\n1 | brief\n1 | netz\n1 | netz",
            "estimate(sample, Design('w'), ['weg'])",
            """
            item | level | estimate | se
            weg | brief | 0.5 | 0.2886751
            weg | netz | 0.5 | 0.2886751
            """,
            why="s² = 1/2 · 1/2 · 4/3 = 1/3; V = (1/3) / 4 = 1/12.",
        ),
    ),
)

RATIO = Chapter(
    "Verhältnis zweier Summen",
    "Ein Verhältnis teilt zwei geschätzte Summen. Seine Varianz ist die der Summe der "
    "Abweichungen y − R x, geteilt durch das Quadrat der unteren Summe (Linearisierung). "
    "Mittelwert und Anteil sind Verhältnisse mit x = 1.",
    "R = Ŷ / X̂        V(R) ≈ V( Σ wᵢ (yᵢ − R xᵢ) ) / X̂²",
    "Särndal, Swensson & Wretman, Model Assisted Survey Sampling (1992), Abschnitt 5.6",
    (
        Example(
            "Vorfälle je Amtsjahr",
            "w | vorfaelle | jahre\n1 | 2 | 1\n1 | 4 | 3",
            "estimate(sample, Design('w'), [('vorfaelle', 'jahre')], stat='ratio')",
            "item | estimate | se\nvorfaelle / jahre | 1.5 | 0.25",
            why="R = 6/4; Abweichungen 0,5 und −0,5; V = 2/1 · (0,25 + 0,25) / 4² = 1/16.",
        ),
    ),
)

GROUPS = Chapter(
    "Gruppen und fehlende Antworten",
    "Eine Gruppe (Domäne) ist kein eigener Plan: Wie viele in ihr antworten, ist selbst Zufall. "
    "Alle Zeilen bleiben im Plan, wer nicht zur Gruppe gehört, zählt mit 0. Die Freiheitsgrade "
    "sind die Einheiten weniger die Schichten, die in der Gruppe vorkommen. Fehlt eine Antwort, "
    "so bricht die Rechnung ab, bis gesagt ist, was gelten soll: missing='omit' schätzt unter "
    "denen, die geantwortet haben, als Gruppe.",
    "zᵢ = 1(i in Gruppe) · wᵢ (yᵢ − ȳ) / Σ wᵢ        V = m/(m−1) · Σ (zᵢ − z̄)²",
    "Särndal, Swensson & Wretman (1992), Abschnitt 5.8; Freiheitsgrade wie R survey",
    (
        Example(
            "Mittelwert je Gruppe, eine Antwort fehlt",
            DOMAINS,
            "estimate(sample, Design('w'), ['y'], by=['art'], stat='mean', missing='omit')",
            """
            art | estimate | se | df | n
            ehren | 5 | 0 | 0 | 1
            haupt | 2 | 0.8164966 | 1 | 2
            """,
            why="haupt: z = (−1/2, 1/2, 0, 0), Mittel 0; V = 4/3 · 1/2 = 2/3.",
        ),
        Example(
            "Zwei Aufgliederungen in einem Aufruf, dazu alle zusammen",
            "w | land | art | hit\n1 | A | h | 1\n1 | A | e | 0\n1 | B | h | 1\n1 | B | e | 1",
            "estimate(sample, Design('w'), ['hit'], by=[(), 'land', 'art'])",
            """
            land | art | estimate | n
             | | 0.75 | 4
            A | | 0.5 | 2
            B | | 1 | 2
             | e | 0.5 | 2
             | h | 1 | 2
            """,
            why="Auszählen.",
        ),
        Example(
            "Gekreuzte Gruppen",
            "w | land | art | hit\n1 | A | h | 1\n1 | A | e | 0\n1 | B | h | 1\n3 | B | h | 0",
            "estimate(sample, Design('w'), ['hit'], by=[('land', 'art')])",
            "land | art | estimate | n\nA | e | 0 | 1\nA | h | 1 | 1\nB | h | 0.25 | 2",
            why="Nur Kreuzungen, die vorkommen; in B: 1 von 1 + 3.",
        ),
        Example(
            "Nur Betroffene, über eine Spalte aus 1 und 0",
            "w | betroffen | angezeigt\n1 | 1 | 1\n1 | 1 | 0\n1 | 0 |\n1 | 1 | 0",
            "estimate(sample, Design('w'), ['angezeigt'], where='betroffen')",
            "estimate | n | df\n0.3333333 | 3 | 2",
            why="1 von 3 Betroffenen; wer nicht betroffen ist, muss nicht geantwortet haben.",
        ),
        Example(
            "Fehlende Antwort ohne Regel",
            DOMAINS,
            "estimate(sample, Design('w'), ['y'], stat='mean')",
            refusal="Item 'y' has no answer in 1 rows. Say missing='omit' to estimate among those "
            "who answered it.",
        ),
        Example(
            "Gruppe, in der niemand geantwortet hat",
            "w | g | y\n1 | a | 1\n1 | a | 2\n1 | b |",
            "estimate(sample, Design('w'), ['y'], by=['g'], stat='mean', missing='omit')",
            refusal="Nobody answered in 1 domains, first {'item': 'y', 'g': 'b'}. Say "
            "empty='keep' to show them without an estimate, or join domains.",
        ),
    ),
)

QUANTILES = Chapter(
    "Quantile",
    "Das q-Quantil ist der kleinste Wert, bis zu dem mindestens der Anteil q der Gewichte reicht. "
    "Sein Intervall kehrt das Intervall des Anteils der Werte bis dorthin um; der Standardfehler "
    "ist die Länge des Intervalls durch das Doppelte des t-Quantils.",
    "Q(q) = min { y : F̂(y) ≥ q }        Intervall: Q(p̂ − t·se(p̂)) bis Q(p̂ + t·se(p̂))",
    "Woodruff, JASA 47 (1952), S. 635–646",
    (
        Example(
            "Median mit Gewichten",
            "w | y\n1 | 10\n1 | 20\n1 | 30\n1 | 40\n6 | 50",
            "estimate(sample, Design('w'), ['y'], stat='quantile', quantiles=(0.3, 0.5))",
            "quantile | estimate\n0.3 | 30\n0.5 | 50",
            why="Bis 10, 20, 30, 40 reichen 0,1 bis 0,4 der Gewichte; 0,3 ist bei 30 erreicht.",
        ),
    ),
)

EFFECT = Chapter(
    "Designeffekt und effektive Fallzahl",
    "Der Designeffekt vergleicht die Varianz mit der einer einfachen Stichprobe gleicher Größe, "
    "ohne oder mit Zurücklegen. Die effektive Fallzahl ist n durch den Designeffekt gegen Ziehen "
    "mit Zurücklegen.",
    "deff = V(ȳ) / [ (1 − n/N̂) · s² / n ]        n_eff = n / deff",
    "Kish, Survey Sampling (1965), Abschnitt 8.2",
    (
        Example(
            "Zwei Klumpen mit je zwei gleichen Antworten",
            "w | kreis | y\n1 | 1 | 0\n1 | 1 | 0\n1 | 2 | 4\n1 | 2 | 4",
            "estimate(sample, Design('w', clusters='kreis'), ['y'], stat='mean', deff='with')",
            "estimate | se | deff | n_effective\n2 | 2 | 3 | 1.3333333",
            why="z = (−1, 1); V = 2/1 · 2 = 4. Einfach: s² = 16/3, s²/4 = 4/3; 4 : 4/3 = 3.",
        ),
    ),
)

CHANGE = Chapter(
    "Unterschiede",
    "Ein Unterschied zweier Gruppen derselben Erhebung berücksichtigt ihre Kovarianz: Klumpen, "
    "in denen beide vorkommen, verbinden sie. Zwei Wellen ohne Verknüpfung gelten als unabhängig. "
    "Wo viele Unterschiede zugleich geprüft werden, gilt p_holm.",
    "V(a − b) = V(a) + V(b) − 2 Cov(a, b)",
    "Särndal, Swensson & Wretman (1992), Abschnitt 5.8; Holm, Scand. J. Statist. 6 (1979); "
    "Satterthwaite, Biometrics Bulletin 2 (1946) für die Freiheitsgrade zweier Wellen",
    (
        Example(
            "Gruppen, die sich Klumpen teilen",
            "w | kreis | art | y\n1 | 1 | h | 2\n1 | 1 | e | 1\n1 | 2 | h | 4\n1 | 2 | e | 3",
            "compare_domains(sample, Design('w', clusters='kreis'), 'y', 'art', stat='mean')",
            "domain | against | estimate | se\nh | e | 1 | 0",
            why="In jedem Klumpen ist der Unterschied genau 1: Die Kovarianz hebt alles auf.",
        ),
        Example(
            "Zwei Wellen: 38 % von 2.055 und 36 % von 1.832, als einfache Stichproben",
            "w\n1",
            "compare_waves(Table.of({'item': ['betroffen'], 'estimate': array([0.38]), "
            "'se': array([0.0107073]), 'df': array([2054.0])}, stat='share'), "
            "Table.of({'item': ['betroffen'], 'estimate': array([0.36]), "
            "'se': array([0.0112144]), 'df': array([1831.0])}, stat='share'))",
            "item | before | after | estimate | se\nbetroffen | 0.38 | 0.36 | -0.02 | 0.0155050",
            why="√(0,38·0,62/2055 + 0,36·0,64/1832) = 0,0155: Der Rückgang ist kleiner als "
            "zwei Standardfehler.",
        ),
    ),
)

SECOND_WAY = Chapter(
    "Wiederholungsgewichte",
    "Ein zweiter Weg zur Varianz: Die Schätzung wird mit abgewandelten Gewichten wiederholt. Das "
    "Jackknife lässt je Schicht jede Einheit einmal weg, Halbstichproben nehmen je Schicht eine "
    "von zwei, der Bootstrap zieht zufällig. Gewichtungsschritte werden jedes Mal neu gerechnet. "
    "Für Summen sind Jackknife und Halbstichproben gleich der Formel.",
    "V = Σ_r c_r (θ̂_r − θ̄)²",
    "Wolter, Introduction to Variance Estimation (2007), Kapitel 3 und 4; Rao, Wu & Yue, Survey "
    "Methodology 18 (1992), S. 209–217",
    (
        Example(
            "Jackknife eines Mittelwerts",
            "w | y\n1 | 1\n1 | 2\n1 | 3",
            "estimate_by_replicates(sample, Design('w'), ['y'], 'JK1')",
            "estimate | se | replicates\n2 | 0.5773503 | 3",
            why="V = s²/n = 1/3.",
        ),
        Example(
            "Ausgewogene Halbstichproben einer Summe",
            "w | s | y\n1 | 1 | 1\n1 | 1 | 3\n1 | 2 | 2\n1 | 2 | 6",
            "estimate_by_replicates(sample, Design('w', 's'), ['y'], 'BRR', stat='total')",
            "estimate | se | replicates\n12 | 4.4721360 | 4",
            why="V = (3 − 1)² + (6 − 2)² = 20.",
        ),
    ),
)

CHAPTERS = (SIMPLE, RATIO, GROUPS, QUANTILES, EFFECT, CHANGE, SECOND_WAY)
