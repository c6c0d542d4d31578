"""Takes files into memory, up to a size, on the pages that ask for some; everywhere else none arrives."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import cast

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse

from rueckhalt.foundation.vault.api import uploads_by

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A file as it arrived. One that is too large comes without its content."""

    name: str
    content: bytes
    is_too_large: bool

    def close(self) -> None:
        """Django closes what it was given; there is nothing open."""


class MemoryHandler(FileUploadHandler):
    """Keeps what arrives until all files of a request together are too large."""

    def __init__(self, request: HttpRequest, *, largest: int) -> None:
        super().__init__(request)
        self._left = largest
        self._parts: list[bytes] = []

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begins a file."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, unread
        self._parts = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keeps what arrived; returns nothing, so that no other handler sees it."""
        del start
        self._left -= len(raw_data)
        if self._left >= 0:
            self._parts.append(raw_data)
        else:
            self._parts = []

    def file_complete(self, file_size: int) -> PlainFile:  # type: ignore[override]  # Django asks only that it can be closed
        """Returns the file for `request.FILES`."""
        del file_size
        content, self._parts = b"".join(self._parts), []
        return PlainFile(self.file_name or "", content, is_too_large=self._left < 0)


def taking_files(largest: int) -> Callable[[View], View]:
    """Lets a view take files, all together not larger than so many bytes."""
    return uploads_by(partial(MemoryHandler, largest=largest))


def plain_file(request: HttpRequest, name: str) -> PlainFile | None:
    """Returns the file of a form field; none if there is none."""
    found = cast("object", request.FILES.get(name))
    return found if isinstance(found, PlainFile) else None
