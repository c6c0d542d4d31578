"""A browser that asks a served house over real HTTP: cookies, tokens of forms, one connection a request."""

import base64
import http.client
import re
import time
import urllib.parse
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

LOG_IN, SECOND_STEP = "/konto/anmelden/", "/konto/anmelden/zweiter-schritt/"
FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True)
class Answer:
    """Status, the address it leads to, and the text."""

    status: int
    location: str
    text: str

    @property
    def token(self) -> str:
        """The token of the first form."""
        found = TOKEN.search(self.text)
        if found is None:
            raise LookupError(f"{self.status}: a page without a token")
        return found[1]


@dataclass
class Visit:
    """Somebody's browser at a served house. It says that a proxy took its TLS off."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        """Asks for a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: bytes, kind: str = FORM) -> Answer:
        """Sends a body as it is."""
        host = self.url.partition("://")[2]
        return self._ask("POST", path, body, {"Content-Type": kind, "Origin": f"https://{host}"})

    def send(self, path: str, form: Answer, **values: str) -> Answer:
        """Sends the form of a page to an address."""
        told = {"csrfmiddlewaretoken": form.token, **values}
        return self.post(path, urllib.parse.urlencode(told).encode())

    def log_in(self, email: str, password: str, secret: str = "") -> Answer:
        """Logs in with a password and, where there is a secret of an app, with its code."""
        answer = self.send(LOG_IN, self.get(LOG_IN), login=email, password=password)
        return self.second_step(secret) if secret and answer.status == 302 else answer

    def second_step(self, secret: str) -> Answer:
        """Sends the code that an app shows now."""
        return self.send(SECOND_STEP, self.get(SECOND_STEP), code=code_of(secret))

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection(self.url.partition("://")[2], timeout=120)
        told = {"X-Forwarded-Proto": "https", "Cookie": self._told()} | headers
        try:
            connection.request(method, path, body, told)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: one.value for name, one in SimpleCookie(line).items()})
        return Answer(answer.status, answer.headers.get("Location", ""), text)

    def _told(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items() if value)


def code_of(secret: str) -> str:
    """The code that an authenticator app shows now (RFC 6238)."""
    app = TOTP(base64.b32decode(secret), 6, SHA1(), 30)  # noqa: S303 -- what apps compute
    return app.generate(int(time.time())).decode()
