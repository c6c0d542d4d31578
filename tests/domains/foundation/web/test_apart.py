import os
import sys
import zlib
from subprocess import CalledProcessError

import pytest

from rueckhalt.foundation.web.apart import apart

TEXT = "Zeile für Zeile\n".encode() * 100_000


def which_process(told: str) -> bytes:
    return f"{told} {os.getpid()}".encode()


def test_it_gives_what_the_function_gives():
    assert apart(zlib.compress, TEXT) == zlib.compress(TEXT)


def test_it_runs_in_another_process(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    told = apart(which_process, "wer").decode().split()
    assert told[0] == "wer"
    assert int(told[1]) != os.getpid()


def test_a_function_that_fails_is_no_result():
    with pytest.raises(CalledProcessError):
        apart(zlib.decompress, b"no zlib")
