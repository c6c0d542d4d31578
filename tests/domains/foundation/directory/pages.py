"""What the tests of the directory's pages share."""

SEARCH, RESULTS = "/stellen/", "/stellen/suche/"
SHEET, SHEET_PAGE, SHEET_FILE = (
    "/stellen/blatt/",
    "/stellen/blatt/ansicht/",
    "/stellen/blatt/datei/",
)
THURSDAY_EVENING = "2026-11-26T19:30:00+00:00"
HOSTILE = [
    "<script>alert(1)</script>", "{{ 7*7 }}{% now 'Y' %}", "' OR 1=1 --", "../../etc/passwd",
    "=cmd|' /C calc'!A0", "\u202eKiel\u202c", "😱" * 30, "Ḩ̐ĵ Łódź", "#set text(fill: red)", "%00%0a",
    "\x01\x02\x1b[31m", "A\r\nSet-Cookie: x=1",
]  # fmt: skip


def text(response) -> str:
    """The page as one line."""
    return " ".join(response.content.decode().split())
