"""`rueckhalt backup` and `rueckhalt restore`: an empty machine opens a living case, and no erased one."""

import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.db import connection

from rueckhalt.foundation.vault.api import new_box_key
from tests.domains.config.apart import Machine, Machines
from tests.domains.config.forks import Forks, QuickMachine
from tests.domains.config.kept_house import _DEATHS, FILE, PAPER, TEXT

pytestmark = pytest.mark.django_db(transaction=True)


DIGEST = hashlib.sha256(PAPER).hexdigest()


def paper_in(said: str) -> str:
    return re.search(r"^  ([A-Z2-7]{4}(?:-[A-Z2-7]{1,4})+)$", said, re.MULTILINE)[1]


@dataclass(frozen=True)
class Lived:
    """A machine with three records, where its backups lie, and what people hold."""

    house: Machine
    folder: Path
    paper: str
    recovery: str
    rows: dict[str, list[str]]

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def shares(self) -> Path:
        return self.folder / "shares"

    def backup(self) -> None:
        self.house.rueckhalt("backup", "write", str(self.content), "--shares", str(self.shares))

    def back_on(self, other: Machine, *options: str, content: Path | None = None, typed: str = ""):
        where = [str(content or self.content), "--shares", str(self.shares)]
        return other.run("restore", *where, *options, typed=typed or self.paper)


@pytest.fixture(scope="module")
def quick(tmp_path_factory) -> Iterator[type[Machine]]:
    """Machines whose commands do not load everything anew."""
    forks = Forks(tmp_path_factory.mktemp("forks"), connection.vendor)
    yield type("QuickMachine", (QuickMachine,), {"forks": forks})
    forks.end()


@pytest.fixture
def machine(tmp_path, quick) -> Iterator[Machines]:
    machines = Machines(tmp_path, quick)
    yield machines
    machines.remove()


@pytest.fixture(scope="module")
def first(tmp_path_factory, quick) -> Iterator[Lived]:
    """Made once: all migrations take their time."""
    folder = tmp_path_factory.mktemp("first")
    machines, backups = Machines(folder, quick), folder / "backups"
    house = machines("lived")
    write = ["backup", "write", str(backups / "content"), "--shares", str(backups / "shares")]
    said = house.begin(f"kept.main(['backup', 'key'])\nkept.fill(3)\nkept.main({write})")
    told = json.loads(next(line for line in said.splitlines() if line.startswith("{")))
    yield Lived(house, backups, paper_in(said), told["paper"], told["rows"])
    machines.remove()


@pytest.fixture
def lived(first, machine, tmp_path) -> Lived:
    """The same for one test alone."""
    shutil.copytree(first.folder, tmp_path / "backups")
    return replace(first, house=machine("lived", like=first.house), folder=tmp_path / "backups")


def typing(lived: Lived) -> str:
    """The line of a script that types the key for backups."""
    return f"kept.sys.stdin.write({lived.paper!r}); kept.sys.stdin.seek(0)"


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_an_empty_machine_opens_every_living_case_with_text_and_file(lived, machine):
    empty = machine("empty")
    empty.data.rmdir()
    where = [str(lived.content), "--shares", str(lived.shares)]
    ran = Machine.run(empty, "restore", *where, typed=lived.paper)  # as an operator does it
    assert ran.returncode == 0, ran.stderr
    assert "Dateien: 4. Löschanteile: 3." in ran.stdout
    assert empty.opened(lived.rows) == [list(lived.rows), 3]
    assert "ganz" in empty.rueckhalt("audit", "verify")
    assert json.loads(empty.python("kept.papers()")) == {DIGEST: PAPER.decode()}
    # It goes on with its own backups, with the same key.
    empty.rueckhalt("backup", "write", str(lived.content), "--shares", str(lived.shares))


def test_what_was_erased_since_opens_for_nobody_and_is_counted(lived, machine):
    erased, *living = lived.rows
    (yesterday,) = files_in(lived.content)
    lived.house.python(f"kept.erase({erased!r})")
    lived.backup()
    lived.backup()  # of shares the newest two are kept, and neither has it now
    empty = machine("empty")
    ran = lived.back_on(empty, content=yesterday)
    assert ran.returncode == 0, ran.stderr
    assert empty.opened(lived.rows) == [living, 3]
    assert "Fälle ohne Löschanteil: 1." in ran.stdout
    answers = [
        empty.python(f"kept.open_by_paper({lived.recovery!r}, {record!r})").strip()
        for record in (erased, living[0])
    ]
    assert answers == ["no", "yes"]


def test_of_shares_the_newest_two_backups_exist_and_of_content_all(lived):
    first = files_in(lived.shares)
    lived.backup()
    lived.backup()
    assert len(files_in(lived.content)) == 3
    assert len(files_in(lived.shares)) == 2
    assert first[0] not in files_in(lived.shares)


def test_no_word_lies_in_the_clear_in_a_backup_or_beside_it(lived, machine):
    empty = machine("empty")
    assert lived.back_on(empty).returncode == 0
    places = [lived.content, lived.shares, *(one for m in (lived.house, empty) for one in (m.data, m.shares, m.temporary))]  # fmt: skip
    look = b"".join(path.read_bytes() for place in places for path in files_in(place))
    assert TEXT.encode() not in look
    assert FILE[:15] not in look
    assert lived.paper.encode() not in look
    backups = b"".join(path.read_bytes() for path in files_in(lived.content))
    assert b"SQLite format" not in backups
    assert b"vault_record" not in backups
    assert [path for place in places for path in files_in(place) if path.suffix == ".part"] == []
    assert files_in(lived.house.temporary) == files_in(empty.temporary) == []


def test_a_damaged_backup_changes_nothing(lived, machine):
    (backup,) = files_in(lived.content)
    whole, empty = backup.read_bytes(), machine("empty")
    backup.write_bytes(whole[:-1])
    ran = lived.back_on(empty)
    assert ran.returncode == 2
    assert "beschädigt. Geändert ist nichts." in ran.stderr
    assert files_in(empty.data / "files") == files_in(empty.shares) == []
    backup.write_bytes(whole)
    assert lived.back_on(empty).returncode == 0  # without --replace: it is still empty


def test_another_key_opens_nothing(lived, machine):
    empty = machine("empty")
    ran = lived.back_on(empty, typed=new_box_key().paper)
    assert (ran.returncode, "Der Schlüssel passt nicht" in ran.stderr) == (2, True)
    ran = lived.back_on(empty, typed="AAAA-BBBB")
    assert (ran.returncode, "vergleichen Sie jedes Zeichen" in ran.stderr) == (2, True)


def test_a_house_that_is_not_empty_is_replaced_only_when_told(lived):
    lived.house.python("kept.one_more()")
    ran = lived.back_on(lived.house)
    assert (ran.returncode, "Hier ist schon ein Haus" in ran.stderr) == (2, True)
    ran = lived.back_on(lived.house, "--replace")
    assert (ran.returncode, "Hier liegen schon Löschanteile" in ran.stderr) == (2, True)
    assert lived.house.opened(lived.rows) == [list(lived.rows), 4]
    ran = lived.house.run("restore", str(lived.content), "--replace", typed=lived.paper)
    assert ran.returncode == 0, ran.stderr
    assert lived.house.opened(lived.rows) == [list(lived.rows), 3]


def test_a_second_key_and_one_folder_for_both_are_refused(lived, tmp_path):
    assert "gibt es schon" in lived.house.run("backup", "key").stderr
    one = tmp_path / "one"
    for shares in (one, one / "shares"):
        ran = lived.house.run("backup", "write", str(one), "--shares", str(shares))
        assert (ran.returncode, "zwei Ordner" in ran.stderr) == (2, True)
    assert not one.exists()


def test_without_a_key_nothing_is_written(lived, tmp_path):
    (lived.house.data / "backup.key").unlink()
    ran = lived.house.run("backup", "write", str(tmp_path / "one"), "--shares", str(lived.shares))
    assert (ran.returncode, "Zuerst: rueckhalt backup key" in ran.stderr) == (2, True)
    assert not (tmp_path / "one").exists()


def test_a_machine_that_was_never_prepared_is_told_so(machine, tmp_path):
    ran = machine("empty").run("backup", "write", str(tmp_path / "one"), "--shares", str(tmp_path / "two"))  # fmt: skip
    assert (ran.returncode, ran.stderr) == (2, "Die Datenbank ist nicht vorbereitet. Zuerst: rueckhalt prepare\n")  # fmt: skip


def test_a_folder_that_cannot_be_written_is_named_and_nothing_is_left(lived, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, and no folder")
    ran = lived.house.run("backup", "write", str(blocked), "--shares", str(lived.shares))
    assert (ran.returncode, f"In {blocked} lässt sich nicht schreiben" in ran.stderr) == (2, True)
    assert len(files_in(lived.shares)) == 1


def test_a_machine_without_the_tools_of_postgresql_says_which(lived, tmp_path):
    if connection.vendor == "sqlite":
        assert lived.house.run("backup", "write", str(lived.content), "--shares", str(lived.shares), PATH="").returncode == 0  # fmt: skip
        return
    ran = lived.house.run("backup", "write", str(lived.content), "--shares", str(lived.shares), PATH="")  # fmt: skip
    assert (ran.returncode, "fehlt pg_dump" in ran.stderr) == (2, True)
    assert len(files_in(lived.content)) == 1


def test_a_backup_of_a_newer_version_is_refused(lived, machine):
    lived.house.python("""
        from django.db import connection
        from django.db.migrations.recorder import MigrationRecorder
        MigrationRecorder(connection).record_applied("vault", "9999_from_tomorrow")
    """)
    lived.backup()
    empty = machine("empty")
    ran = lived.back_on(empty)
    assert (ran.returncode, "Installieren Sie diese Fassung" in ran.stderr) == (2, True)
    assert files_in(empty.data / "files") == []


def test_a_backup_of_the_other_engine_is_refused(lived, machine):
    content = files_in(lived.content)[0]
    empty = machine("empty")
    script = f"""
        from pathlib import Path
        from dataclasses import replace
        from rueckhalt.config.keeping import backup, packing
        from rueckhalt.foundation.vault.api import box
        from datetime import UTC, datetime
        real = backup._manifest
        backup._manifest = lambda kind, now: replace(real(kind, now), engine="oracle")
        backup.write(Path({str(content.parent)!r}), Path({str(lived.shares)!r}), now=datetime(2030, 1, 1, tzinfo=UTC))
    """
    lived.house.python(script)
    ran = lived.back_on(empty)
    assert (ran.returncode, "Die Sicherung stammt von oracle" in ran.stderr) == (2, True)


def test_a_backup_is_whole_or_absent_when_it_is_killed(lived):
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW.format(content=str(lived.content), shares=str(lived.shares))],
        env=lived.house.environment, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout.readline() == b"half\n"
    process.kill()
    process.communicate()
    assert len([path for path in files_in(lived.content) if path.suffix == ".backup"]) == 1
    lived.backup()
    assert [path.suffix for path in files_in(lived.house.data) if path.suffix == ".part"] == []


def test_a_backup_from_before_the_exchange_is_read(lived, machine):
    lived.house.python(
        """
        from dataclasses import replace
        from rueckhalt.config.keeping import backup, packing
        real = backup._manifest
        backup._manifest = lambda *about: replace(real(*about), format=1)
        backup.folders = lambda: {"files": packing.kept()}
        kept.main(%r)
    """
        % ["backup", "write", str(lived.content), "--shares", str(lived.shares)]
    )
    empty = machine("empty")
    ran = lived.back_on(empty)
    assert ran.returncode == 0, ran.stderr
    assert "Dateien: 3." in ran.stdout
    assert empty.opened(lived.rows) == [list(lived.rows), 3]


def test_a_backup_of_a_later_format_is_refused(lived, machine):
    lived.house.python(
        """
        from dataclasses import replace
        from rueckhalt.config.keeping import backup
        real = backup._manifest
        backup._manifest = lambda *about: replace(real(*about), format=99)
        kept.main(%r)
    """
        % ["backup", "write", str(lived.content), "--shares", str(lived.shares)]
    )
    ran = lived.back_on(machine("empty"))
    assert (ran.returncode, "aus einer neueren Fassung" in ran.stderr) == (2, True)


def test_after_a_restore_that_the_database_refused_the_old_house_opens(lived):
    """The backup opens, but the dump in it is cut: PostgreSQL puts its tables back."""
    lived.house.python("kept.one_more()")
    lived.house.python(
        """
        from rueckhalt.config.keeping import backup
        from rueckhalt.config.keeping.databases import database
        class Cut:
            def dump(self):
                whole = b"".join(database().dump())
                yield whole[: len(whole) // 2]
        backup.database = Cut
        kept.main(%r)
    """
        % ["backup", "write", str(lived.content), "--shares", str(lived.shares)]
    )
    ran = lived.house.run("restore", str(lived.content), "--replace", typed=lived.paper)
    assert (ran.returncode, "Geändert ist nichts" in ran.stderr) == (2, True)
    assert lived.house.opened(lived.rows) == [list(lived.rows), 4]
    assert "ganz" in lived.house.rueckhalt("audit", "verify")


def test_a_restore_from_which_the_database_went_away_keeps_the_house_shut_until_it_is_repeated(
    lived,
):
    house, command = lived.house, ["restore", str(lived.content), "--replace"]
    house.python("kept.one_more()")
    failed = house.tried(f"{typing(lived)}\nkept.restore_without_database({command})")
    assert failed.returncode == 2
    assert failed.stderr.endswith("Die Datenbank antwortet nicht.\n")
    for other in (["work", "--once"], ["backup", "key"], ["prepare"]):
        ran = house.run(*other)
        assert (ran.returncode, "nicht fertig zurückgeholt" in ran.stderr) == (2, True)
    again = house.run(*command[:-1], typed=lived.paper)
    assert again.returncode == 0, again.stderr
    assert house.opened(lived.rows) == [list(lived.rows), 3]


def test_shares_of_which_only_some_came_back_are_not_taken_for_all(lived):
    house, command = lived.house, ["restore", str(lived.content), "--replace"]
    shutil.rmtree(house.shares)
    of_shares = ["--shares", str(lived.shares)]
    killed = house.tried(f"{typing(lived)}\nkept.restore_killed('within the shares', {[*command, *of_shares]})")  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    ran = house.run(*command, typed=lived.paper)
    assert (ran.returncode, "mit denselben Angaben" in ran.stderr) == (2, True)
    again = house.run(*command, *of_shares, typed=lived.paper)
    assert again.returncode == 0, again.stderr
    assert house.opened(lived.rows) == [list(lived.rows), 3]


@pytest.mark.parametrize("moment", _DEATHS)
def test_a_restore_that_was_killed_leaves_the_old_house_or_a_second_call_makes_the_new_one(
    lived, moment
):
    house = lived.house
    house.python("kept.one_more()")
    command = ["restore", str(lived.content), "--shares", str(lived.shares), "--replace"]
    shutil.rmtree(house.shares)  # as after a lost disk: shares come back as well
    killed = house.tried(f"{typing(lived)}\nkept.restore_killed({moment!r}, {command})")
    assert killed.returncode == -signal.SIGKILL, killed.stderr

    if (house.data / "restoring.mark").exists():
        for other in (["work", "--once"], ["backup", "key"], ["prepare"]):
            ran = house.run(*other)
            assert (ran.returncode, "nicht fertig zurückgeholt" in ran.stderr) == (2, True)
    else:
        assert house.python("print(kept.Record.objects.count())") == "4\n"
        assert len(files_in(house.data / "files/kept")) == 3

    again = house.run(*command[:-1], *([] if (house.data / "restoring.mark").exists() else ["--replace"]), typed=lived.paper)  # fmt: skip
    assert again.returncode == 0, again.stderr
    assert house.opened(lived.rows) == [list(lived.rows), 3]
    assert "ganz" in house.rueckhalt("audit", "verify")
    left = [one.name for one in (*house.data.iterdir(), *house.shares.iterdir())]
    assert not [name for name in left if name.endswith((".part", ".before", ".mark"))]


SLOW = """
import django, sys, time
django.setup()
from datetime import UTC, datetime
from pathlib import Path
from rueckhalt.config.keeping import backup
real = backup._content

def slow():
    for number, part in enumerate(real()):
        if number == 1:
            print("half", flush=True)
            time.sleep(60)
        yield part

backup._content = slow
backup.write(Path({content!r}), Path({shares!r}), now=datetime(2031, 1, 1, tzinfo=UTC))
"""
