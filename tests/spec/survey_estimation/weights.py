"""Chapters on weights."""

from tests.spec.survey_estimation.specification import Chapter, Example

CLASSES = "w | k | y\n1 | a | 1\n1 | a | 0\n1 | b | 1\n1 | b | 1"

WEIGHTS = Chapter(
    "Gewichtungsschritte",
    "Ein Plan kann Schritte nennen, die der Reihe nach auf die Gewichte wirken: Antwortklassen, "
    "Nachschichtung, Randanpassung (Raking), Kalibrierung (linear, multiplikativ, logit mit "
    "Grenzen) und Kappung. Die Varianz kennt die Schritte: Von jeder Antwort zählt nur, was von "
    "den bekannten Größen nicht erklärt wird. weight_report zeigt, was die Gewichte kosten.",
    "w = g · d        V(Ŷ) = V( Σ dᵢ gᵢ (yᵢ − xᵢ'B) )        B = (Σ d x x')⁻¹ Σ d x y",
    "Holt & Smith, JRSS A 142 (1979); Deming & Stephan (1940); Deville & Särndal, JASA 87 (1992), "
    "S. 376–382, Formel 3.4; Särndal, Swensson & Wretman (1992), Abschnitt 15.6",
    (
        Example(
            "Nachschichtung auf 6 in a und 2 in b",
            CLASSES,
            "estimate(sample, Design('w', weighting=PostStratification('k', {'a': 6, 'b': 2})), "
            "['y'], stat='total')",
            "estimate | se | population\n5 | 2.4494897 | 8",
            why="Gewichte 3, 3, 1, 1. Abweichung vom Klassenmittel mal g: ±1,5 in a, 0 in b; "
            "V = 4/3 · (2,25 + 2,25) = 6.",
        ),
        Example(
            "Raking auf zwei Ränder",
            "w | k | m | y\n1 | a | x | 1\n1 | a | z | 0\n1 | b | x | 0\n1 | b | z | 0",
            "estimate(sample, Design('w', weighting=Raking({'k': {'a': 6, 'b': 2}, "
            "'m': {'x': 4, 'z': 4}})), ['y'], stat='total')",
            "estimate | population\n3 | 8",
            why="Gewichte 3, 3, 1, 1 erfüllen beide Ränder.",
        ),
        Example(
            "Lineare Kalibrierung auf eine Summe",
            "w | x | y\n1 | 1 | 1\n1 | 2 | 0\n1 | 3 | 0",
            "estimate(sample, Design('w', weighting=Calibration({'x': 9})), ['y'], stat='total')",
            "estimate\n1.2142857",
            why="g = 1 + λx mit 6 + 14 λ = 9, λ = 3/14; g₁ = 17/14.",
        ),
        Example(
            "Antwortklassen: in a antworten 2 von 4",
            "w | k | da | y\n1 | a | 1 | 1\n1 | a | 1 | 0\n1 | a | 0 |\n1 | a | 0 |\n1 | b | 1 | 1",
            "estimate(sample, Design('w', weighting=ResponseClasses('k', 'da')), ['y'], "
            "stat='total')",
            "estimate | n | population\n3 | 3 | 5",
            why="Gewichte 2, 2 in a und 1 in b.",
        ),
        Example(
            "Kappung bei 3",
            "w | y\n1 | 1\n1 | 0\n1 | 0\n5 | 0",
            "estimate(sample, Design('w', weighting=Trimming(high=3)), ['y'], stat='total')",
            "estimate | population\n1.6666667 | 8",
            why="2 zu viel, auf drei verteilt: 1 + 2/3.",
        ),
        Example(
            "Niemand in einer Klasse",
            CLASSES,
            "estimate(sample, Design('w', weighting=PostStratification('k', {'a': 6, 'b': 2, "
            "'c': 1})), ['y'], stat='total')",
            refusal="'k' has no respondent in class 'c' with total 1. Join it with a "
            "neighbouring class.",
        ),
        Example(
            "Unerreichbare Summe",
            "w | x | y\n1 | 1 | 1\n1 | 2 | 0\n1 | 3 | 0",
            "estimate(sample, Design('w', weighting=Calibration({'x': 90}, method='logit', "
            "bounds=(0.5, 2))), ['y'], stat='total')",
            refusal="Calibration (logit) finds no weights that meet the total of 'x'. Widen the "
            "bounds, join classes or leave a total out.",
        ),
    ),
)

CHAPTERS = (WEIGHTS,)
