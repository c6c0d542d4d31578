"""Similar topics, terms of mandates, files, and the content with which the exchange starts."""

from datetime import date

import pytest

from rueckhalt.dialogue.exchange.rules.material import (
    LARGEST,
    Reading,
    can_go_out,
    check_release,
    checked_file,
)
from rueckhalt.dialogue.exchange.rules.partner import (
    Term,
    check_term,
    checked_mandate,
    parse_groups,
)
from rueckhalt.dialogue.exchange.rules.similar import (
    Candidate,
    most_similar,
    stems_as_text,
    stems_from_text,
    stems_of,
)
from rueckhalt.dialogue.exchange.rules.start import parse_start
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from rueckhalt.foundation.lib.content import ContentError
from rueckhalt.foundation.lib.refusal import Refused

ASKED = stems_of("Lange Wartezeit bei Auskunftssperren")


def candidates(*texts):
    return [Candidate(number, stems_of(text)) for number, text in enumerate(texts, start=1)]


def test_nearly_the_same_question_is_found_before_a_distant_one():
    found = most_similar(
        ASKED,
        candidates(
            "Fortbildung am Abend",
            "Auskunftssperre: die Wartezeit ist lang",
            "Wartezeiten bei der Auskunftssperre dauern zu lange",
        ),
    )
    assert set(found) == {2, 3}


def test_at_most_five_are_shown_and_the_same_words_come_first():
    same = "Lange Wartezeit bei Auskunftssperren"
    texts = [f"{same} {word * 4}" for word in "abcdef"]
    found = most_similar(ASKED, candidates(*texts, same))
    assert (len(found), found[0]) == (5, 7)


@pytest.mark.parametrize("text", ["", "und oder aber", "!!! ???", "die der das"])
def test_a_text_that_says_nothing_is_like_nothing(text):
    assert most_similar(stems_of(text), candidates("Wartezeit", text)) == ()


def test_umlauts_and_endings_do_not_matter():
    assert stems_of("Bürgermeisterinnen") == stems_of("BUERGERMEISTER")


def test_stems_come_back_from_the_table_as_they_were():
    assert stems_from_text(stems_as_text(ASKED)) == ASKED


@pytest.mark.parametrize(
    ("on", "holds"),
    [(date(2026, 1, 1), True), (date(2025, 12, 31), False), (date(2026, 6, 30), True),
     (date(2026, 7, 1), False)],
)  # fmt: skip
def test_a_term_holds_from_its_first_day_until_before_its_end(on, holds):
    assert Term(date(2026, 1, 1), date(2026, 7, 1)).holds(on) is holds


def test_a_term_ends_after_its_begin_and_a_mandate_has_words():
    with pytest.raises(Refused):
        check_term(Term(date(2026, 1, 1), date(2026, 1, 1)))
    for mandate in ("", " ", "x" * 151):
        with pytest.raises(Refused):
            checked_mandate(mandate)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("bild.exe", b"MZ", "file-kind"),
        ("ohne", b"x", "file-kind"),
        ("leer.pdf", b"", "file-empty"),
        ("gross.txt", b"x" * (LARGEST + 1), "file-large"),
        ("falsch.pdf", b"<html>", "file-forged"),
        ("falsch.png", b"%PDF-1.7", "file-forged"),
        ("falsch.txt", b"a\0b", "file-forged"),
        ("falsch.csv", b"\xff\xfe\xfa", "file-forged"),
    ],
)
def test_a_file_is_of_a_known_kind_and_what_it_says(name, content, code):
    with pytest.raises(Refused) as refused:
        checked_file(name, content)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/Plan.PDF", "Plan.PDF"),
        ("C:\\a\\Plan.pdf", "Plan.pdf"),
        ("Pl\u202ean.pdf", "Plan.pdf"),
    ],
)
def test_a_file_keeps_a_name_without_way_and_without_invisible_signs(name, kept):
    facts = checked_file(name, b"%PDF-1.7")
    assert (facts.name, facts.media_type) == (kept, "application/pdf")


def test_a_long_name_keeps_its_ending():
    assert checked_file(f"{'x' * 400}.pdf", b"%PDF-1.7").name == f"{'x' * 146}.pdf"


def test_content_that_names_what_is_not_there_is_refused():
    source = '[[source]]\nid = "s"\nname = "S"\nurl = ""\non = 2024-04-23\n'
    topic = '[[topic]]\nid = "t"\ntitle = "T"\ntext = "x"\nsource = "s"\n'
    promise = '[[promise]]\nid = "p"\nsays = "Wir tun es."\nby = "Amt"\ntopic = "t"\nsource = "s"\n'
    assert parse_start({"a": source + topic + promise}).promises[0].due is None
    for broken in (
        topic, source + promise, source + topic + promise.replace('"s"', '"x"'),
        source + topic.replace('"T"', '""'), source + topic + promise.replace("Amt", " "),
    ):  # fmt: skip
        with pytest.raises(ContentError):
            parse_start({"a": broken})


def test_a_group_with_an_unknown_field_is_refused():
    with pytest.raises(ContentError):
        parse_groups({"a": '[[group]]\nid = "a"\nname = "A"\nabout = "x"\nrank = 1\nnew = 1\n'})


@pytest.mark.parametrize(
    ("meeting", "item", "can"),
    [
        (Visibility.PUBLIC, None, True),
        (Visibility.PUBLIC, ItemVisibility.PUBLIC, True),
        (Visibility.PUBLIC, ItemVisibility.INTERNAL, False),
        (Visibility.PUBLIC, ItemVisibility.HIDDEN, False),
        (Visibility.INTERNAL, None, False),
        (Visibility.INTERNAL, ItemVisibility.PUBLIC, False),
        (None, None, False),
    ],
)
def test_a_file_can_go_out_only_with_something_public(meeting, item, can):
    assert can_go_out(meeting=meeting, item=item) is can
    if can:
        check_release(meeting=meeting, item=item, read=frozenset(Reading))
    else:
        with pytest.raises(Refused):
            check_release(meeting=meeting, item=item, read=frozenset(Reading))


@pytest.mark.parametrize("missing", Reading)
def test_a_file_goes_out_only_after_somebody_looked_everywhere(missing):
    with pytest.raises(Refused) as refused:
        check_release(meeting=Visibility.PUBLIC, item=None, read=frozenset(Reading) - {missing})
    assert refused.value.code == "read"
