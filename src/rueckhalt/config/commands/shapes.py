"""What all commands are made of."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 -- argparse names no public type
else:
    Commands = argparse._SubParsersAction  # noqa: SLF001 -- as above

Command = Callable[[argparse.Namespace], int]
REFUSED = 2  # exit status: what came in was wrong
