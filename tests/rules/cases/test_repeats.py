"""The same form with the same words is one entry; whatever differs is another one."""

import uuid

import pytest

from rueckhalt.support.cases.rules.repeats import entry_id

CASE = uuid.UUID(int=1)
SAID = (CASE, "f0", "person", "Ein Brief.")


def test_the_same_form_with_the_same_words_is_one_entry():
    assert entry_id(*SAID) == entry_id(*SAID)


@pytest.mark.parametrize(
    "other",
    [
        (uuid.UUID(int=2), *SAID[1:]),
        (CASE, "f1", "person", "Ein Brief."),
        (CASE, "f0", "account:1", "Ein Brief."),
        (CASE, "f0", "person", "Noch ein Brief."),
        (*SAID, "brief.txt:5"),
    ],
    ids=["case", "form", "author", "words", "file"],
)
def test_whatever_differs_is_another_entry(other):
    assert entry_id(*other) != entry_id(*SAID)
