"""A measured figure with its spread, and the table they are written to."""

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = "| what | median | lowest – highest | aim | holds |\n| --- | --- | --- | --- | --- |"


@dataclass(frozen=True)
class Figure:
    """One figure over several runs.

    `values` are the figures of the runs in `unit`; the median of them is held against
    `at_most` or `at_least`, where there is an aim. Without values the figure could not be
    measured here; then it has no aim, and `what` says why.
    """

    what: str
    unit: str
    values: Sequence[float]
    at_most: float | None = None
    at_least: float | None = None

    @property
    def holds(self) -> bool:
        """Says whether the median keeps the aim."""
        if not self.values:
            return True
        middle = median(self.values)
        return (self.at_most is None or middle <= self.at_most) and (
            self.at_least is None or middle >= self.at_least
        )

    def row(self) -> str:
        """The figure as a line of a table."""
        if not self.values:
            return f"| {self.what} | – | not measured | | |"
        low, high = min(self.values), max(self.values)
        spread = f"{_number(low)} – {_number(high)}" if len(self.values) > 1 else "one run"
        aims = [("≤", self.at_most), ("≥", self.at_least)]
        aim = " ".join(
            f"{sign} {_number(bound)} {self.unit}" for sign, bound in aims if bound is not None
        )
        held = "" if not aim else "yes" if self.holds else "NO"
        return f"| {self.what} | {_number(median(self.values))} {self.unit} | {spread} | {aim} | {held} |"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 do not exceed."""
    return quantiles(times, n=20)[-1]


def milliseconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    begun = perf_counter()
    action()
    return 1000 * (perf_counter() - begun)


def machine() -> str:
    """Processor, cores and Python of this machine, as a reader needs them to judge a figure."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    cores = f"{len(models)} cores" if models else platform.machine()
    return f"{models[0] if models else 'processor unknown'}, {cores}, Python {platform.python_version()}"


def write_part(part: str, title: str, rows: Sequence[str], on: str) -> None:
    """Puts the rows of a part into RESULTS.md in place of its older ones."""
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else "# Measured figures\n"
    begin, end = f"<!-- {part} -->", f"<!-- /{part} -->"
    block = f"{begin}\n## {title}\n{on}, {machine()}\n\n{HEAD}\n" + "\n".join(rows) + f"\n{end}"
    before, found, rest = text.partition(begin)
    after = rest.partition(end)[2] if found else "\n"
    before = before if found else before.rstrip() + "\n\n"
    RESULTS.write_text(before + block + after, "utf-8")
