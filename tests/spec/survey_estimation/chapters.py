"""The chapters in order, and the method chapter they generate.

python -m tests.spec.survey_estimation.chapters
"""

from pathlib import Path

from tests.spec.survey_estimation import (
    designs,
    disclosure,
    estimates,
    intervals,
    refusals,
    weights,
)
from tests.spec.survey_estimation.specification import Chapter, Example

CHAPTERS = (
    *estimates.CHAPTERS,
    *designs.CHAPTERS,
    *intervals.CHAPTERS,
    *weights.CHAPTERS,
    *disclosure.CHAPTERS,
    *refusals.CHAPTERS,
)
METHOD_CHAPTER = Path(__file__).parents[3] / "docs" / "fachlich" / "schaetzverfahren.md"
HEAD = """# Schätzverfahren

Dieses Kapitel entsteht aus den Beispielen in `tests/spec/survey_estimation`; jedes wird bei jedem
Testlauf nachgerechnet. Neu schreiben: `python -m tests.spec.survey_estimation.chapters`.
"""


def method_chapter() -> str:
    return HEAD + "".join(f"\n{section(chapter)}" for chapter in CHAPTERS)


def section(chapter: Chapter) -> str:
    formula = f"```\n{chapter.formula}\n```\n\n" if chapter.formula != "–" else ""
    examples = "\n".join(passage(example) for example in chapter.examples)
    return (
        f"## {chapter.title}\n\n{chapter.text}\n\n{formula}Quelle: {chapter.source}.\n\n{examples}"
    )


def passage(example: Example) -> str:
    parts = [f"### {example.title}", markdown(example.sample), f"```\n{example.call}\n```"]
    if example.refusal:
        parts.append(f"wird abgelehnt: „{example.refusal}“")
    else:
        parts.append(markdown(example.result))
    if example.why:
        parts.append(f"Rechnung: {example.why}")
    return "\n\n".join(parts) + "\n"


def markdown(table: str) -> str:
    rows = [line.split("|") for line in table.strip().splitlines() if line.strip()]
    lines = ["| " + " | ".join(cell.strip() for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


if __name__ == "__main__":
    METHOD_CHAPTER.parent.mkdir(parents=True, exist_ok=True)
    METHOD_CHAPTER.write_text(method_chapter(), encoding="utf-8")
