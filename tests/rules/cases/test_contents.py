"""Every kind of entry comes back from its text as it was; nothing else does."""

import uuid
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from pydantic import ValidationError

from rueckhalt.support.cases.rules import contents
from rueckhalt.support.cases.rules.contents import (
    Content,
    Said,
    Summary,
    said_as_text,
    said_from_text,
    summary_as_text,
    summary_from_text,
)

AT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
ID, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
DAY = date(2027, 2, 27)
EXAMPLES = [
    contents.Told(
        "Ein Brief.", name="Birgit", office="Bürgermeisterin", safe_word="Apfel",
        answers=(contents.Answer("Was?", "Ein Brief"),),
        incidents=(contents.ToldIncident("im Frühjahr", "Ein Anruf"),),
        reach=contents.Reach("Telefon", "abends", "nicht, worum es geht"),
        protected=("Kind",), situation=(("what", "letter"), ("what", "call")),
    ),
    contents.Message("Danke.", (OTHER,)),
    contents.Note("Nur für uns."),
    contents.Incident("gestern", "Ein Anruf", (OTHER,)),
    contents.Step("asked", "Wir haben gefragt.", DAY),
    contents.Task("Anrufen", DAY),
    contents.Clock("Strafantrag", DAY, "drei Monate", "belegt"),
    contents.Done(OTHER, "erledigt"),
    contents.Assessment("Ernst.", ("weapon",), escalates=True, proposal="Polizei fragen"),
    contents.SecondView(OTHER, agrees=True, words="Ich sehe es auch so."),
    contents.Consent("Polizei", "Schutz", ("Brief",), DAY, "Ich bin einverstanden."),
    contents.Withdrawal(OTHER),
    contents.Disclosure("Polizei", "police", "Schutz", ("Brief",), DAY, DAY, "b1", "Gefahr"),
    contents.Reply(OTHER, "Angekommen.", "123 Js 4/26"),
    contents.Handed(17, 18),
    contents.DisclosureProposal("Polizei", "police", "Schutz", ("Brief",), "Kinder in Gefahr"),
    contents.SecretProposal("call-back", "Zurückgerufen."),
]  # fmt: skip


def test_there_is_an_example_of_every_kind():
    assert {type(one) for one in EXAMPLES} >= set(get_args(Content))


@pytest.mark.parametrize("content", EXAMPLES, ids=lambda one: one.kind)
def test_an_entry_comes_back_as_it_was(content):
    said = Said(ID, AT, "account:17", content)
    assert said_from_text(said_as_text(said)) == said


def test_a_summary_comes_back_as_it_was():
    summary = Summary("Birgit: Ein Brief", AT)
    assert summary_from_text(summary_as_text(summary)) == summary


@pytest.mark.parametrize("text", ["", "{}", "null", '{"kind":"message"}'])
def test_what_is_no_entry_is_refused(text):
    with pytest.raises(ValidationError):
        said_from_text(text)


def test_what_guides_write_among_themselves_is_not_for_the_person():
    internal = {one.kind for one in EXAMPLES if not one.is_for_person}
    assert internal == {
        "note", "task", "done", "assessment", "second-view", "handed", "disclosure-proposal",
        "secret-proposal",
    }  # fmt: skip
