"""English text is read as strictly as German, and never without the German step below it."""

import pytest

from rueckhalt.foundation.lib.content import ContentError
from rueckhalt.support.guidance.rules.english import EnglishPageId, parse_english
from tests.rules.guidance.books import shipped_book

BOOK = shipped_book()
NUMBERS = {"notruf-110": "110"}
PAGE = """
[[page]]
id = "{id}"
tab = "Start"
title = "Title"
lead = "Lead."
go_on = "On"
go_on_says = "More."
sections = []
owner = "Muster"
valid_from = 2026-11-26
"""
PAGES = PAGE.format(id="start") + PAGE.format(id="now")
CONTACT = '[[contact]]\nid = "notruf-110"\nname = "Police"\n'
STEP = """
[[step]]
id = "gefahr"
rank = 1
title = "Call {notruf-110}"
by_when = "now"
do = ["Lock the door."]
why = "It helps."
contacts = ["notruf-110"]
owner = "Muster"
valid_from = 2026-11-26
"""
WHOLE = PAGES + CONTACT + STEP


def parsed(text: str):
    return parse_english({"x.toml": text}, BOOK, NUMBERS)


def test_a_sound_text_is_read_and_its_numbers_filled_in():
    book = parsed(WHOLE)

    assert set(book.pages) == set(EnglishPageId)
    assert [step.filled(NUMBERS).title for step in book.steps] == ["Call 110"]


def test_steps_come_in_the_order_of_their_ranks():
    other = STEP.replace('"gefahr"', '"krise"').replace("rank = 1", "rank = 0")

    assert [step.id for step in parsed(WHOLE + other).steps] == ["krise", "gefahr"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "gefahr"', 'id = "gibt-es-nicht"', "gibt es auf Deutsch nicht"),
        ("valid_from = 2026-11-26\n", "valid_from = 2020-01-01\n", "neuer als seine Übersetzung"),
        ('id = "gefahr"', 'id = "gegenstand"', "wen man fragt"),
        ("{notruf-110}", "{notruf-999}", "notruf-999"),
        ('contacts = ["notruf-110"]', 'contacts = ["krise"]', "nicht auf Englisch beschrieben"),
        ('contacts = ["notruf-110"]', "contacts = []", "Kein Schritt nennt diese Stelle"),
        ('\nid = "notruf-110"', '\nid = "verein"', "nicht mit Nummer im Verzeichnis"),
        ('id = "now"', 'id = "later"', "later"),
        ('rank = 1', 'rank = 1\nreviewed_by = "Muster"', "gehören zusammen"),
        ('rank = 1', 'rank = 1\nmark = "belegt"', "mark"),
    ],
)  # fmt: skip
def test_a_fault_names_its_entry(old, new, said):
    assert old in WHOLE
    with pytest.raises(ContentError, match=said):
        parsed(WHOLE.replace(old, new))


def test_a_missing_page_is_a_fault():
    with pytest.raises(ContentError, match="now: Diese Seite fehlt"):
        parsed(PAGE.format(id="start") + CONTACT + STEP)
