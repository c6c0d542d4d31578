"""Files of the exchange: plain files under their digest, in a folder of their own, and not in the vault."""

import os
from collections.abc import Collection
from datetime import datetime
from hashlib import sha512
from pathlib import Path

from django.conf import settings
from django.db import transaction

from rueckhalt.dialogue.exchange.access import Seat
from rueckhalt.dialogue.exchange.actions.trail import check_changed, check_secretariat, note
from rueckhalt.dialogue.exchange.models import AgendaItem, Material, Meeting, Topic
from rueckhalt.dialogue.exchange.queries.materials import (
    item_visibility,
    meeting_visibility,
    place_of,
)
from rueckhalt.dialogue.exchange.rules.material import Reading, check_release, checked_file
from rueckhalt.dialogue.exchange.rules.topic import LONGEST_TITLE, check_length
from rueckhalt.dialogue.exchange.rules.visibility import has_raised
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

Home = Meeting | AgendaItem | Topic


def add_material(
    *, home: Home, title: str, name: str, content: bytes, reference: str, by: Seat, now: datetime
) -> Material:
    """Keeps a file for a meeting, an item or a topic; the file is on disk before its row.

    Refused: who neither runs the exchange nor raised the topic, no title, and what `checked_file`
    refuses.
    """
    if not (isinstance(home, Topic) and has_raised(home.raised_by_id, by.reader)):
        check_secretariat(is_secretariat=by.is_secretariat)
    label = " ".join(title.split())
    check_length("title", label, LONGEST_TITLE)
    facts = checked_file(name, content)
    _write_once(place_of(facts.digest), content)
    with transaction.atomic():
        row = Material.objects.create(
            reference=reference, title=label, name=facts.name, media_type=facts.media_type,
            size=facts.size, digest=facts.digest, sha512="", added_by=by.account, created_at=now,
            changed_at=now, **_key_of(home),
        )  # fmt: skip
        note(by.account, "material.add", "material", reference, now=now)
    return row


@transaction.atomic
def release_material(
    *, material: Material, read: Collection[Reading], by: Seat, now: datetime
) -> None:
    """Lets a file out: everybody can load it once its meeting or its item is public.

    `read` says where somebody looked for names. Refused: who does not run the exchange, what
    `check_release` refuses, a file whose content is lost, one that is out or gone.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    meeting, item = meeting_visibility(material), item_visibility(material)
    check_release(meeting=meeting, item=item, read=read)
    sums = sha512(_content(material)).hexdigest()
    rows = Material.objects.filter(
        pk=material.pk, released_at__isnull=True, withdrawn_at__isnull=True
    )
    check_changed(rows.update(released_at=now, changed_at=now, sha512=sums))
    note(by.account, "material.release", "material", material.reference, now=now)


@transaction.atomic
def withdraw_material(*, material: Material, by: Seat, now: datetime) -> None:
    """Takes a file back; its content goes from the disk unless another row still names it.

    Refused: who does not run the exchange, and one that is gone.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    rows = Material.objects.filter(pk=material.pk, withdrawn_at__isnull=True)
    check_changed(rows.update(withdrawn_at=now, changed_at=now))
    note(by.account, "material.withdraw", "material", material.reference, now=now)
    same = Material.objects.filter(digest=material.digest, withdrawn_at__isnull=True)
    if not same.exists():
        transaction.on_commit(lambda: place_of(material.digest).unlink(missing_ok=True))


def _content(material: Material) -> bytes:
    try:
        return place_of(material.digest).read_bytes()
    except FileNotFoundError:
        raise Refused("file-lost", gettext_noop("Der Inhalt dieser Datei fehlt.")) from None


def _key_of(home: Home) -> dict[str, Home]:
    if isinstance(home, Meeting):
        return {"meeting": home}
    return {"item": home} if isinstance(home, AgendaItem) else {"topic": home}


def _write_once(place: Path, content: bytes) -> None:
    """Writes a file whole or not at all, and survives a power cut."""
    if place.exists():
        return
    settings.EXCHANGE_DIR.mkdir(parents=True, exist_ok=True)
    half = place.with_suffix(f".{os.getpid()}.half")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(place)
    folder = os.open(settings.EXCHANGE_DIR, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
