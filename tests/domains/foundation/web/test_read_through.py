"""A request is read to its end, so that no answer is cut off; but not for ever."""

import io

import pytest
from django.http import HttpResponse

from rueckhalt.foundation.web.middleware import CHUNK, MOST_UNREAD, ReadThrough


class Counting(io.BytesIO):
    """A stream that remembers how much was read of it."""

    taken = 0

    def read(self, size=-1):
        part = super().read(size)
        self.taken += len(part)
        return part


def taken_of(rf, size: int, view) -> int:
    stream = Counting(b"x" * size)
    more = {"wsgi.input": stream, "CONTENT_LENGTH": str(size)}
    ReadThrough(view)(rf.generic("GET", "/", **more))
    return stream.taken


def ignores(request):
    return HttpResponse()


def reads(request):
    return HttpResponse(str(len(request.body)))


@pytest.mark.parametrize("view", [ignores, reads])
@pytest.mark.parametrize("size", [0, 1, CHUNK, 200_000])
def test_what_nobody_read_is_read(rf, view, size):
    assert taken_of(rf, size, view) == size


def test_what_never_ends_is_left(rf):
    assert taken_of(rf, MOST_UNREAD + 10 * CHUNK, ignores) <= MOST_UNREAD + CHUNK


@pytest.mark.django_db
def test_the_house_does_it_for_every_page(settings):
    assert settings.MIDDLEWARE[0].endswith("ReadThrough")
