"""Peers of the estimation engine, each in a process of its own and only where installed.

R survey: Debian's r-base-core and r-cran-survey. svy: the Python that SURVEY_ESTIMATION_SVY names,
an environment outside the repository with `pip install svy==0.35.0 polars`.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.figures import Figure

HERE = Path(__file__).parent
RUNS = 3


@dataclass(frozen=True)
class Task:
    """Means of items in the groups of each breakdown, from the columns in a folder."""

    folder: Path
    items: Sequence[str]
    by: Sequence[str]
    stratum: str
    weight: str
    psu: str | None = None
    population: str | None = None

    def arguments(self) -> list[str]:
        """What the scripts of the peers take."""
        design = [self.stratum, self.weight, self.psu or "-", self.population or "-"]
        return [str(self.folder), str(RUNS), ",".join(self.items), ",".join(self.by), *design]


@dataclass(frozen=True)
class Peer:
    """What a peer needed: its name with version, and milliseconds of each run, none if absent."""

    name: str
    times: Sequence[float]

    def against(self, what: str, ours: Sequence[float], at_least: float | None = None) -> Figure:
        """How many times as long as we the peer takes, over all pairs of runs."""
        if not self.times:
            return Figure(f"{what} against {self.name} (not installed)", "×", ())
        factors = [theirs / mine for theirs in self.times for mine in ours]
        return Figure(f"{what} against {self.name}", "×", factors, at_least=at_least)


@contextmanager
def written(columns: Mapping[str, np.ndarray]) -> Iterator[Path]:
    """A folder with the sample as the peers read it: Parquet, and plain numbers for R."""
    import polars

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        polars.DataFrame(dict(columns)).write_parquet(folder / "sample.parquet")
        for kind in ("integer", "double"):
            (folder / kind).mkdir()
        for title, column in columns.items():
            kind, plain = ("double", "f8") if column.dtype.kind == "f" else ("integer", "i4")
            column.astype(plain).tofile(folder / kind / title)
        yield folder


def r_survey(task: Task) -> Peer:
    """Runs R survey; it leaves standard errors in the folder."""
    program = shutil.which("Rscript")
    found = program and told([program, "-e", "cat(requireNamespace('survey', quietly = TRUE))"])
    if program is None or found != "TRUE":
        return Peer("R survey", ())
    return run(task, [program, str(HERE / "estimation_peer.R")])


def r_errors(task: Task) -> np.ndarray:
    """Standard errors of the last breakdown that R found, [groups, items]."""
    return np.loadtxt(task.folder / "errors.txt")


def svy(task: Task) -> Peer:
    """Runs svy in its best way, one batch of items for each group."""
    program = os.environ.get("SURVEY_ESTIMATION_SVY")
    if not program:
        return Peer("svy", ())
    return run(task, [program, str(HERE / "estimation_peer_svy.py")])


def run(task: Task, command: list[str]) -> Peer:
    answer = json.loads(told([*command, *task.arguments()]).splitlines()[-1])
    return Peer(answer["tool"], [1000 * seconds for seconds in answer["times"]])


def told(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
