"""Nobody leaves a trace: a served house, canaries in all that a visitor sends, then a search."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

CANARY = "Kanarienvogel"
HEADERS = {
    "User-Agent": f"{CANARY}-agent",
    "Referer": f"http://{CANARY}-referrer/",
    "X-Forwarded-For": f"{CANARY}-forwarded",
    "Cookie": f"sessionid={CANARY}-cookie",
    "Accept-Language": f"{CANARY}-language",
}
ANSWERS = {"danger": "no", "happened": "threat", "learned_on": "2026-01-31"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def served(tmp_path):
    """A whole house in an empty folder: its address, and the folder of all that it writes."""
    port = free_port()
    written = {name: tmp_path / name for name in ("data", "tmp", "home")}
    for folder in written.values():
        folder.mkdir()
    environment = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "RUECKHALT_DATA": str(written["data"]),
        "TMPDIR": str(written["tmp"]),
        "HOME": str(written["home"]),
        "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.local",
    }
    with (tmp_path / "log").open("wb") as log:
        command = [sys.executable, "-m", "rueckhalt", "run", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}", tmp_path
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    pytest.fail("The house did not open.")


def ask(url: str, data: dict[str, str] | None = None) -> int:
    body = urllib.parse.urlencode(data).encode() if data else None
    request = urllib.request.Request(url, body, HEADERS)
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
    assert ask(f"{url}/lotse/plan/", {"danger": f"{CANARY}-danger"}) == 422
    assert ask(f"{url}/lotse/plan/", {**ANSWERS, "place": CANARY * 9000}) == 413
    assert ask(f"{url}/{CANARY}-path?{CANARY}=query") == 404
    assert ask(f"{url}/lotse/?place={CANARY}-query") == 200
    send_raw(url, f"GET /{CANARY}-broken HTTP/9.9\r\nHost: {CANARY}\r\n\r\n".encode())
    send_raw(url, f"GET /lotse/ HTTP/1.1\r\nHost: {CANARY}.example\r\n\r\n".encode())
    send_raw(url, f"GET / HTTP/1.1\r\nBad Header {CANARY}: x\r\n\r\n".encode())

    assert files_with_canary(folder) == []
    assert "127.0.0.1" not in (folder / "log").read_text().replace(url, "")
