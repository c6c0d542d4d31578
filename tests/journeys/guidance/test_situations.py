"""Twelve evenings of Birgit: from the three questions to the paper in her hand, by keyboard alone.

Each on a phone and without script. Axe looks at each page.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.build import store_places
from tests.journeys.conftest import axe, no_sideways_scrolling
from tests.journeys.keyboard import Keyboard
from tests.paper import words_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHAT, WHEN, YOU, HOME, DONE = (
    "Was genau passiert ist", "Wann es war", "wie es Ihnen geht", "Adresse und Zuhause", "schon getan",
)  # fmt: skip
THREAT = "Jemand droht mir oder meiner Familie"
INSULT = "Jemand beleidigt mich, verbreitet Lügen oder Hass"
COMPLAINT = "Strafanzeige mit Strafantrag"
LOCK = "Antrag auf Auskunftssperre"
STREET = "Kanarienweg 77"
# What she writes into each field, by its label.
WORDS = {
    "An wen geht der Brief?": "Polizei Kiel",
    "Ihr Name": "Birgit Muster",
    "Unter welcher Anschrift darf man Ihnen schreiben?": "Rathaus Musterdorf",
    "Was ist geschehen?": "Heute früh, sehr böse Worte.",
    "Wann und wo war das?": "heute, Rathaus",
    "Ihr Geburtstag": "1.2.1970",
    "Ihre private Anschrift": STREET,
    "Wann und wo haben Sie Anzeige erstattet?": "gestern, Polizei Kiel",
    "Wo genau steht der Inhalt?": "https://a.example/1",
    "Ihre E-Mail-Adresse": "amt@a.example",
    "Wo steht es?": "https://a.example/rat",
}
TICKS = {
    "loeschung": "Meine private Anschrift",
    "gemeinde": "Ein Gespräch in den nächsten Tagen",
    "auskunft": "Dass meine Anzeige eingegangen ist",
}


@dataclass(frozen=True)
class Evening:
    """What happened, what she adds, which steps she must find, and the letter that she takes."""

    name: str
    happened: str
    more: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    letter: str
    kind: str
    says: tuple[str, ...] = ()


EVENINGS = [
    Evening("letter", THREAT, ((WHAT, "Brief, Zettel oder Gegenstand"),),
            ("Brief: Nicht weiter anfassen.",), COMPLAINT, "strafanzeige", ("Strafantrag", "§ 68")),
    Evening("mail", INSULT, ((WHAT, "E-Mail"),),
            ("E-Mail: Original behalten.",), COMPLAINT, "strafanzeige"),
    Evening("phone", THREAT, ((WHAT, "Anruf oder Sprachnachricht"),),
            ("Nicht heimlich aufnehmen",), COMPLAINT, "strafanzeige"),
    Evening("platform", INSULT, ((WHAT, "Internet, soziales Netzwerk oder Messenger"),),
            ("Melden Sie den Inhalt der Plattform",), "Meldung an eine Plattform", "plattform",
            ("https://a.example/1", "nach bestem Wissen")),
    Evening("at home", "Jemand verfolgt mich, lauert mir auf oder kam zu mir nach Hause",
            ((HOME, "Ja"),), ("Schützen Sie Ihre Adresse",), LOCK, "auskunftssperre",
            (STREET, "zwei Jahre")),
    Evening("council meeting", "Jemand hat eine Sitzung oder Veranstaltung gestört",
            ((YOU, "Mitglied im Rat, Kreistag oder Ortsbeirat"),),
            ("Klären Sie, wer in der Sitzung Hausrecht hat",), "Mitteilung an die Gemeinde", "gemeinde",
            ("Bitte sprechen Sie in den nächsten Tagen mit mir.",)),
    Evening("property",
        "Jemand hat etwas beschädigt, beschmiert oder angezündet",
        (
            (WHAT, "Haus, Auto, Büro oder andere private Dinge"),
            (WHAT, "An meinem Haus, Auto, Büro oder an einem anderen Ort"),
        ),
        ("Am Ort: Nicht aufräumen.",),
        COMPLAINT,
        "strafanzeige",
    ),
    Evening("fake account", "Jemand benutzt mein Konto oder meinen Namen",
            ((WHAT, "Ein falsches Konto oder ein gefälschtes Schreiben in meinem Namen"),
             (WHAT, "Internet, soziales Netzwerk oder Messenger")),
            ("Sichern Sie Ihre Konten",), "Meldung an eine Plattform", "plattform"),
    Evening("candidate", THREAT, ((YOU, "Ich kandidiere für ein Amt oder Mandat"),),
            ("Schützen Sie Ihre Adresse",), LOCK, "auskunftssperre"),
    Evening("relative", THREAT, ((YOU, "Ich gehöre zur Familie oder zum Umfeld"),),
            ("Schützen Sie Ihre Adresse",), LOCK, "auskunftssperre"),
    Evening("staff member", THREAT, ((YOU, "Ich arbeite in der Verwaltung"),),
            ("Wer Beamtin oder Beamter ist, hat Anspruch auf Fürsorge",), "Mitteilung an die Gemeinde",
            "gemeinde", ("§ 45 BeamtStG",)),
]  # fmt: skip


@pytest.fixture(autouse=True)
def places(transactional_db):
    store_places("Kiel", "Neustadt", "Aach")


@pytest.fixture
def page(open_page) -> Page:
    return open_page(script=False, accept_downloads=True)


@pytest.fixture
def looked_at(house, open_page):
    """Looks at a page with axe, which is a script itself, in a twin of it where scripts run."""
    twin = open_page()
    twin.goto(house)

    def looked(page: Page) -> None:
        assert no_sideways_scrolling(page)
        twin.set_content(page.content())
        assert axe(twin) == []

    return looked


def to_the_plan(hands: Keyboard, house: str, happened: str) -> None:
    hands.page.goto(f"{house}/lotse/")
    hands.answer(hands.page.get_by_label("Nein", exact=True))
    hands.write("Wo wohnen Sie?", "Kiel")
    hands.answer(hands.page.get_by_label(happened, exact=True))
    hands.go("Plan zeigen")


def refine(hands: Keyboard, more: tuple[tuple[str, str], ...]) -> None:
    for section in dict.fromkeys(section for section, _ in more):
        hands.open(section)
    for _, answer in more:
        hands.answer(hands.page.locator("details[open]").get_by_label(answer, exact=True).first)
    hands.go("Plan neu zeigen")


def fill_in(hands: Keyboard, kind: str) -> None:
    """Fills in what must be filled in and is still empty."""
    for label, words in WORDS.items():
        field = hands.page.get_by_label(label, exact=True)
        if field.count() and not field.input_value():
            hands.write(label, words)
    if kind in TICKS:
        hands.answer(hands.page.get_by_label(TICKS[kind], exact=True))
    hands.go("Brief ansehen")


@pytest.mark.parametrize("evening", EVENINGS, ids=lambda evening: evening.name)
def test_an_evening(house, page, looked_at, evening):
    hands = Keyboard(page)
    to_the_plan(hands, house, evening.happened)
    refine(hands, evening.more)
    for step in evening.steps:
        expect(page.locator("main").get_by_text(step).first).to_be_visible()
    looked_at(page)

    hands.go(evening.letter)
    looked_at(page)
    fill_in(hands, evening.kind)
    looked_at(page)
    said = words_of(hands.save("Als PDF speichern"))
    for words in ("Birgit Muster", "Mit freundlichen Grüßen", *evening.says):
        assert words in said
    assert (STREET in said) == (evening.kind == "auskunftssperre")


def test_answers_changed_afterwards_change_plan_and_letter(house, page, looked_at):
    hands = Keyboard(page)
    to_the_plan(hands, house, THREAT)
    hands.go("Zurück: Antworten ändern")
    hands.write("Wo wohnen Sie?", "Aach, Trier")
    hands.write("Wo wohnen Sie?", "54298")
    hands.answer(page.get_by_label(INSULT, exact=True))
    hands.go("Plan zeigen")
    expect(page.get_by_text("Ort: Aach (")).to_be_visible()

    hands.go(COMPLAINT)
    fill_in(hands, "strafanzeige")
    expect(page.locator("article").get_by_text("Staatsanwaltschaft Trier")).to_be_visible()
    hands.go("Zurück: Angaben ändern")
    hands.write("Ihr Name", "Berta Muster")
    hands.go("Brief ansehen")
    looked_at(page)
    said = words_of(hands.save("Als PDF speichern"))
    assert "Berta Muster" in said
    assert "Birgit Muster" not in said


def test_complaint_and_application_need_twelve_fields_and_less_than_five_minutes(house, page):
    hands = Keyboard(page)
    to_the_plan(hands, house, THREAT)
    hands.fields = hands.keys = 0
    hands.go(COMPLAINT)
    fill_in(hands, "strafanzeige")
    complaint = words_of(hands.save("Als PDF speichern"))
    hands.go(LOCK)
    fill_in(hands, "auskunftssperre")
    application = words_of(hands.save("Als PDF speichern"))

    assert "Heute früh, sehr böse Worte." in complaint
    assert "Heute früh, sehr böse Worte." in application
    assert STREET in application
    assert STREET not in complaint
    assert hands.fields <= 12
    # A slow thumb writes a sign in a second (Palin et al. 2019: 36 words a minute are usual, three
    # signs a second); another fifteen seconds go into each field.
    assert hands.keys + 15 * hands.fields <= 300
