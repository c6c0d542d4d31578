"""What does not fit is said in German, and no foreign word comes back."""

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rueckhalt.foundation.lib.faults import fault_in_words, place_in_words
from tests.house.plain import faults


class Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field("", max_length=3, pattern="^a*$")
    number: int = Field(1, ge=1, le=9)
    rows: list[dict[str, str]] = Field([], max_length=1)


def said(value: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        Sent.model_validate(value)
    return [
        f"{place_in_words(one['loc'])}: {fault_in_words(one['type'], one.get('ctx', {}))}"
        for one in caught.value.errors()
    ]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ([], "Eingabe: Hier gehört ein Objekt hin."),
        ({"text": 1}, "text: Hier gehört ein Text hin."),
        ({"text": "aaaa"}, "text: Der Text ist zu lang, höchstens 3 Zeichen."),
        ({"text": "b"}, "text: Der Text hat nicht die verlangte Form."),
        ({"number": 10}, "number: Die Zahl darf höchstens 9 sein."),
        ({"number": 0}, "number: Die Zahl muss mindestens 1 sein."),
        ({"rows": {}}, "rows: Hier gehört eine Liste hin."),
        ({"rows": [1]}, "rows.0: Hier gehört ein Objekt hin."),
        ({"rows": [{}, {}]}, "rows: Die Liste ist zu lang, höchstens 1 Einträge."),
        ({"<script>": 1}, "*: Diese Angabe kennen wir nicht."),
        ({"x" * 50: 1}, "*: Diese Angabe kennen wir nicht."),
    ],
)
def test_a_fault_has_a_place_and_a_plain_sentence(value, sentence):
    assert said(value) == [sentence]
    assert faults(sentence) == []


def test_a_fault_that_we_do_not_know_still_has_a_sentence():
    assert fault_in_words("new_in_pydantic_99", {}) == "Diese Angabe passt nicht."
