"""A file of 50 MB that is sealed while it arrives, beside Django's own way."""

import http.client
import re
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, sleep

from bench.figures import Figure
from bench.logins import peak, resident, workers_of
from bench.visit import PRODUCTION
from tests.served import served_process
from tests.visits import Answer, Visit

RUNS = 7
SIZE = 50 * 1024 * 1024
CANARY = b"Kanarienvogel-7391-Rathaus\n"
SEALED, DJANGO = "/konto/messung/versiegelt/", "/konto/messung/django/"
SETTINGS = {**PRODUCTION, "DJANGO_SETTINGS_MODULE": "bench.upload_settings"}
LINE = "messung"  # what separates the parts of the form


def measure() -> Iterator[Figure]:
    """Over loopback, with production settings and the shipped processes and threads."""
    with (
        tempfile.TemporaryDirectory() as name,
        served_process(Path(name), **SETTINGS) as (url, server),
    ):
        folder, workers = Path(name), workers_of(server.pid)
        for path, title in ((SEALED, "sealed while it arrives"), (DJANGO, "Django's own way")):
            is_ours = path == SEALED
            sends(url, path)
            rest = warm(workers)
            speeds = [sends(url, path) for _ in range(RUNS)]
            most = max(peak(pid) - before for pid, before in zip(workers, rest, strict=True))
            seen = seen_halfway(url, path, folder, workers)
            left = places_with_canary(folder, workers)
            yield Figure(f"50 MB, {title}", "MB/s", speeds, at_least=40 if is_ours else None)
            yield Figure("memory above rest", "MB", [most], at_most=30 if is_ours else None)
            yield Figure(
                "places in the clear while it arrives", "", [len(seen)],
                at_most=0 if is_ours else None,
            )  # fmt: skip
            yield Figure(
                "places in the clear afterwards", "", [len(left)], at_most=0 if is_ours else None
            )


def warm(workers: list[int]) -> list[float]:
    """Megabytes that each worker holds at rest; its peak begins anew."""
    sleep(0.5)
    for pid in workers:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    return [resident(pid) for pid in workers]


def body_for(form: Answer) -> bytes:
    """A form with its token and the file, as a browser sends it."""
    head = (
        f'--{LINE}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
        f'{form.token}\r\n--{LINE}\r\nContent-Disposition: form-data; name="file"; '
        'filename="brief.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
    )
    content = (CANARY * (SIZE // len(CANARY) + 1))[:SIZE]
    return head.encode() + content + f"\r\n--{LINE}--\r\n".encode()


def sends(url: str, path: str) -> float:
    """Sends the file and returns megabytes a second, until the answer is there."""
    visit = Visit(url)
    body = body_for(visit.get(path))
    begun = perf_counter()
    answer = visit.post(path, body, f"multipart/form-data; boundary={LINE}")
    took = perf_counter() - begun
    check(answer.status, answer.text)
    return SIZE / 1e6 / took


def seen_halfway(url: str, path: str, folder: Path, workers: list[int]) -> list[str]:
    """Sends half of the file, looks where it lies, and sends the rest."""
    visit = Visit(url)
    body = body_for(visit.get(path))
    host = url.partition("://")[2]
    connection = http.client.HTTPConnection(host, timeout=120)
    connection.putrequest("POST", path)
    for name, value in {
        "X-Forwarded-Proto": "https", "Origin": f"https://{host}",
        "Cookie": "; ".join(f"{name}={value}" for name, value in visit.cookies.items()),
        "Content-Type": f"multipart/form-data; boundary={LINE}", "Content-Length": str(len(body)),
    }.items():  # fmt: skip
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(body[: len(body) // 2])
    sleep(1)
    seen = places_with_canary(folder, workers)
    connection.send(body[len(body) // 2 :])
    answer = connection.getresponse()
    check(answer.status, answer.read().decode())
    connection.close()
    return seen


def check(status: int, text: str) -> None:
    """Raises where not the whole file arrived."""
    if (status, text) != (200, str(SIZE)):
        raise RuntimeError((status, re.sub(r"<[^>]+>", " ", text)[:200]))


def places_with_canary(folder: Path, workers: list[int]) -> list[str]:
    """Where the file can be read: below the house's folder, and in what its processes hold open."""
    opened = [path for pid in workers for path in Path(f"/proc/{pid}/fd").iterdir()]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in [*files, *opened] if has_canary(path)]


def has_canary(path: Path) -> bool:
    """Says whether a file holds the canary; what is no file, or has gone, holds nothing."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        return CANARY in path.read_bytes()
    except OSError:
        return False
