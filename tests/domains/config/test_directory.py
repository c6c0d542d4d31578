"""The commands about the directory: what they print and with which status they end."""

import json
from datetime import UTC, datetime

import pytest
import time_machine

from rueckhalt.config import directory
from rueckhalt.config.commandline import main
from rueckhalt.foundation.directory.api import Finding, report_entry
from tests.build import store_places
from tests.domains.foundation.directory.test_own_entries import OWN

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_prepared")]


@pytest.fixture
def _prepared(monkeypatch):
    monkeypatch.setattr("rueckhalt.config.prepare.prepare_data", lambda: None)
    with time_machine.travel(NOW, tick=False):
        yield


def run(*arguments: str) -> int:
    return main(["directory", *arguments])


def written(tmp_path, raw: bytes | str) -> str:
    file = tmp_path / "eigene.toml"
    file.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return str(file)


def test_set_shows_what_changes_and_list_shows_who_did_it(tmp_path, capsys):
    assert run("set", written(tmp_path, OWN), "--by", "Leitstelle") == 0
    assert "0331 283-4040 → 0331 1234567" in capsys.readouterr().out
    assert run("set", written(tmp_path, OWN), "--by", "Leitstelle") == 0
    assert capsys.readouterr().out == "Nichts hat sich geändert.\n"
    assert run("list") == 0
    assert "Polizei Musterland  [gesetzt am 26.11.2026 von Leitstelle]" in capsys.readouterr().out


def test_list_names_what_is_hidden(tmp_path, capsys):
    run("set", written(tmp_path, '[[hidden]]\nid = "ezra"'), "--by", "Leitstelle")
    capsys.readouterr()
    run("list")
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert next(line for line in lines if line[0] == "ezra")[2] == "verborgen"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xff\xfe", "nicht in UTF-8"),
        (b"#" * (directory.LARGEST_FILE + 1), "zu groß"),
        (b"[[body]]\nid = 3", "eigene.toml, [[body]] 1"),
        (b'[[hidden]]\nid = "notruf-110"', "110 und 112"),
    ],
)
def test_a_bad_file_ends_with_2_and_a_sentence(tmp_path, capsys, raw, said):
    assert run("set", written(tmp_path, raw), "--by", "Leitstelle") == 2
    assert said in capsys.readouterr().err


def test_a_missing_file_or_a_folder_ends_with_2(tmp_path, capsys):
    assert run("set", str(tmp_path / "fehlt.toml"), "--by", "x") == 2
    assert run("set", str(tmp_path), "--by", "x") == 2
    assert capsys.readouterr().err.count("lässt sich nicht lesen") == 2


def test_reports_are_read_and_done(capsys):
    report_entry(entry_id="ezra", message="Falsche Nummer.", has_operator=True, now=NOW)
    run("reports")
    number, day, entry_id, *words = capsys.readouterr().out.split()
    assert (day, entry_id, words) == ("26.11.2026", "ezra", ["Falsche", "Nummer."])
    assert run("reports", "--done", number) == 0
    assert run("reports", "--done", number) == 2


def test_check_ends_with_0_for_hints_and_1_for_errors(monkeypatch, capsys):
    assert run("check") == 0
    assert (
        "Hinweis lka-bw: Der Beleg ist älter als zwei Jahre (2019-07)." in capsys.readouterr().out
    )
    error = Finding(is_error=True, entry_id="x", text="Falsch.")
    monkeypatch.setattr(directory, "findings_at", lambda _: [error])
    assert run("check") == 1
    assert capsys.readouterr().out == "Fehler  x: Falsch.\n"


def test_coverage_prints_figures_and_gaps(capsys):
    store_places("Kiel")
    assert run("coverage") == 0
    printed = capsys.readouterr().out
    land = printed.partition("Schleswig-Holstein, Gemeinden: 1")[2].partition("\n\n")[0]
    assert "    0 % (  0 %)  Ansprechstelle der Polizei" in land
    assert "  100 % (  0 %)  Anzeige über das Internet" in land
    assert "Für Bremen ist keine eigene Ansprechstelle der Polizei" in printed


def test_export_prints_one_list_of_organizations(capsys):
    assert run("export") == 0
    assert "starke Stelle" in {one["name"] for one in json.loads(capsys.readouterr().out)}
