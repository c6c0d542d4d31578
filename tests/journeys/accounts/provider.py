"""A house where people log in elsewhere: OpenID Connect with code, PKCE and RS256, on loopback."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET, KEY_ID = "rueckhalt", "geheim-fuer-tests", "eins"


@dataclass
class Provider:
    """What the provider knows, and what it was asked."""

    address: str = ""
    email: str = ""
    is_verified: bool = True
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def configuration(self) -> dict[str, object]:
        """The document that a client reads first."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self) -> dict[str, object]:
        """The public half of the key that signs."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": KEY_ID, "alg": "RS256", "use": "sig"}]}

    def consent(self, asked: dict[str, str]) -> str:
        """Notes what was asked and returns the page with the way back."""
        code = secrets.token_urlsafe(16)
        self.asked[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return f"<h1>Anmeldung</h1><a href='{asked['redirect_uri']}?{back}'>Ich bin es</a>"

    def token(self, sent: dict[str, str]) -> dict[str, object]:
        """Gives tokens for a code, once, to whoever proves that she began."""
        asked = self.asked.pop(sent["code"])
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != asked["code_challenge"] or asked["code_challenge_method"] != "S256":
            self.faults.append("PKCE")
        if (sent["client_id"], sent["client_secret"]) != (CLIENT_ID, CLIENT_SECRET):
            self.faults.append("client")
        return {"access_token": "fuer-tests", "token_type": "Bearer", "id_token": self.id_token()}

    def person(self) -> dict[str, object]:
        """Who somebody is."""
        return {"sub": "4711", "email": self.email, "email_verified": self.is_verified}

    def id_token(self) -> str:
        """The same, signed."""
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        return jwt.encode(
            {**claims, **self.person()}, self.key, algorithm="RS256", headers={"kid": KEY_ID}
        )


class Answers(BaseHTTPRequestHandler):
    """Speaks for the provider of its server."""

    server: "ProviderServer"

    def do_GET(self) -> None:
        provider, asked = self.server.provider, urlsplit(self.path)
        values = {name: value[0] for name, value in parse_qs(asked.query).items()}
        if asked.path == "/authorize":
            page = provider.consent(values)
            self.answer("text/html; charset=utf-8", f"<!doctype html><html lang=de>{page}")
            return
        documents = {
            "/.well-known/openid-configuration": provider.configuration,
            "/jwks": provider.keys,
            "/userinfo": provider.person,
        }
        self.answer("application/json", json.dumps(documents[asked.path]()))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: value[0] for name, value in parse_qs(body).items()}
        self.answer("application/json", json.dumps(self.server.provider.token(sent)))

    def answer(self, kind: str, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing in the tests' own output."""


class ProviderServer(ThreadingHTTPServer):
    """A server that knows its provider."""

    def __init__(self, provider: Provider) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.provider = provider
        provider.address = f"http://127.0.0.1:{self.server_port}"


@contextmanager
def running() -> Iterator[Provider]:
    """Runs a provider on 127.0.0.1 while a test lasts."""
    provider = Provider()
    server = ProviderServer(provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
