"""What a first visit loads, as an operator's server sends it."""

import re
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from tests.served import served_house

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.production",
    "RUECKHALT_SECRET_KEY": "measured-on-loopback-and-never-used-for-anything-else-0123456789",
    "RUECKHALT_HOSTS": "127.0.0.1",
}
HEADERS = {"X-Forwarded-Proto": "https", "Accept-Encoding": "br, gzip"}
ADDRESS = re.compile(r"""(?:href|src)="(/static/[^"]+)"|url\("?([^")]+\.woff2)"?\)""")


def measure() -> Iterator[Figure]:
    """Requests and bytes of /lotse/ with its style sheet and fonts; scripts and cookies."""
    with tempfile.TemporaryDirectory() as folder, served_house(Path(folder), **PRODUCTION) as url:
        page, size, cookies = fetch(f"{url}/lotse/")
        sheets = [found for found, _ in ADDRESS.findall(page) if found]
        sizes = [size]
        for address in sheets:
            sheet, size, _ = fetch(url + address)
            fonts = [font for _, font in ADDRESS.findall(sheet) if font]
            sizes += [
                size,
                *(fetch(f"{url}{address.rpartition('/')[0]}/{font}")[1] for font in fonts),
            ]
    yield Figure("requests", "", [len(sizes)], at_most=4, at_least=4)
    yield Figure("bytes on the wire", "kB", [sum(sizes) / 1000], at_most=100)
    yield Figure("scripts", "", [page.count("<script")], at_most=0)
    yield Figure("cookies", "", [cookies], at_most=0)


def fetch(url: str) -> tuple[str, int, int]:
    """The text of an address, its bytes as sent, and how many cookies it sets."""
    answer = urllib.request.urlopen(urllib.request.Request(url, headers=HEADERS), timeout=10)
    sent = answer.read()
    text = unpacked(sent, answer.headers.get("Content-Encoding", ""))
    return text, len(sent), len(answer.headers.get_all("Set-Cookie", []))


def unpacked(sent: bytes, encoding: str) -> str:
    """What a browser reads of the bytes; a font stays unread."""
    if encoding == "br":
        import brotli

        sent = brotli.decompress(sent)
    return sent.decode("utf-8", errors="replace")
