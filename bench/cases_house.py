"""What the measurements of cases share: a served house with guides on duty, and a person who sends."""

import html
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.visit import PRODUCTION
from tests.served import served_process
from tests.visits import Answer, Visit
from tools.run_tests import postgresql, postgresql_binaries

NEW, DOOR, OWN = "/fall/neu/", "/fall/", "/fall/mein/mehr/"
SETTINGS = {
    **PRODUCTION,
    "RUECKHALT_OPERATOR_NAME": "Messung",
    "RUECKHALT_READING_HOURS": "MO,TU,WE,TH,FR 09:00-16:00",
    "RUECKHALT_READING_LAND": "NW",
}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')
WORDS = re.compile(r'<span class="app-words__one[^"]*">([^<]+)</span>')
WAIT, BREATH, YOUNGEST = 503, 2.0, 3.5  # a status, and seconds; the waiting page asks for ten
MOST_TRIES = 60
SIGNS = 960  # of a field


@dataclass(frozen=True)
class House:
    """A served house: its address, its first process, and a function that fills it."""

    url: str
    server: int
    fill: Callable[[int], dict[str, list[str]]]


@contextmanager
def house_on(engine: str) -> Iterator[House]:
    """Serves a house with the shipped processes and threads, and two guides on duty."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = dict(SETTINGS)
        if engine == "PostgreSQL":
            server = postgresql(needed(postgresql_binaries()), is_durable=True)
            settings["DATABASE_URL"] = stack.enter_context(server)
        environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            **settings,
            "RUECKHALT_DATA": str(folder / "data"),
        }
        (folder / "data").mkdir()

        def fill(cases: int) -> dict[str, list[str]]:
            command = [sys.executable, "-m", "bench.cases_task", str(cases)]
            ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
            made: dict[str, list[str]] = json.loads(ran.stdout)
            return made

        fill(0)
        url, process = stack.enter_context(served_process(folder, **settings))
        yield House(url, process.pid, fill)


def engines() -> list[str]:
    """The databases that this machine has."""
    return ["SQLite", "PostgreSQL"] if postgresql_binaries() else ["SQLite"]


def needed(binaries: Path | None) -> Path:
    """The programs of PostgreSQL's server. Raises where there are none."""
    if binaries is None:
        raise RuntimeError("PostgreSQL is not installed.")
    return binaries


def size(name: str, usual: int) -> int:
    """How much to measure: as usual, or as the environment says, to try a part in small."""
    return int(os.environ.get(name, usual))


def story(number: int) -> dict[str, str]:
    """Twelve fields with about 960 signs each, as somebody fills the form who has much to tell."""
    sentence = f"Erfundene Meldung {number}: Wieder lag ein Brief im Kasten, niemand sah, von wem. "
    long = (sentence * (SIGNS // len(sentence) + 1))[:SIGNS]
    # The line of the name is shorter than that; the first text has what it lacks.
    told = {f"c-what_{n}": long for n in range(1, 11)}
    return {
        "c-text": long + sentence * 8, "c-name": "Erfunden", "c-urgency": "2", "c-consent": "yes", **told
    }  # fmt: skip


def hidden_of(text: str) -> dict[str, str]:
    """What a form of a page carries unseen; its text comes along in this way while she waits."""
    return {html.unescape(name): html.unescape(value) for name, value in HIDDEN.findall(text)}


@dataclass
class Person:
    """Somebody's browser on the way from the form to her words. It keeps no cookie until she returns."""

    url: str
    number: int = 0
    visit: Visit = field(init=False)
    form: dict[str, str] = field(default_factory=dict)
    secret: str = ""
    tries: int = 0

    def __post_init__(self) -> None:
        self.visit = Visit(self.url)

    def opens(self) -> None:
        """Opens the form. Raises where there is none."""
        page = self.visit.get(NEW)
        self.form = hidden_of(page.text)
        if page.status != 200 or "form" not in self.form:
            raise RuntimeError((page.status, page.text[:200]))

    def sends(self, told: Mapping[str, str] | None = None, breath: float = BREATH) -> Answer:
        """Sends the form and follows the waiting page, which carries the text, until she has her words."""
        sent = {**self.form, **(story(self.number) if told is None else told), "do": "send"}
        answer = self._post(NEW, sent)
        while answer.status == WAIT and self.tries < MOST_TRIES:
            time.sleep(breath)
            answer = self._post(NEW, hidden_of(answer.text))
        self.secret = " ".join(WORDS.findall(answer.text))
        return answer

    def returns(self) -> Answer:
        """Comes back with her words. What the answer leads to is not asked for."""
        return self._post(DOOR, {"secret": self.secret})

    def reads(self) -> str:
        """All that her page shows."""
        answer = self.returns()
        while answer.status == WAIT:
            time.sleep(BREATH)
            answer = self.returns()
        return html.unescape(self.visit.get(OWN).text)

    def _post(self, path: str, values: Mapping[str, str]) -> Answer:
        self.tries += 1
        return self.visit.post(path, urllib.parse.urlencode(values).encode())


def has_all(shown: str, number: int) -> bool:
    """Whether a page shows each text of a story, whole."""
    flat = " ".join(re.sub(r"<[^>]+>", " ", shown).split())
    return all(
        " ".join(text.split()) in flat
        for name, text in story(number).items()
        if name.startswith(("c-text", "c-what"))
    )
