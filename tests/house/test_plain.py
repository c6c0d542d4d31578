"""What people read is plain: short sentences that say who does what, and nothing dangerous."""

import tomllib
from pathlib import Path

import pytest

from tests.house.plain import EASY_SENTENCE, RULES, faults, length, sentences
from tests.house.prose import Text, content_texts, texts, unknown_fields, visible

ALLOWED = tomllib.loads(Path(__file__).with_name("plain_allowed.toml").read_text("utf-8"))[
    "allowed"
]
EASY_SHARE = 0.95

# Each rule: sentences that it must see, and sentences that it must leave alone.
EXAMPLES: dict[str, tuple[list[str], list[str]]] = {
    "long_sentence": (
        [
            "Wort " * 20 + "Ende.",
            "Wenn Sie im Rathaus arbeiten und eine Person Ihnen am Telefon mit Schlägen droht, dann rufen Sie bitte sofort die Polizei an.",
            "Am 24.12.2025 um 9.30 Uhr " + "Wort " * 17,
        ],
        [
            "Wort " * 19 + "Ende.",
            "Wort " * 15 + "hier. " + "Wort " * 15 + "dort.",
            "Sagen Sie: " + "Wort " * 19,
        ],
    ),
    "passive": (
        [
            "Die Tat wird verfolgt.",
            "Wenn Anklage erhoben wird, hören Sie davon.",
            "Die Sperre kann verlängert werden.",
            "Daten von mir wurden gelöscht oder verändert.",
            "Bekannt gemacht wird nur der Wohnort.",
            "Einsichten werden protokolliert, sagt das Amt.",
            "Die Sperre ist anzuordnen.",
            "Der Vorfall ist der Polizei zu melden.",
            "Ihre Antworten werden nicht gespeichert.",
        ],
        [
            "Die Polizei verfolgt die Tat.",
            "Dann wird der Plan genauer.",
            "Sie werden davon nichts verlieren.",
            "Zusammen zeigen Vorfälle, ob es mehr wird.",
            "Die Daten sind weg, und die Frist hat begonnen.",
            "Die Sitzung ist zu Ende.",
            "Das kann gefährlich werden.",
        ],
    ),
    "genitive_chain": (
        [
            "Das ist die Aufgabe der Leitung der Gemeinde.",
            "Lesen Sie den Brief des Leiters der Behörde.",
            "Die Kosten der ersten Anordnung des Gerichts tragen Sie.",
        ],
        [
            "Das ist die Aufgabe der Gemeinde.",
            "Auf der Seite der Gemeinde, des Rates oder eines Vereins steht es.",
            "Die Gemeinde sagt es der Polizei der Stadt.",
            "Der Antrag geht an das Gericht, und der Richter der Stadt liest ihn.",
        ],
    ),
    "nominal_style": (
        [
            "Die Durchführung der Prüfung dauert.",
            "Nach Erstattung, Prüfung und Übermittlung ruft jemand an.",
            "Beantragen Sie die Verlängerung der Eintragung.",
        ],
        [
            "Die Verwaltung prüft den Antrag.",
            "Sitzung der Verwaltung: Die Leitung hat Hausrecht.",
            "Es geht um Bedrohung, Beleidigung und Nachstellung.",
            "Beantragen Sie die Verlängerung vor dem Ende der Sperre.",
        ],
    ),
    "abbreviation": (
        ["Das geht z. B. so.", "Das geht ggf. so.", "Fragen Sie das LKA.", "Die GenStA prüft das."],
        [
            "Das steht in § 51 Abs. 1 Nr. 2 BMG.",
            "Das sagt § 77b StGB, und Artikel 15 bis 21 DSGVO sagen mehr.",
            "Rufen Sie das Landeskriminalamt (LKA) an.",
            "Speichern Sie ein PDF.",
        ],
    ),
    "conjunctive": (
        ["Das wäre gut.", "Sie müssten selbst klagen.", "Man sagt, das sei so."],
        ["Das ist gut.", "Es verletzt die Würde einer Gruppe.", "Sie möchten, dass es aufhört."],
    ),
    "foreign_word": (
        ["Machen Sie einen Screenshot.", "Das dient der Prävention.", "Dokumentieren Sie alles."],
        ["Machen Sie ein Bildschirmfoto.", "Schreiben Sie eine E-Mail.", "Der Messenger ist auf Ihrem Telefon."],
    ),
    "double_negation": (
        [
            "Das ist nicht unmöglich.",
            "Niemand darf das ohne Erlaubnis tun.",
            "Öffnen Sie niemandem, den Sie nicht erwarten.",
        ],
        [
            "Löschen Sie nichts, antworten Sie nicht.",
            "Ein nicht öffentliches Gespräch nimmt jemand ohne Erlaubnis auf.",
            "Niemand muss das allein entscheiden.",
        ],
    ),
    "bracket": (
        ["Rufen Sie an (auch nachts).", "Das Amt (im Rathaus) hilft.", "Es kostet Geld (etwa 20 Euro)."],
        [
            "Das Gesetz sagt es (§ 51 BMG).",
            "Anhänge bis 5 Megabyte (Stand 2022).",
            "Sie dürfen sich beschweren (Artikel 77 DSGVO).",
        ],
    ),
    "shouting": (
        ["Rufen Sie an!", "Achtung! Nicht öffnen.", "Sofort!!"],
        ["Rufen Sie an.", "Rufen Sie an?", "Achtung: Nicht öffnen."],
    ),
    "forbidden": (
        ["Sie haben Zeit bis morgen.", "Die Sperre gilt vier Jahre.", "Melden Sie es an das BKA-Portal.",
         "Das bleibt garantiert unter uns."],
        ["Handeln Sie bis morgen.", "Die Sperre gilt zwei Jahre.", "Melden Sie es der Polizei."],
    ),
    "judged": (
        ["Das ist eine Straftat.", "Diese Straftat verjährt.", "Hier liegt eine Straftat vor."],
        ["Das kann eine Straftat sein.", "Ob es eine Straftat ist, prüft die Polizei.", "Das ist verboten."],
    ),
}  # fmt: skip


def is_allowed(rule: str, sentence: str) -> bool:
    return any((one["rule"], one["sentence"]) == (rule, sentence) for one in ALLOWED)


def found_in(text: Text) -> list[str]:
    return [
        f"{text.file} {text.entry}: {fault.rule} ({fault.words}): {fault.sentence}"
        for fault in faults(text.text)
        if not is_allowed(fault.rule, fault.sentence)
    ]


def test_all_that_people_read_is_plain():
    assert "\n".join(line for text in texts() for line in found_in(text)) == ""


def test_most_sentences_are_short():
    long = [length(one) > EASY_SENTENCE for text in texts() for one in sentences(text.text)]
    assert 1 - sum(long) / len(long) >= EASY_SHARE


def test_each_exception_has_its_reason_and_is_still_needed():
    broken = {(fault.rule, fault.sentence) for text in texts() for fault in faults(text.text)}
    assert all(one["reason"] for one in ALLOWED)
    assert [one for one in ALLOWED if (one["rule"], one["sentence"]) not in broken] == []


def test_every_rule_has_its_examples():
    assert list(EXAMPLES) == [rule.__name__ for rule in RULES]
    assert all(len(seen) >= 3 and len(sound) >= 3 for seen, sound in EXAMPLES.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_sees_its_fault(rule):
    seen, _ = EXAMPLES[rule.__name__]
    named = {text: {fault.rule for fault in faults(text)} for text in seen}
    assert [text for text in seen if rule.__name__ not in named[text]] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_leaves_a_sound_sentence_alone(rule):
    _, sound = EXAMPLES[rule.__name__]
    named = {text: {fault.rule for fault in faults(text)} for text in sound}
    assert [text for text in sound if rule.__name__ in named[text]] == []


def test_a_citation_and_a_date_end_no_sentence():
    assert sentences("Nach § 3 Abs. 1 Nr. 2 am 3. September. Und jetzt: Rufen Sie an?") == [
        "Nach § 3 Abs. 1 Nr. 2 am 3. September", "Und jetzt", "Rufen Sie an?",
    ]  # fmt: skip


def test_a_finding_names_file_entry_rule_and_sentence():
    text = Text("guidance/x.toml", "schritt", "Gut so. Das wird verfolgt.")
    assert found_in(text) == [
        "guidance/x.toml schritt: passive (wird verfolgt.): Das wird verfolgt."
    ]


def test_every_field_of_content_is_known_as_read_or_not_read():
    assert unknown_fields() == set()


@pytest.mark.parametrize(
    ("file", "entry", "part"),
    [
        ("guidance/sofort.toml", "gefahr", "Öffnen Sie nicht die Tür."),
        ("guidance/beweise.toml", "beweise", "Anhänge nicht öffnen."),
        ("guidance/fragen.toml", "danger", "Ich bin nicht sicher"),
        ("guidance/fragen.toml", "what", "Was genau passiert ist"),
        ("guidance/fristen.toml", "look_again", "Oder sofort"),
        ("law/taten.toml", "stgb123", "Hausfriedensbruch"),
        ("law/taten.toml", "stgb107", "Das gilt auch für Wahlen"),
        ("law/taten.toml", "stgb126", "die das Gesetz einzeln nennt"),
        ("law/fristwerte.toml", "auskunftssperre_dauer", "zwei Jahre"),
        ("directory/sachsen.toml", "asskomm", "Hilft Gemeinden"),
        ("directory/thueringen.toml", "luecke-opferbeauftragter-th", "Opfer-Telefon"),
    ],
)
def test_texts_of_every_kind_of_entry_are_read(file, entry, part):
    found = [one.text for one in content_texts() if (one.file, one.entry) == (file, entry)]
    assert [text for text in found if part in text]


def test_sources_and_proper_names_are_not_read():
    read = {one.text for one in content_texts()}
    assert not [text for text in read if "presseportal.de" in text]
    assert "B.U.D. Bayern" not in read


def test_a_template_is_read_as_people_see_it():
    template = (
        '{# Kommentar #}{% alert "info" "Titel der Box" %}<p class="x">Ein <strong>Satz</strong> '
        "mit {{ wert }}.</p><p>Noch{% if x %} einer{% endif %}</p>{% endalert %}"
        '<nav aria-label="{% translate "Wege" %}">{% include "teil.html" with label=_("Zurück") %}</nav>'
    )
    assert list(visible(template)) == [
        "Titel der Box", "Zurück", "Wege", "Ein Satz mit Wert .", "Noch einer",
    ]  # fmt: skip
