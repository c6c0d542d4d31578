"""Runs one of our functions in a process that ends with it: its memory goes back to the machine.

`python -m rueckhalt.foundation.web.apart` reads a function and its argument (pickle) and writes bytes.
"""

import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

NAME = "rueckhalt.foundation.web.apart"
Argument = TypeVar("Argument")
# One at a time in each process of the server: some of them take a gigabyte.
_one = threading.Lock()


def apart(make: Callable[[Argument], bytes], argument: Argument) -> bytes:
    """Returns what a function of a module makes of an argument, made in a process of its own.

    For what takes much memory, and for what must not outlive its answer in memory. The module
    should load little: it is loaded anew each time, without settings.

    Raises:
        subprocess.CalledProcessError: the function failed; the reason is in the log of the house.
    """
    command, told = [sys.executable, "-m", NAME], pickle.dumps((make, argument))
    with _one:
        return subprocess.run(command, input=told, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603 -- our own command


if __name__ == "__main__":
    function, given = pickle.load(sys.stdin.buffer)  # noqa: S301 -- from `apart`, by a pipe of our own
    sys.stdout.buffer.write(function(given))
