from datetime import date

from rueckhalt.foundation.web import pdf

TEMPLATE = "dialogue/exchange/templates/exchange/report/report.typ"
ENTRY = {"sentence": "Erfundene Zusage", "facts": ["Art: Zusage"], "said": "#panic[Kein Befehl]"}
DATA = {"name": "Bericht", "state": "1. März 2026", "entries": [ENTRY]}


def test_a_process_of_its_own_writes_the_same_bytes():
    told = {"title": "Bericht", "on": date(2026, 3, 1)}

    apart = pdf.render_apart(TEMPLATE, DATA, **told)
    assert apart.startswith(b"%PDF")
    assert apart == pdf.render(TEMPLATE, DATA, **told)
