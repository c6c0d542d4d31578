"""Attacks by who has the disk, the database or a backup. Numbers: docs/entscheidungen/0009."""

import uuid

import pytest

from rueckhalt.foundation.vault.actions.holders import (
    new_passphrase,
    session_digest,
    use_vault,
)
from rueckhalt.foundation.vault.actions.records import erase_record, take_over
from rueckhalt.foundation.vault.actions.recovery import recover_by_paper
from rueckhalt.foundation.vault.adapters.sealing import DoesNotOpenError
from rueckhalt.foundation.vault.adapters.streams import PIECE, SealingWriter, unsealed
from rueckhalt.foundation.vault.adapters.values import read, seal
from rueckhalt.foundation.vault.models import (
    HolderKey,
    OpenVault,
    Record,
    Wrap,
)
from rueckhalt.foundation.vault.queries.opening import (
    NotHeldError,
    TamperedError,
    opened_record,
)
from rueckhalt.foundation.vault.rules.keys import Unlocked, key_pair
from rueckhalt.foundation.vault.rules.sealed import Place
from tests.domains.foundation.vault.holders import (
    CANARY,
    LARS,
    NADJA,
    NOW,
    PLACE,
    against_nobody,
    bytes_on_disk,
    holder,
    make_holder_key,
    open_vault,
)

pytestmark = pytest.mark.django_db


def test_01_a_stolen_server_holds_no_text_and_no_private_key(house):
    record, sealed = house.told()
    opened = take_over(by=house.lars, record=record, stand_in=NADJA, now=NOW)

    stolen = bytes_on_disk() + sealed.data
    assert b"Kanarienvogel" not in stolen
    secrets = (opened.half, opened.keys.private, house.lars.private, house.paper.encode())
    assert [secret for secret in secrets if secret in stolen] == []
    assert opened.keys.public in stolen  # the search does find what lies in the clear


def test_02_with_the_key_of_one_guide_only_her_records_open(house):
    hers, mine = house.told()
    other, _ = house.told()
    opened = take_over(by=house.lars, record=hers, stand_in=NADJA, now=NOW)
    take_over(by=house.nadja, record=other, stand_in=house.tom.holder, now=NOW)

    assert read(opened_record(house.lars, hers), PLACE, mine) == read(opened, PLACE, mine) == CANARY
    with pytest.raises(NotHeldError):
        opened_record(house.lars, other)


@pytest.fixture
def opened_vault(db):
    """An open vault, and what its browser holds."""
    passphrase = new_passphrase()
    make_holder_key(holder=LARS, passphrase=passphrase, now=NOW)
    return open_vault(holder=LARS, passphrase=passphrase, session="sitzung", now=NOW)


def test_03_the_row_of_an_open_vault_needs_the_cookie(opened_vault):
    (row,) = OpenVault.objects.all()
    assert opened_vault not in bytes_on_disk()
    stranger = {"holder": LARS, "session": "sitzung", "now": NOW}
    assert use_vault(**stranger, cookie=bytes(32)) is None
    assert use_vault(**stranger, cookie=row.private.data[:32]) is None
    assert use_vault(**stranger, cookie=opened_vault) is not None


def test_04_a_cookie_opens_nothing_in_another_session_or_for_another_person(opened_vault):
    (row,) = OpenVault.objects.all()
    assert use_vault(holder=LARS, session="andere", cookie=opened_vault, now=NOW) is None
    OpenVault.objects.update(session=session_digest("andere"))
    assert use_vault(holder=LARS, session="andere", cookie=opened_vault, now=NOW) is None
    OpenVault.objects.update(session=row.session, holder=NADJA)
    assert use_vault(holder=NADJA, session="sitzung", cookie=opened_vault, now=NOW) is None


def test_09_an_old_backup_beside_the_shares_of_today_opens_no_erased_record(house):
    erased, _ = house.told()
    living, other = house.told()
    for record in (erased, living):
        take_over(by=house.lars, record=record, stand_in=NADJA, now=NOW)
    backup = [list(model.objects.values()) for model in (Record, Wrap)]

    erase_record(record=erased, now=NOW)
    assert not Wrap.objects.filter(record=erased).exists()
    restore(backup)

    assert read(opened_record(house.lars, living), PLACE, other) == CANARY
    for reader in (house.lars, house.nadja):
        with pytest.raises(NotHeldError):
            opened_record(reader, erased)


def restore(backup):
    Wrap.objects.all().delete()
    Record.objects.all().delete()
    for model, rows in zip((Record, Wrap), backup, strict=True):
        model.objects.bulk_create(model(**row) for row in rows)


def test_10_not_even_recovery_opens_an_erased_record(house):
    record, _ = house.told()
    wraps = list(Wrap.objects.filter(record=record))
    erase_record(record=record, now=NOW)
    Wrap.objects.bulk_create(wraps)

    with pytest.raises(NotHeldError):
        recover_by_paper(
            offline=house.paper, record=record, receiver=LARS, now=NOW, check=against_nobody
        )


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("cases.Note", "1", "text"),
        Place("cases.Message", "2", "text"),
        Place("cases.Message", "1", "reply"),
    ],
)
def test_11_a_text_that_was_moved_does_not_open(house, elsewhere):
    record, sealed = house.told()
    opened = opened_record(house.lars, record)
    assert read(opened, PLACE, sealed) == CANARY
    with pytest.raises(DoesNotOpenError):
        read(opened, elsewhere, sealed)


def test_12_a_text_does_not_open_in_another_record(house):
    record, sealed = house.told()
    opened = opened_record(house.lars, record)
    pretending = type(opened)(str(uuid.uuid4()), opened.half, opened.keys)
    with pytest.raises(DoesNotOpenError):
        read(pretending, PLACE, sealed)


def test_13_a_wrap_opens_nothing_for_another_person_or_record(house):
    hers, _ = house.told()
    other, _ = house.told()
    take_over(by=house.lars, record=hers, stand_in=NADJA, now=NOW)
    wrap = Wrap.objects.get(record=hers, holder=LARS)

    Wrap.objects.filter(pk=wrap.pk).update(record=other)
    Wrap.objects.filter(record=other, inbox_key__isnull=False).delete()
    with pytest.raises(NotHeldError):
        opened_record(house.lars, other)
    Wrap.objects.filter(pk=wrap.pk).update(record=hers, holder=house.tom.holder)
    with pytest.raises(NotHeldError):
        opened_record(Unlocked(house.tom.holder, house.lars.private), hers)


@pytest.fixture
def long_file(tmp_path):
    """A sealed file of three pieces, its key, and its content."""
    content = bytes(range(256)) * (PIECE // 256) * 2 + b"Ende"
    with SealingWriter(tmp_path / "file", b"k" * 32) as writer:
        for start in range(0, len(content), 100_003):
            writer.write(content[start : start + 100_003])
    return tmp_path / "file", content


def test_a_file_comes_back_as_it_was(long_file):
    path, content = long_file
    assert b"".join(unsealed(path, b"k" * 32)) == content
    assert content[:64] not in path.read_bytes()


STEP = PIECE + 17  # a sealed piece of secretstream; the header is 25 bytes with our version


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-1],
        lambda data: data[: 25 + STEP],  # the end cut off at a piece
        lambda data: data[:25],
        lambda data: data[:10],
        lambda data: data[:0],
        lambda data: (
            data[:25]
            + data[25 + STEP : 25 + 2 * STEP]
            + data[25 : 25 + STEP]
            + data[25 + 2 * STEP :]
        ),
        lambda data: data[:1000] + bytes([data[1000] ^ 1]) + data[1001:],
        lambda data: data + b"x",
        lambda data: b"\x02" + data[1:],
    ],
)
def test_14_a_file_that_was_cut_swapped_or_changed_does_not_open(long_file, change):
    path, _ = long_file
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(DoesNotOpenError):
        list(unsealed(path, b"k" * 32))


def test_15_a_foreign_public_half_in_the_row_of_a_holder_is_seen_when_she_opens(db):
    passphrase = new_passphrase()
    make_holder_key(holder=LARS, passphrase=passphrase, now=NOW)
    HolderKey.objects.update(public=key_pair(b"x" * 32).public)
    with pytest.raises(TamperedError):
        open_vault(holder=LARS, passphrase=passphrase, session="sitzung", now=NOW)


def test_16_a_foreign_public_half_of_a_record_is_seen_when_somebody_opens_it(house):
    record, _ = house.told()
    Record.objects.filter(id=record).update(public=key_pair(b"x" * 32).public)
    with pytest.raises(TamperedError):
        opened_record(house.lars, record)


def test_17_who_holds_nothing_gets_the_same_no_as_for_a_record_that_does_not_exist(house):
    record, _ = house.told()
    stranger = holder(99)
    for number in (record, uuid.uuid4()):
        with pytest.raises(NotHeldError) as refusal:
            opened_record(stranger, number)
        assert str(refusal.value) == ""


def test_33_the_length_of_a_sealed_text_shows_steps_of_256_bytes_only(house):
    _, new = house.record()
    sizes = {len(seal(new.key, PLACE, "x" * count).data) for count in range(256)}
    assert len(sizes) == 1
    assert len(seal(new.key, PLACE, "x" * 256).data) == sizes.pop() + 256
