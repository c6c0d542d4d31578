"""Files are sealed while they arrive. Numbers: docs/entscheidungen/0009."""

import os
import tempfile
import uuid
from datetime import UTC, datetime, timedelta
from functools import partial
from inspect import unwrap
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.middleware.csrf import CSRF_SESSION_KEY, CsrfViewMiddleware, get_token
from django.test import RequestFactory

from rueckhalt.foundation.vault.actions.records import erase_record
from rueckhalt.foundation.vault.actions.sweeping import sweep
from rueckhalt.foundation.vault.adapters.shares import MARK, shares
from rueckhalt.foundation.vault.adapters.uploads import (
    SealingUploadHandler,
    arrived_files,
    incoming,
    sealing_uploads,
    take_uploads,
    uploads_by,
)
from rueckhalt.foundation.vault.adapters.values import drop_file, keep_file, read_file
from rueckhalt.foundation.vault.models import Record
from rueckhalt.foundation.vault.queries.opening import opened_record
from rueckhalt.foundation.vault.queries.state import half_erased
from rueckhalt.foundation.vault.rules.sealed import Place
from tests.domains.foundation.vault.holders import CANARY, NOW, bytes_on_disk

CONTENT = CANARY.encode() * 20_000
SEEN: list[str] = []


@sealing_uploads
def takes_files(request):
    """A view as a domain writes it: says how many files it got."""
    SEEN[:] = [str(path) for path in everything_below(Path(tempfile.gettempdir()))]
    request.arrived = arrived_files(request, "file")
    return HttpResponse(f"{len(request.arrived)} {request.POST['note']}")


def everything_below(folder):
    return [path for path in folder.glob("*.upload*") if path.is_file()]


def posted(content=CONTENT, name="brief.txt", **more):
    """A request with a file, as a browser sends it with a token in its body."""
    form = RequestFactory().get("/")
    data = {"note": "Notiz", "file": SimpleUploadedFile(name, content), **more}
    data.setdefault("csrfmiddlewaretoken", get_token(form))
    request = RequestFactory().post("/", data)
    request.session = {CSRF_SESSION_KEY: form.META["CSRF_COOKIE"]}
    return request


def answered(request, view=takes_files):
    """What the house answers: the guard against foreign forms stands before the view, as always."""
    guard = CsrfViewMiddleware(view)
    guard.process_request(request)
    return guard.process_view(request, view, (), {}) or view(request)


def test_27_no_byte_of_a_file_reaches_the_disk_in_the_clear():
    request = posted()
    answer = answered(request)
    assert (answer.status_code, answer.content) == (200, b"1 Notiz")
    (arrived,) = request.arrived
    assert (arrived.name, arrived.size) == ("brief.txt", len(CONTENT))
    assert SEEN == []
    lying = (incoming() / arrived.id.hex).read_bytes()
    assert CANARY.encode() not in lying
    assert b"brief" not in lying
    assert (incoming() / arrived.id.hex).stat().st_mode & 0o777 == 0o600


def test_27_a_view_without_the_guard_gets_no_file_at_all(settings):
    settings.FILE_UPLOAD_HANDLERS = []
    request = posted()
    assert not request.FILES
    assert CANARY.encode() not in bytes_in(Path(settings.FILES_DIR))


def bytes_in(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_28_a_form_of_a_foreign_page_is_refused():
    answer = answered(posted(csrfmiddlewaretoken="x" * 32))
    assert answer.status_code == 403


def test_what_is_too_large_leaves_nothing_and_costs_no_other_field():
    takes_small = uploads_by(partial(SealingUploadHandler, largest=1000))(unwrap(takes_files))
    request = posted()
    assert answered(request, takes_small).content == b"1 Notiz"
    (arrived,) = request.arrived
    assert arrived.is_too_large
    assert list(incoming().iterdir()) == []


@pytest.mark.parametrize("is_welcome", [True, False])
def test_a_page_without_a_session_takes_files_only_of_whom_it_knows(is_welcome):
    request = RequestFactory().post(
        "/", {"note": "Notiz", "file": SimpleUploadedFile("brief.txt", CONTENT)}
    )
    take_uploads(request, is_welcome=is_welcome)
    (arrived,) = arrived_files(request, "file")

    assert request.POST["note"] == "Notiz"
    assert arrived.is_too_large is not is_welcome
    assert [path.name for path in incoming().iterdir()] == [arrived.id.hex] * is_welcome
    assert CANARY.encode() not in bytes_in(incoming())


def test_what_breaks_off_leaves_nothing():
    handler = SealingUploadHandler(RequestFactory().post("/"))
    handler.new_file("file", "brief.txt", "text/plain", None)
    handler.receive_data_chunk(CONTENT, 0)
    assert len(list(incoming().iterdir())) == 1
    handler.upload_interrupted()
    assert list(incoming().iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("content", [CONTENT, b"", b"x", b"y" * 262_144, b"z" * 262_145])
def test_a_file_of_a_record_is_read_by_who_holds_it(house, content):
    record, new = house.record()
    request = posted(content)
    answered(request)
    (arrived,) = request.arrived
    place = Place("cases.File", "1", "content")
    key = keep_file(new.key, place, arrived)

    opened = opened_record(house.lars, record)
    assert b"".join(read_file(opened, place, key, arrived.id)) == content
    assert CANARY.encode() not in bytes_on_disk()
    drop_file(arrived.id)
    with pytest.raises(FileNotFoundError):
        list(read_file(opened, place, key, arrived.id))


@pytest.mark.django_db
def test_34_what_a_broken_off_act_left_is_swept_after_a_day_and_nothing_else(house):
    record, _ = house.record()
    shares().keep(uuid.uuid4(), b"s" * 32)
    answered(posted())
    tomorrow = datetime.now(UTC) + timedelta(days=1, minutes=1)
    assert sweep(now=datetime.now(UTC)) == 0
    assert sweep(now=tomorrow) == 2
    assert shares().records() == [record]
    assert list(incoming().iterdir()) == []


@pytest.mark.django_db
def test_34_a_record_whose_transaction_failed_has_a_share_that_is_swept(house):
    with transaction.atomic():
        house.record()
        transaction.set_rollback(True)
    assert not Record.objects.exists()
    assert len(shares().records()) == 1
    assert sweep(now=datetime.now(UTC) + timedelta(days=2)) == 1
    assert shares().records() == []


@pytest.mark.django_db
def test_a_swept_share_counts_as_erased_only_if_its_record_was_erased(house):
    (erased, _), no_record = house.record(), uuid.uuid4()
    erase_record(record=erased, now=NOW)
    (shares()._path(erased).with_suffix(MARK)).unlink()  # as in an older store that came back
    for record in (erased, no_record):
        shares().keep(record, b"s" * 32)
    assert sweep(now=datetime.now(UTC) + timedelta(days=2)) == 2
    assert shares().records() == []
    assert shares().destroyed() == {erased}


@pytest.mark.django_db
def test_a_record_that_comes_back_after_its_share_was_swept_is_not_erased(house):
    """Back to older content, and later to the newer one: what was swept meanwhile is closed, not gone."""
    with transaction.atomic():
        record, _ = house.record()
        transaction.set_rollback(True)
    sweep(now=datetime.now(UTC) + timedelta(days=2))
    Record.objects.create(id=record, public=b"p" * 32, made_at=NOW)
    assert half_erased() == []


def test_a_share_is_kept_once_and_destroyed_for_good(tmp_path, settings):
    record = uuid.uuid4()
    shares().keep(record, b"s" * 32)
    with pytest.raises(FileExistsError):
        shares().keep(record, b"t" * 32)
    assert shares().share(record) == b"s" * 32
    assert [path.name for path in Path(settings.SHARES_DIR).iterdir()] == [record.hex]

    handle = os.open(Path(settings.SHARES_DIR) / record.hex, os.O_RDONLY)
    shares().destroy(record)
    shares().destroy(record)
    assert os.pread(handle, 32, 0) != b"s" * 32  # written over before it was removed
    os.close(handle)
    assert shares().share(record) is None
