"""Takes in an uploaded file and seals it while it arrives, before anything else reads the body."""

import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Final, cast

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from rueckhalt.foundation.vault.adapters.disk import make_folder
from rueckhalt.foundation.vault.adapters.streams import SealingWriter
from rueckhalt.foundation.vault.rules.keys import SIZE

LARGEST: Final = 50 * 1024 * 1024  # bytes of a file


@dataclass(frozen=True)
class ArrivedFile:
    """A file that lies sealed on the disk; its key is only here until it is sealed to a record.

    Args:
        name: what the sender called it; goes into a sealed field, never onto the disk.
        size: bytes in the clear.
        is_too_large: nothing of it was kept.
    """

    id: uuid.UUID
    name: str
    content_type: str
    size: int
    key: bytes = field(repr=False)
    is_too_large: bool = False

    def close(self) -> None:
        """Django closes what it was given; there is nothing open."""


class SealingUploadHandler(FileUploadHandler):
    """Django's handler that writes sealed files only; what is too large or breaks off is removed."""

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest, *, largest: int = LARGEST) -> None:
        super().__init__(request)
        self._largest = largest
        self._writer: SealingWriter | None = None

    def new_file(
        self,
        field_name: str,
        file_name: str,
        content_type: str,
        content_length: int | None,
        charset: str | None = None,
        content_type_extra: dict[str, bytes] | None = None,
    ) -> None:
        """Opens a sealed file under a random name."""
        super().new_file(
            field_name, file_name, content_type, content_length, charset, content_type_extra
        )
        self._key, self._id = os.urandom(SIZE), uuid.uuid4()
        make_folder(incoming())
        self._writer = SealingWriter(incoming() / self._id.hex, self._key)
        self._is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seals what arrived; returns nothing, so that no other handler sees it."""
        if self._is_too_large or self._writer is None:
            return
        if start + len(raw_data) > self._largest:
            self._discard()
            self._is_too_large = True
            return
        self._writer.write(raw_data)

    def file_complete(self, file_size: int) -> ArrivedFile:  # type: ignore[override]  # Django asks only that it can be closed
        """Returns the file for `request.FILES`."""
        if self._writer is not None:
            self._writer.finish()
            self._writer = None
        name, kind = self.file_name or "", self.content_type or ""
        return ArrivedFile(self._id, name, kind, file_size, self._key, self._is_too_large)

    def upload_interrupted(self) -> None:
        """Removes what arrived of a file that broke off."""
        self._discard()

    def _discard(self) -> None:
        if self._writer is not None:
            self._writer.discard()
            self._writer = None


def arrived_files(request: HttpRequest, name: str) -> list[ArrivedFile]:
    """Returns the files of a form field that were sealed while they arrived."""
    found = cast("list[object]", request.FILES.getlist(name))
    return [file for file in found if isinstance(file, ArrivedFile)]


View = Callable[..., HttpResponse]


def uploads_by(handler: Callable[[HttpRequest], FileUploadHandler]) -> Callable[[View], View]:
    """Lets a view take files by a handler. It is set first: checking for CSRF reads the body.

    The guard of the page stands outside, so that nothing of a stranger's file is read.
    """

    def with_files(view: View) -> View:
        checked = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def taking(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            request.upload_handlers = [handler(request)]
            return checked(request, *args, **kwargs)

        return taking

    return with_files


def sealing_uploads(view: View) -> View:
    """Lets a view take files that are sealed while they arrive."""
    return uploads_by(SealingUploadHandler)(view)


def take_uploads(request: HttpRequest, *, is_welcome: bool) -> None:
    """Lets a request bring files, on a page that has no session and no CSRF token.

    Such a page checks by itself who asks. Of somebody who may not bring any, no file is kept, but
    the other fields of the form are read. Call it before anything reads the body.
    """
    largest = LARGEST if is_welcome else 0
    request.upload_handlers = [SealingUploadHandler(request, largest=largest)]


def incoming() -> Path:
    """Where files lie that no record has taken in yet."""
    return Path(settings.FILES_DIR) / "incoming"


def kept() -> Path:
    """Where files of records lie."""
    return Path(settings.FILES_DIR) / "kept"
