"""The English catalogue says everything that pages say, says nothing else, and loses no place."""

import pytest
from babel.messages.catalog import Message
from django.utils import translation

from rueckhalt.foundation.web import catalogue
from tests.house.plain import LONGEST_SENTENCE, length
from tests.house.plain import sentences as cut
from tests.house.sentences import places, sentences, sentences_of

MESSAGES: dict[str, Message] = {one.id: one for one in catalogue.catalogue() if one.id}


def test_every_sentence_that_pages_translate_stands_in_the_catalogue():
    assert sentences() - set(MESSAGES) == set()


def test_the_catalogue_holds_no_sentence_that_is_gone():
    assert set(MESSAGES) - sentences() == set()
    assert catalogue.catalogue().obsolete == {}


@pytest.mark.parametrize("german", MESSAGES)
def test_an_entry_is_english_whole_and_keeps_its_places(german):
    message = MESSAGES[german]

    assert message.string.strip()
    assert not message.fuzzy
    assert places(message.string) == places(german)


@pytest.mark.parametrize("german", MESSAGES)
def test_the_compiled_catalogue_speaks_english_and_german_stays_as_it_is_written(german):
    with translation.override("en"):
        assert translation.gettext(german) == MESSAGES[german].string
    with translation.override("de"):
        assert translation.gettext(german) == german


def test_english_sentences_are_short():
    long = [
        one
        for message in MESSAGES.values()
        for one in cut(message.string)
        if length(one) > LONGEST_SENTENCE
    ]
    assert long == []


def test_the_walk_sees_sentences_in_templates_and_in_code():
    template = (
        '{% translate "Eins" %}{% include "x" with label=_("Zwei") %}'
        "{% blocktranslate with a=b %}Drei {{ a }}{% endblocktranslate %}Vier"
    )
    code = "A = gettext_lazy('Eins')\nb(gettext('Zwei'))\nc('Drei')"

    assert list(sentences_of(template, ".html")) == ["Eins", "Zwei", "Drei %(a)s"]
    assert list(sentences_of(code, ".py")) == ["Eins", "Zwei"]
    assert places("Von %(first)s bis %(last)s") == ["%(first)s", "%(last)s"]
