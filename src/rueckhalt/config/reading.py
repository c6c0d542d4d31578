"""Reads a file that an operator names; whatever is no ordinary file of bearable size is refused."""

import errno
import os
import stat

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

_NO_FILE = gettext_noop("Das ist keine Datei, sondern ein Ordner oder ein Gerät.")
_REASONS = {
    errno.ENOENT: gettext_noop("Die Datei gibt es nicht."),
    errno.EISDIR: _NO_FILE,
    errno.EACCES: gettext_noop("Die Datei darf dieses Benutzerkonto nicht lesen."),
    errno.ELOOP: gettext_noop("Der Name führt im Kreis (symbolische Verweise), nicht zu einer Datei."),
}  # fmt: skip
_UNREADABLE = gettext_noop("Die Datei lässt sich nicht lesen.")
_TOO_LARGE = gettext_noop("Die Datei ist größer als %(most)s MB. So groß darf sie nicht sein.")


def read_file(path: str, *, most: int) -> bytes:
    """Returns the bytes of a file of at most `most` bytes; a larger one is refused before it is read."""
    try:
        # NONBLOCK: opening a pipe would else wait for somebody who writes.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise Refused("file-kind", _NO_FILE)
            # One byte more than allowed: the file may grow while it is read.
            raw = file.read(most + 1) if about.st_size <= most else None
    except OSError as error:
        raise Refused("file-unreadable", _REASONS.get(error.errno or 0, _UNREADABLE)) from error
    if raw is None or len(raw) > most:
        raise Refused("file-size", _TOO_LARGE, most=most // 1_000_000)
    return raw
