"""A browser in which Birgit writes to the contact point and comes back."""

import re
from datetime import timedelta
from urllib.parse import urlencode

from django.test import Client

from rueckhalt.support.cases.forms.tokens import new_token
from rueckhalt.support.cases.models import Case
from tests.domains.support.cases.desk import NOW

DOOR, NEW, QUESTION = "/fall/", "/fall/neu/", "/fall/frage/"
OWN, MORE, WRITE = "/fall/mein/", "/fall/mein/mehr/", "/fall/mein/schreiben/"
CONSENT, WORDS, ERASE, CLOSE = (
    f"/fall/mein/{name}/" for name in ("einwilligung", "schluessel", "loeschen", "schliessen")
)
JSON, PDF = "/fall/mein/unterlagen.json", "/fall/mein/unterlagen.pdf"
FORM = "application/x-www-form-urlencoded"
SECRET = re.compile(r'class="app-words__one[^"]*">([^<]+)<')
TOLD = {"c-text": "Ein Brief lag im Kasten.", "c-urgency": "2", "c-consent": "yes", "do": "send"}


def token(*, age: timedelta = timedelta(seconds=10), at=NOW) -> str:
    """What a form carries that was begun some time ago."""
    return new_token(at - age).text


def send(client: Client, path: str = NEW, **fields):
    """Sends the form as a browser does; a field that is None is left out."""
    values = {**TOLD, "form": token(), **{name.replace("__", "-"): v for name, v in fields.items()}}
    return post(client, path, **{name: one for name, one in values.items() if one is not None})


def post(client: Client, path: str, **fields):
    """Posts some fields as a browser does."""
    return client.post(path, urlencode(fields, doseq=True), content_type=FORM)


def secret_on(page) -> str:
    """The words that stand large on a page."""
    return " ".join(SECRET.findall(page.content.decode()))


def text_of(page) -> str:
    """The page as one line."""
    return " ".join(page.content.decode().split())


def the_case() -> Case:
    """The only case there is."""
    return Case.objects.get()
