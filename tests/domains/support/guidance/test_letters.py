"""Letters as Birgit writes them: from the plan or alone, read, changed, saved; nothing is kept."""

import html
import io
import re
import sys
import unicodedata
from datetime import date
from urllib.parse import urlencode

import pikepdf
import pytest
import time_machine

from rueckhalt.foundation.web.posted import FORM
from rueckhalt.support.guidance.forms.letters import LONGEST, PREFIX
from rueckhalt.support.guidance.queries import letter_book
from tests.machines import get, post
from tests.paper import archive_faults, font_faults, metadata_of, tags, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

LETTERS, LETTER, FILE = "/lotse/briefe/", "/lotse/brief/", "/lotse/brief/datei/"
BOOK = letter_book()
ON = date(2026, 11, 26)
THURSDAY_EVENING = "2026-11-26T19:30:00+00:00"
SITUATION = {"place": "Kiel", "happened": ["threat", "insult"], "learned_on": "20.11.2026"}
STREET, PHONE, MAIL, BORN = "Kanarienweg 77", "0999 7654321", "kanarie@heim.example", "7.7.1977"
PRIVATE = {
    "b_residence": f"{STREET}\n24103 Kiel",
    "b_own_contact": f"{PHONE}, {MAIL}",
    "b_birth": BORN,
    "b_household_names": "Kanarie Muster, 1.1.2011",
}
CANARIES = [STREET, PHONE, MAIL, BORN, "Kanarie"]
HOSTILE = [
    "<script>alert(1)</script>", "{{ 7*7 }}{% now 'Y' %}", "' OR 1=1 --", "../../etc/passwd", "=1+1",
    '#panic("x") $x$ *fett* _kursiv_ @ref <lbl> `a` \\ // /*', "\x00\x01\x1b", "\u202eKiel\u2066", "Ḩ̐ĵ Łódź",
    "😱" * 40, "\r\nSet-Cookie: x=1", "{name}{0}%(x)s", "\ufeff", "-" * 200,
]  # fmt: skip


def text(response) -> str:
    return " ".join(response.content.decode().split())


def send(client, path: str, told: dict):
    """Posts a form as a browser does."""
    return client.post(path, urlencode(told, doseq=True), content_type=FORM)


def filled(letter: str, **more) -> dict:
    """A letter with all that it must have, after a threat in Kiel."""
    must = {}
    for one in BOOK.letters[letter].asks:
        field = BOOK.fields[one.field]
        if one.required:
            must[PREFIX + field.id] = list(field.texts)[:1] if field.options else f"Wort {field.id}"
    return {**SITUATION, **must, "letter": letter, "told": "1", **more}


def test_all_letters_are_offered_with_110_first(client):
    page = text(client.get(LETTERS))
    for letter in BOOK.letters.values():
        assert html.escape(letter.title) in page
        assert f'value="{letter.id}"' in page
    assert page.index("tel:110") < page.index("Strafanzeige")
    assert "Kein Amt und keine Kanzlei hat diese Briefe bisher geprüft" in page


def test_the_plan_leads_to_the_letters_that_fit(client):
    page = text(client.post("/lotse/plan/", SITUATION))
    assert "Brief schreiben: Strafanzeige mit Strafantrag" in page
    assert "Brief schreiben: Antrag auf Auskunftssperre" in page
    assert 'value="plattform"' not in page
    assert 'value="plattform"' in text(
        client.post("/lotse/plan/", {**SITUATION, "channel": "online"})
    )


@pytest.mark.parametrize(
    ("letter", "recipient"),
    [
        ("strafanzeige", "Staatsanwaltschaft Kiel"),
        ("widerspruch", "Staatsanwaltschaft Kiel"),
        ("auskunftssperre", "Meldebehörde Kiel"),
        ("gemeinde", "Stadtverwaltung Kiel"),
        ("loeschung", "Stadtverwaltung Kiel"),
    ],
)
def test_the_recipient_comes_from_the_directory(client, letter, recipient):
    page = text(send(client, LETTER, {**SITUATION, "letter": letter}))
    field = re.search(r'<textarea[^>]*name="b_recipient"[^>]*>([^<]*)<', page)
    assert " ".join(field[1].split()) == recipient
    assert ("abgeleitet, bitte prüfen" in page) == recipient.startswith("Staatsanwaltschaft")


def test_in_a_village_the_recipient_is_no_town_and_without_a_place_it_is_open(client):
    village = {"place": "Aach", "place_ags": "07235001"}
    assert "Gemeindeverwaltung Aach" in text(
        send(client, LETTER, {**village, "letter": "gemeinde"})
    )
    register = text(send(client, LETTER, {**village, "letter": "auskunftssperre"}))
    assert "Aach gehört zu: Verbandsgemeinde Trier-Land. Fragen Sie zuerst dort" in register
    assert ">Staatsanwaltschaft</textarea>" in text(
        send(client, LETTER, {"letter": "strafanzeige"})
    ).replace("> ", ">")


@pytest.mark.parametrize("letter", BOOK.letters)
def test_each_letter_is_asked_for_read_changed_and_saved(client, letter):
    asked = send(client, LETTER, {**SITUATION, "letter": letter})
    assert (asked.status_code, "Brief ansehen" in text(asked)) == (200, True)
    assert "kern-error" not in text(asked)

    read = send(client, LETTER, filled(letter))
    assert "Als PDF speichern" in text(read)
    assert html.escape(BOOK.letters[letter].subject) in text(read)

    changed = send(client, LETTER, filled(letter, change="1"))
    assert "Wort name" in text(changed)
    assert "kern-error" not in text(changed)

    saved = send(client, FILE, filled(letter))
    assert saved["Content-Type"] == "application/pdf"
    assert saved["Content-Disposition"] == 'attachment; filename="schreiben.pdf"'
    assert (saved["Cache-Control"], dict(saved.cookies)) == ("no-store", {})
    said = words_of(saved.content)
    assert "Wort name" in said
    assert "Noch nicht juristisch geprüft" not in said


@pytest.mark.parametrize("path", [LETTER, FILE])
@pytest.mark.parametrize("letter", BOOK.letters)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(client, path, letter):
    answer = send(client, path, {"letter": letter, "told": "1", "b_name": "Birgit Muster"})
    page = text(answer)
    assert answer.status_code == 422
    assert 'value="Birgit Muster"' in page
    assert "Bitte füllen Sie dieses Feld aus." in page


def test_the_day_of_the_plan_stands_in_the_complaint(client):
    page = text(send(client, LETTER, filled("strafanzeige")))
    assert "Davon erfahren habe ich am 20. November 2026." in page


@pytest.mark.parametrize("letter", BOOK.letters)
def test_the_private_address_stands_in_one_letter_only(client, letter):
    has_it = letter == "auskunftssperre"
    told = filled(letter, **PRIVATE)
    read, saved = send(client, LETTER, told), send(client, FILE, told)
    form = send(client, LETTER, {**told, "change": "1"})
    with pikepdf.open(io.BytesIO(saved.content)) as pdf:
        told_about = metadata_of(pdf)
    paper = words_of(saved.content)

    for canary in CANARIES:
        assert (canary in paper) == has_it
        assert (canary in text(read)) == (canary in text(form)) == has_it
        assert canary not in told_about + str(saved.headers)
        assert has_it or canary.encode() not in saved.content


def test_nothing_private_goes_along_to_the_next_letter_even_if_she_repeats_it(client):
    told = filled("auskunftssperre", **PRIVATE)
    told |= {"b_what": f"Er stand vor dem Haus {STREET.upper()}.", "b_office": "Bürgermeisterin"}
    page = send(client, LETTER, told).content.decode()
    onward = page[page.index("Noch ein Brief?") :]

    assert 'name="b_office" value="Bürgermeisterin"' in onward
    assert 'name="b_what"' not in onward
    assert [canary for canary in CANARIES if canary.lower() in onward.lower()] == []


def test_what_was_typed_goes_along_to_the_next_letter(client):
    told = filled("strafanzeige", b_what="Ein Brief lag da.", b_evidence=["letters"])
    page = send(client, LETTER, told).content.decode()
    onward = page[page.index("Noch ein Brief?") :]
    assert 'name="b_what" value="Ein Brief lag da."' in onward
    assert 'name="place" value="Kiel"' in onward


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("letter", BOOK.letters)
def test_hostile_words_in_every_field_are_words(client, letter, words):
    book = [BOOK.fields[one.field] for one in BOOK.letters[letter].asks]
    typed = {PREFIX + one.id: words for one in book if not one.options}
    read, saved = (send(client, path, filled(letter, **typed)) for path in (LETTER, FILE))

    assert read.status_code in {200, 422}
    assert b"<script>alert" not in read.content
    assert "Set-Cookie" not in read.headers
    if read.status_code == 200:
        shown = read.content.decode().partition("<article")[2].partition("</article>")[0]
        assert "49" not in shown
        assert {sign for sign in shown if is_unseen(sign)} <= {"\n"}
        assert saved.content.startswith(b"%PDF")


def is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf", "Co"}


@pytest.mark.parametrize("words", ["x", "<script>"])
def test_an_answer_that_nobody_offered_is_refused(client, words):
    answer = send(client, LETTER, filled("strafanzeige", b_evidence=[words]))
    assert answer.status_code == 422
    assert "Diese Antwort kennen wir nicht" in text(answer)


def signs_of_every_block() -> list[str]:
    """Texts of up to 20,000 signs that hold the first and the last sign of each run of 64."""
    chosen = [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if code % 64 in {0, 1, 33, 63} and unicodedata.category(chr(code)) not in {"Cs", "Cn"}
    ]
    joined = " ".join(chosen)
    return [joined[start : start + LONGEST] for start in range(0, len(joined), LONGEST)]


@pytest.mark.parametrize("words", signs_of_every_block(), ids=len)
def test_a_pasted_text_prints_with_signs_of_every_block(client, words):
    saved = send(client, FILE, filled("strafanzeige", b_what=words))
    assert saved.status_code == 200
    with pikepdf.open(io.BytesIO(saved.content)) as pdf:
        assert [*archive_faults(pdf), *font_faults(pdf)] == []
        assert len(pdf.pages) >= 2


def test_a_word_without_an_end_stays_on_the_paper(client):
    saved = send(client, FILE, filled("strafanzeige", b_what="https://a.example/" + "x" * 15_000))
    with pikepdf.open(io.BytesIO(saved.content)) as pdf:
        assert len(pdf.pages) > 2


@pytest.mark.parametrize("size", [LONGEST + 1, 300_000, 10_000_000])
def test_a_text_that_is_far_too_long_costs_no_other_field(client, size):
    told = filled("strafanzeige", b_what="x" * size, b_name="Birgit Muster")
    answer = send(client, LETTER, told)
    page = text(answer)

    assert answer.status_code == 422
    assert "Hier passen 20.000 Zeichen hinein." in page
    assert 'value="Birgit Muster"' in page
    assert "Wort moment" in page
    assert len(page) < 600_000


def test_more_than_a_form_can_hold_is_refused_with_a_page(client):
    answer = send(client, LETTER, {"letter": "strafanzeige", "b_what": "x" * 13_000_000})
    assert answer.status_code == 413
    assert "Das war zu viel auf einmal" in text(answer)


@pytest.mark.parametrize("path", [LETTER, FILE])
@pytest.mark.parametrize("told", [{}, {"letter": "x"}, {"letter": "../etc"}])
def test_without_a_letter_one_chooses_one(client, path, told):
    assert send(client, path, told).headers["Location"] == LETTERS
    assert client.get(path).headers["Location"] == LETTERS
    assert client.put(path).status_code == 405


def test_a_file_in_place_of_a_form_is_no_form(client):
    file = io.BytesIO(b"%PDF-1.7")
    assert client.post(LETTER, {"letter": "strafanzeige", "b_what": file}).status_code == 302


@pytest.mark.parametrize("letter", BOOK.letters)
def test_the_file_is_an_archive_that_can_be_read_aloud(client, letter):
    with time_machine.travel(THURSDAY_EVENING):
        first, second = (send(client, FILE, filled(letter)).content for _ in range(2))
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert [*archive_faults(pdf), *font_faults(pdf)] == []
        assert str(pdf.docinfo["/Title"]) == "Schreiben"
        found = tags(pdf.Root.StructTreeRoot.K)
    assert found.count("/H1") == 1
    assert "/P" in found


# --- The same for machines


def sent(letter: str) -> dict:
    told = filled(letter)
    fields = {name.removeprefix(PREFIX): told[name] for name in told if name.startswith(PREFIX)}
    answers = {"happened": SITUATION["happened"]}
    days = {"learned_on": SITUATION["learned_on"]}
    return {"situation": {"place": "Kiel", "answers": answers, "days": days}, "fields": fields}


@pytest.mark.parametrize("letter", BOOK.letters)
def test_a_program_gets_the_same_letter(client, letter):
    with time_machine.travel(THURSDAY_EVENING):
        status, found = post(client, f"letters/{letter}", sent(letter))
        body = client.post(
            f"/api/v1/letters/{letter}/pdf", sent(letter), content_type="application/json"
        )
        page = send(client, FILE, filled(letter))
    assert status == 200
    assert found["subject"] in found["text"]
    assert "Noch nicht juristisch geprüft" in found["notice"]
    assert body["Content-Type"] == "application/pdf"
    assert body.content == page.content


def test_a_program_learns_which_letters_there_are(client):
    _, found = get(client, "letters")
    assert [one["id"] for one in found["letters"]] == [one.id for one in BOOK.on(ON)]
    asked = {field["id"] for one in found["letters"] for field in one["fields"]}
    assert asked == set(BOOK.fields)


@pytest.mark.parametrize("path", ["letters/x", "letters/x/pdf"])
def test_a_letter_that_does_not_exist_is_not_found(client, path):
    answer = client.post(f"/api/v1/{path}", {}, content_type="application/json")
    assert answer.status_code == 404
