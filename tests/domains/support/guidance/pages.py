"""What the tests of the guide's pages share."""

QUESTIONS, PLAN = "/lotse/", "/lotse/plan/"
CALENDAR, PLAN_FILE = "/lotse/kalender/", "/lotse/plan/datei/"
EVIDENCE, HOUSEHOLD, HOUSEHOLD_FILE = (
    "/lotse/beweise/",
    "/lotse/haushalt/",
    "/lotse/haushalt/datei/",
)
READ = (EVIDENCE, HOUSEHOLD)
THREAT = {"danger": "no", "place": "Kiel", "happened": ["threat"]}
THURSDAY_EVENING = "2026-11-26T19:30:00+00:00"


def text(response) -> str:
    """The page as one line."""
    return " ".join(response.content.decode().split())
