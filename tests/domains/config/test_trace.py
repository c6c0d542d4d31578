"""Nobody leaves a trace: a served house, canaries in all that a visitor sends, then a search."""

import json
import socket
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.served import served_house

CANARY = "Kanarienvogel"
HEADERS = {
    "User-Agent": f"{CANARY}-agent",
    "Referer": f"http://{CANARY}-referrer/",
    "X-Forwarded-For": f"{CANARY}-forwarded",
    "Cookie": f"sessionid={CANARY}-cookie",
    "Accept-Language": f"{CANARY}-language",
}
ANSWERS = {"danger": "no", "happened": "threat", "learned_on": "2026-01-31"}


@pytest.fixture
def served(tmp_path):
    """A house in an empty folder: its address, and the folder of all that it writes."""
    with served_house(tmp_path) as url:
        yield url, tmp_path


def ask(url: str, data: dict[str, str] | None = None) -> int:
    body = urllib.parse.urlencode(data).encode() if data else None
    request = urllib.request.Request(url, body, HEADERS)
    try:
        return urllib.request.urlopen(request, timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


def ask_api(url: str, path: str, value: object) -> int:
    headers = {**HEADERS, "Content-Type": "application/json"}
    request = urllib.request.Request(f"{url}/api/v1/{path}", json.dumps(value).encode(), headers)
    try:
        return urllib.request.urlopen(request, timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


def send_raw(url: str, raw: bytes) -> bytes:
    host, port = urllib.parse.urlsplit(url).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(raw)
        return connection.recv(65536)


def files_with_canary(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 3  # database, write-ahead log or style sheet, and the log were looked at
    return [str(path) for path in files if CANARY.encode() in path.read_bytes()]


def test_no_byte_of_a_visitor_is_on_disk_or_in_a_log(served):
    url, folder = served
    assert ask(f"{url}/lotse/plan/", {**ANSWERS, "place": f"{CANARY}-place"}) == 200
    assert ask(f"{url}/lotse/plan/datei/", {**ANSWERS, "place": f"{CANARY}-place"}) == 200
    assert ask(f"{url}/lotse/kalender/", {**ANSWERS, "place": f"{CANARY}-place"}) == 200
    assert ask(f"{url}/lotse/plan/", {"danger": f"{CANARY}-danger"}) == 422
    assert ask(f"{url}/lotse/plan/", {**ANSWERS, "place": CANARY * 21_000}) == 413
    assert ask(f"{url}/{CANARY}-path?{CANARY}=query") == 404
    assert ask(f"{url}/lotse/?place={CANARY}-query") == 200
    assert ask_api(url, "plan", {"place": f"{CANARY}-place"}) == 200
    assert ask_api(url, "plan", {"answers": {f"{CANARY}-question": "x"}}) == 422
    assert ask_api(url, "bodies/search", {"competence": "opferhilfe", "place": CANARY}) == 200
    assert ask_api(url, "places/search", {"q": CANARY * 21_000}) == 413
    assert ask(f"{url}/api/v1/places?q={CANARY}-query") == 200
    send_raw(url, f"GET /{CANARY}-broken HTTP/9.9\r\nHost: {CANARY}\r\n\r\n".encode())
    send_raw(url, f"GET /lotse/ HTTP/1.1\r\nHost: {CANARY}.example\r\n\r\n".encode())
    send_raw(url, f"GET / HTTP/1.1\r\nBad Header {CANARY}: x\r\n\r\n".encode())

    assert files_with_canary(folder) == []
    assert "127.0.0.1" not in (folder / "log").read_text().replace(url, "")
