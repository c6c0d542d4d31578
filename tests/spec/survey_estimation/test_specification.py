"""Every example of the method holds, and the method chapter is the one they generate."""

import pytest

from tests.spec.survey_estimation.chapters import CHAPTERS, METHOD_CHAPTER, method_chapter
from tests.spec.survey_estimation.specification import Example, check

EXAMPLES = [
    pytest.param(example, id=f"{chapter.title}: {example.title}")
    for chapter in CHAPTERS
    for example in chapter.examples
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example: Example) -> None:
    check(example)


def test_method_chapter_is_fresh() -> None:
    written = METHOD_CHAPTER.read_text(encoding="utf-8")
    assert written == method_chapter(), "run: python -m tests.spec.survey_estimation.chapters"
