"""`rueckhalt places import` and `state` as an operator meets them: hostile files, a house in use."""

import io
import os
import subprocess
import sys
import tracemalloc
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

import pytest

from rueckhalt.config import asking, reading
from rueckhalt.config.commandline import _parser
from tests.rules.places.quarters import as_file, next_quarter, whole
from tests.served import served_house

NEXT_FILE = as_file(next_quarter(whole()))


def nothing(_: Path) -> None:
    """Leaves the name without a file."""


def bomb() -> bytes:
    """A ZIP archive of 10 kB that holds 10 MB."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("GV100AD_28022026.txt", b"0" * 10_000_000)
    return archive.getvalue()


def huge(path: Path) -> None:
    """300 MB that take no room on the disk."""
    with path.open("wb") as file:
        file.truncate(300_000_000)


HOSTILE = {
    "missing": (nothing, "Die Datei gibt es nicht."),
    "folder": (Path.mkdir, "Das ist keine Datei, sondern ein Ordner"),
    "loop": (lambda path: path.symlink_to(path), "Der Name führt im Kreis"),
    "pipe": (os.mkfifo, "Das ist keine Datei, sondern ein Ordner"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "Das ist keine Datei, sondern ein Ordner"),
    "too long a name": (lambda path: path.symlink_to("x" * 300), "lässt sich nicht lesen"),
    "300 MB": (huge, "Die Datei ist größer als 10 MB."),
    "empty": (Path.touch, "Die Datei ist leer."),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 99), "weder UTF-8 noch"),
    "csv": (lambda path: path.write_bytes(b"ags;name\n01051003;Averlak\n"), "8 Zeichen statt 220"),
    "pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n%%EOF\n"), "Das ist ein PDF."),
    "zip bomb": (lambda path: path.write_bytes(bomb()), "Das ist ein ZIP-Archiv"),
    "utf-16": (lambda path: path.write_text("x", encoding="utf-16"), "in UTF-16 gespeichert"),
    "cut": (lambda path: path.write_bytes(NEXT_FILE[:1_000_000]), "Zeichen statt 220"),
    "lines of nothing": (lambda path: path.write_bytes(b"x" + b"\n" * 9_999_999), "1 Zeichen statt"),
    "two encodings": (
        lambda path: path.write_bytes(as_file(whole(), encoding="utf-8").replace(b"\xc3\xb6", b"\x94")),
        "weder UTF-8 noch eindeutig",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_with_one_clear_sentence_and_status_2(name, tmp_path, capsys):
    make, sentence = HOSTILE[name]
    make(tmp_path / "quarter.txt")
    assert asking.import_places(str(tmp_path / "quarter.txt")) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert said.err.endswith(" Nichts wurde geändert.\n")
    assert said.err.count("\n") == 1


def test_a_file_that_may_not_be_read_is_refused(tmp_path, capsys, monkeypatch):
    def forbidden(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(reading.os, "open", forbidden)  # root may read everything
    assert asking.import_places(str(tmp_path / "quarter.txt")) == 2
    assert "darf dieses Benutzerkonto nicht lesen" in capsys.readouterr().err


def test_a_file_of_300_mb_is_refused_before_it_is_read(tmp_path):
    huge(tmp_path / "quarter.txt")
    tracemalloc.start()
    asking.import_places(str(tmp_path / "quarter.txt"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize("words", [["places"], ["places", "Kiel"], ["places", "import"]])
def test_places_without_one_of_its_commands_is_a_usage_error(words, capsys):
    with pytest.raises(SystemExit, match="2"):
        _parser().parse_args(words)
    assert "usage: rueckhalt places" in capsys.readouterr().err


def test_a_house_in_use_shows_the_state_before_or_the_new_one_and_never_a_part(tmp_path):
    """Arkebek disappears: its name and its chosen key no longer find it, and the plan goes on."""
    file = tmp_path / "quarter.txt"
    file.write_bytes(NEXT_FILE)
    with served_house(tmp_path) as url, places(tmp_path, "import", str(file)) as importing:
        pages = [plan(url, place="Arkebek")]
        while importing.poll() is None:
            pages.append(plan(url, place="Arkebek"))
            assert "Ort: Kiel" in plan(url, place="Kiel")
        assert importing.wait() == 0, importing.stderr.read()
        gone = plan(url, place="Arkebek", place_ags="01051002")
    assert "Ort: Arkebek" in pages[0]
    known = ["Ort: Arkebek" in page for page in pages]
    assert known == sorted(known, reverse=True)
    assert all(
        "Diesen Ort" in page for page, is_known in zip(pages, known, strict=True) if not is_known
    )
    assert "Ort: Arkebek" not in gone
    assert "app-step" in gone


def test_the_commands_search_import_and_show_the_state(tmp_path):
    file = tmp_path / "quarter.txt"
    file.write_bytes(NEXT_FILE)
    assert answer(tmp_path, "search", "Averlak") == (
        0, "01051003  Averlak (Kreis Dithmarschen, Schleswig-Holstein)\n",
    )  # fmt: skip
    status, text = answer(tmp_path, "import", str(file))
    assert status == 0
    assert text.startswith("Der Gebietsstand 28.02.2026 ist gespeichert und gilt jetzt.\n")
    states = answer(tmp_path, "state")[1].splitlines()
    assert [row[:20] for row in states[::2]] == ["28.02.2026  gilt: 10", "30.11.2025  Geschich"]


def places(folder: Path, *words: str) -> subprocess.Popen:
    environment = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "RUECKHALT_DATA": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.local",
    }
    command = [sys.executable, "-m", "rueckhalt", "places", *words]
    out = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdout=out, stderr=out, text=True)


def answer(folder: Path, *words: str) -> tuple[int, str]:
    with places(folder, *words) as process:
        text, _ = process.communicate(timeout=60)
        return process.returncode, text


def plan(url: str, **fields: str) -> str:
    data = urllib.parse.urlencode(fields).encode()
    return urllib.request.urlopen(f"{url}/lotse/plan/", data, timeout=30).read().decode()
