"""The follow-up report: what stands in it, for whom, and that the public one names nobody."""

import csv
import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from random import Random
from xml.etree import ElementTree

import pytest
import time_machine

from rueckhalt.dialogue.exchange.documents.report import (
    FOR_ALLIANCE,
    HEADINGS,
    MOST_KEPT,
    internal_table,
    public_table,
    report_as_csv,
    report_as_ods,
    report_as_pdf,
    written_once,
)
from rueckhalt.dialogue.exchange.models import Membership, Promise
from rueckhalt.dialogue.exchange.queries.report import (
    Span,
    public_report,
    whole_internal_report,
    whole_public_report,
)
from rueckhalt.dialogue.exchange.rules.promise import PromiseKind, Status
from rueckhalt.dialogue.exchange.rules.report import HalfYear, ReportLine
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.foundation.accounts.api import Account
from tests.exchange import NOW, TODAY, promise_of, released, seat, told, topic_of
from tests.paper import words_of

pytestmark = pytest.mark.django_db

SPAN = Span(HalfYear(2026, 2), TODAY)
NEXT = Span(HalfYear(2027, 1), date(2027, 2, 1))
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def line(**changes) -> ReportLine:
    values = {
        "reference": "abcdefgh", "kind": PromiseKind.PROMISE, "sentence": "Die Wartezeit sinkt.",
        "owner": "Ministerium Musterland", "given_on": TODAY, "due_on": None, "status": None,
        "said_on": None, "said": "", "is_late": False,
    } | changes  # fmt: skip
    return ReportLine(**values)


def references(span: Span) -> set[str]:
    return {one.reference for one in whole_public_report(span)}


def ods_rows(content: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        tree = ElementTree.fromstring(book.read("content.xml"))  # noqa: S314 -- a file of our own
    return [
        ["".join(cell.itertext()) for cell in row.iter(f"{TABLE}table-cell")]
        for row in tree.iter(f"{TABLE}table-row")
    ]


def test_open_things_of_each_kind_stand_in_it_and_say_that_nobody_has_assessed_them():
    made = {
        released(promise_of(topic_of("katrin"), kind=kind)).reference: kind for kind in PromiseKind
    }
    found = {one.reference: one for one in whole_public_report(SPAN)}

    assert {reference: one.kind for reference, one in found.items()} == made
    assert {one.status_words for one in found.values()} == {"Stand nicht erhoben"}


def test_what_is_done_stands_in_it_one_last_time():
    promise = released(promise_of(topic_of("katrin")))
    told(promise, Status.COMPLETE)

    assert [one.is_last_time for one in whole_public_report(SPAN)] == [True]
    assert references(NEXT) == set()


def test_an_earlier_report_tells_what_was_known_then():
    promise = released(promise_of(topic_of("katrin"), due_on=date(2026, 12, 20)))
    told(promise, Status.COMPLETE, at=datetime(2027, 1, 15, 9, tzinfo=UTC))
    earlier = Span(HalfYear(2026, 2), NEXT.today)

    assert [(one.status, one.is_late) for one in whole_public_report(earlier)] == [(None, True)]
    assert [one.status for one in whole_public_report(NEXT)] == [Status.COMPLETE]


def test_what_was_given_later_stands_in_no_earlier_report():
    released(promise_of(topic_of("katrin")))
    assert references(Span(HalfYear(2026, 1), TODAY)) == set()


def test_the_internal_report_is_the_public_one_and_what_is_for_the_alliance_beside_it():
    public = released(promise_of(topic_of("katrin")))
    internal = promise_of(topic_of("katrin"), Visibility.INTERNAL)
    Promise.objects.update(asked_by=Membership.objects.get(account=seat("katrin").account))
    found = {one.public.reference: one for one in whole_internal_report(seat("jonas"), SPAN)}

    assert set(found) == {public.reference, internal.reference}
    assert found[public.reference].public == whole_public_report(SPAN)[0]
    assert found[public.reference].asked_by.startswith(seat("katrin").account.name)
    assert (found[public.reference].is_released, found[internal.reference].is_released) == (True, False)  # fmt: skip


def test_a_promise_of_a_confidential_topic_stands_only_in_the_report_of_those_who_may_read_it():
    promise = promise_of(topic_of("katrin", Visibility.CONFIDENTIAL), Visibility.INTERNAL)
    seen = {
        name: [one.public.reference for one in whole_internal_report(seat(name), SPAN)]
        for name in ("katrin", "aylin", "jonas")
    }
    assert seen == {"katrin": [promise.reference], "aylin": [promise.reference], "jonas": []}


def test_a_page_costs_as_many_queries_for_many_as_for_one(django_assert_num_queries):
    for count in (1, 4):
        for _ in range(count):
            told(released(promise_of(topic_of("katrin"))), Status.LIMITED)
        with django_assert_num_queries(3):
            assert public_report(SPAN, 1).rows


def test_files_have_a_line_for_each_promise_and_the_same_columns():
    lines = (line(), line(reference="bcdefghj", due_on=TODAY, is_late=True))
    table = public_table(lines, "2. Halbjahr 2026", TODAY)
    rows = list(csv.reader(io.StringIO(report_as_csv(table).decode("utf-8-sig")), delimiter=";"))

    assert rows[0] == list(HEADINGS)
    assert [row[0] for row in rows[1:]] == ["abcdefgh", "bcdefghj"]
    assert rows[2][HEADINGS.index("Hinweis")] == "überfällig"
    assert ods_rows(report_as_ods(table)) == rows


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_file_runs_as_a_formula(begin):
    sentence = f'{begin}HYPERLINK("https://boese.invalid")'
    table = public_table([line(sentence=sentence)], "2. Halbjahr 2026", TODAY)
    rows = list(csv.reader(io.StringIO(report_as_csv(table).decode("utf-8-sig"), newline=""), delimiter=";"))  # fmt: skip

    assert rows[1][2] == f"'{sentence}"
    content = zipfile.ZipFile(io.BytesIO(report_as_ods(table))).read("content.xml").decode()
    assert "formula=" not in content
    assert ods_rows(report_as_ods(table))[1][2].strip() == sentence.strip()


def test_signs_that_a_spreadsheet_cannot_hold_do_not_break_it():
    table = public_table([line(sentence="vor\x00\x0bnach <&>")], "2. Halbjahr 2026", TODAY)
    assert ods_rows(report_as_ods(table))[1][2] == "vor\ufffd\ufffdnach <&>"


def test_a_public_file_is_written_once_however_many_ask_at_once():
    written = []

    def write(table):
        written.append(table)
        return table.name.encode()

    table = public_table([line()], "Erfunden", TODAY)
    with ThreadPoolExecutor(4) as several:
        found = list(several.map(lambda one: written_once(write, one), [table] * 8))
    assert found == [table.name.encode()] * 8
    assert written == [table]

    others = [
        public_table([line(owner=f"Stelle {n}")], "Erfunden", TODAY) for n in range(MOST_KEPT)
    ]
    for one in (*others, others[0], table):
        written_once(write, one)
    assert written == [table, *others, table]


def test_paper_tells_the_same():
    told_line = line(status=Status.COMPLETE, said_on=TODAY, said="#strong[Das] Gesetz gilt.")
    paper = words_of(report_as_pdf(public_table([told_line], "2. Halbjahr 2026", TODAY)))

    for words in ("Die Wartezeit sinkt.", "Ministerium Musterland", "#strong[Das] Gesetz gilt.", "steht zum letzten Mal hier"):  # fmt: skip
        assert words in paper


def test_only_the_file_for_the_alliance_says_who_asked():
    promise_of(topic_of("katrin"), Visibility.INTERNAL)
    table = internal_table(whole_internal_report(seat("jonas"), SPAN), "2. Halbjahr 2026", TODAY)

    assert table.headings == HEADINGS + FOR_ALLIANCE
    assert not set(FOR_ALLIANCE) & set(HEADINGS)


# --- What leaves the house, over generated content


def generate(random: Random) -> None:
    """Promises of all kinds in all states, from topics of all kinds; what is internal says so."""
    asked = list(Membership.objects.all())
    for number in range(25):
        origin = random.choice(list(Visibility))
        is_public = origin is not Visibility.CONFIDENTIAL and random.random() < 0.6
        is_out = is_public and random.random() < 0.7
        topic = topic_of(random.choice(["katrin", "jonas"]), origin, title=f"VERBORGEN {number}")
        word = "OFFEN" if is_out else "VERBORGEN"
        promise = promise_of(
            topic, Visibility.PUBLIC if is_public else Visibility.INTERNAL,
            sentence=f"{word} {number}", kind=random.choice(list(PromiseKind)),
            due_on=random.choice([None, TODAY]),
        )  # fmt: skip
        Promise.objects.filter(pk=promise.pk).update(asked_by=random.choice(asked))
        if random.random() < 0.5:
            told(promise, random.choice(list(Status)))
        if is_out:
            released(promise)
            if random.random() < 0.2:
                Promise.objects.filter(pk=promise.pk).update(
                    withdrawn_at=NOW, sentence=f"VERBORGEN {number}"
                )


@pytest.mark.parametrize("seed", range(6))
def test_nothing_public_names_a_person_or_shows_what_is_internal(client, seed):
    for name in ("katrin", "jonas", "aylin"):
        seat(name)
    generate(Random(seed))
    addresses = [
        "/zusagen/", "/zusagen/?seite=2", "/zusagen/bericht/", "/zusagen/bericht/?seite=2",
        *(f"/zusagen/bericht/2026-2/datei/{kind}/" for kind in ("pdf", "ods", "csv")),
        *(f"/zusagen/{one}/" for one in Promise.objects.values_list("reference", flat=True)),
    ]  # fmt: skip
    kept = [*Account.objects.values_list("name", flat=True), "VERBORGEN", "Mandat"]
    with time_machine.travel(NOW):
        texts = {address: readable(client.get(address)) for address in addresses}

    assert sum("OFFEN" in text for text in texts.values()) > 5
    assert [(a, word) for a, text in texts.items() for word in kept if word in text] == []
    assert not client.cookies


def readable(answer) -> str:
    """The text of a page or a file."""
    kind = answer["Content-Type"]
    if kind == "application/pdf":
        return words_of(answer.content)
    if kind.endswith("spreadsheet"):
        return "\n".join(" ".join(row) for row in ods_rows(answer.content))
    return answer.content.decode()
