"""How each clock counts, as dated text for lawyers: it makes the table of clocks in docs/fachlich."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict

from rueckhalt.support.guidance.rules.clocks import ClockState
from rueckhalt.support.guidance.rules.grounds import STRICT, Mark
from rueckhalt.support.guidance.rules.rulebook import Clock


@dataclass(frozen=True)
class ClockRule:
    """One clock in words.

    `begins` says what starts it, `shows` which day the plan names and why, `days` are the
    questions after a day that it reads, `values` its legal values, `states` where it can stand,
    `ask` what the law or our sources leave open.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: Clock
    title: str
    begins: str
    shows: str
    mark: Mark
    states: tuple[ClockState, ...]
    days: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    ask: str = ""
