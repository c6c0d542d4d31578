"""The commands about the trail: what they print and with which status they end."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import ProgrammingError

from rueckhalt.config import audit
from rueckhalt.config.commandline import main
from rueckhalt.foundation.audit.api import head, lines, record
from rueckhalt.foundation.audit.models import StoredLine
from tests.trail import without_triggers

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _prepared(monkeypatch):
    monkeypatch.setattr("rueckhalt.config.prepare.prepare_data", lambda: None)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def known():
    """The heads after each of four lines, one a day up to today."""
    heads = []
    for day in range(3, -1, -1):
        record(by="system", action="house.start", subject="house", now=NOW - timedelta(days=day))
        heads.append(str(head()))
    return heads


def run(*arguments: str) -> int:
    return main(["audit", *arguments])


def test_head_prints_what_verify_takes(known, capsys):
    assert run("head") == 0
    assert capsys.readouterr().out == f"{known[-1]}\n"
    assert run("verify", "--head", known[-1]) == 0


def test_verify_says_how_much_is_whole_and_which_heads_fit(known, capsys):
    assert run("verify", "--head", known[0], known[1], "--head", known[2]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Die Prüfspur ist ganz: 4 Zeilen, die letzte ist 4.",
        f"Kopf: {known[-1]}",
        "Köpfe von außerhalb, die passen: 3.",
    ]


def test_verify_without_a_head_says_what_it_cannot_see(known, capsys):
    assert run("verify") == 0
    assert "abgeschnittenes Ende" in capsys.readouterr().out


def test_verify_reads_heads_from_a_file(known, tmp_path, capsys):
    file = tmp_path / "koepfe.txt"
    file.write_text("# Montag\n" + "\n".join(known))
    assert run("verify", "--heads", str(file)) == 0
    assert "passen: 4." in capsys.readouterr().out


def test_a_broken_trail_ends_with_1_and_names_the_line(known, capsys):
    with without_triggers():
        StoredLine.objects.filter(number=2).update(by="account:99")
    assert run("verify") == 1
    assert capsys.readouterr().err == (
        "Die Prüfspur ist nicht ganz. Zeile 2 hat jemand verändert.\n"
    )
    assert run("forget", "--before", "2026-11-26", "--by", "account:1") == 1
    assert len(lines()) == 4


def test_a_cut_tail_ends_with_1_if_a_head_is_known(known, capsys):
    last = known[-1].replace("4:", "5:", 1)
    assert run("verify", "--head", last) == 1
    assert "Ab Zeile 5 fehlt das Ende" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xff\xfe", "nicht in UTF-8"),
        (b"#" * (audit.LARGEST_FILE + 1), "größer als 10 MB"),
        (b"1:abc", "Zeile 1 ist kein Kopf"),
    ],
    ids=["bytes", "size", "form"],
)
def test_a_bad_file_of_heads_ends_with_2(tmp_path, capsys, raw, said):
    file = tmp_path / "koepfe.txt"
    file.write_bytes(raw)
    assert run("verify", "--heads", str(file)) == 2
    assert said in capsys.readouterr().err


def test_a_bad_head_or_a_missing_file_ends_with_2(tmp_path):
    assert run("verify", "--head", "1:abc") == 2
    assert run("verify", "--heads", str(tmp_path / "fehlt.txt")) == 2


def test_forget_says_what_went_and_what_to_keep(known, capsys):
    assert run("forget", "--before", "2026-11-26", "--by", "account:1") == 0
    assert capsys.readouterr().out == (
        f"Gelöscht bis Zeile 2.\nPrüfpunkt: {known[1]}\nKopf: {head()}\n"
    )
    assert [line.number for line in lines()] == [5, 4, 3]
    assert run("verify", "--head", *known) == 0
    said = capsys.readouterr().out
    assert "Geprüft ab dem Prüfpunkt bei Zeile 2." in said
    assert "die niemand mehr prüfen kann: 1." in said


@pytest.mark.parametrize(
    ("day", "by"),
    [
        ("gestern", "account:1"),
        ("2026-11-28", "account:1"),
        ("2020-01-01", "account:1"),
        ("2026-11-26", "Erika Mustermann"),
    ],
)
def test_forget_refuses_what_does_not_fit_and_changes_nothing(known, capsys, day, by):
    assert run("forget", "--before", day, "--by", by) == 2
    assert capsys.readouterr().err.endswith("Nichts wurde geändert.\n")
    assert str(head()) == known[-1]


def test_forget_says_so_when_the_role_of_the_database_may_not(known, capsys, monkeypatch):
    def denied(**_):
        raise ProgrammingError("permission denied for table audit_checkpoint")

    monkeypatch.setattr(audit, "forget_before_day", denied)
    assert run("forget", "--before", "2026-11-26", "--by", "account:1") == 2
    assert "Nehmen Sie die Rolle" in capsys.readouterr().err
