"""The people of the demonstration. All of them are invented; tests use the same list."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from rueckhalt.foundation.accounts.api import OrganisationKind, Role

# Opens nothing but the demonstration: an operator's house does not start while it has these accounts.
PASSWORD = "Probe im Musterhaus"  # noqa: S105 -- as above
TOTP_SECONDS, TOTP_DIGITS = 30, 6


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An invented person with an account, and whom she works for."""

    key: str
    name: str
    organisation: str
    kind: OrganisationKind
    roles: frozenset[Role]
    passphrase: str = ""  # of who works on cases; opens nothing but the demonstration
    group: str = ""  # of her organisation in the exchange, if she takes part
    mandate: str = ""  # as what she speaks there

    @property
    def email(self) -> str:
        """Returns an address that no mail can ever reach (RFC 2606)."""
        return f"{self.key}@musterhaus.invalid"

    @property
    def totp_secret(self) -> str:
        """Returns what makes the codes of the second factor, as authenticator apps take it."""
        return base64.b32encode(hashlib.sha256(self.email.encode()).digest()[:20]).decode()


CONTACT_POINT = "Ansprechstelle Musterland"
DEMO_ACCOUNTS = (
    DemoAccount(
        "lars", "Lars Muster", CONTACT_POINT, OrganisationKind.CONTACT_POINT,
        frozenset({Role.GUIDE}), "abend kamera wolke teller garten fenster",
    ),
    DemoAccount(
        "nadja", "Nadja Beispiel", CONTACT_POINT, OrganisationKind.CONTACT_POINT,
        frozenset({Role.GUIDE}), "teller abend fenster kamera garten wolke",
    ),
    DemoAccount(
        "petra", "Petra Muster", "Polizei Musterstadt",
        OrganisationKind.AUTHORITY, frozenset({Role.AUTHORITY}),
    ),
    DemoAccount(
        "sofia", "Sofia Muster", "Statistik Musterland",
        OrganisationKind.STATISTICS, frozenset({Role.STATISTICS}),
    ),
    DemoAccount(
        "vera", "Vera Muster", CONTACT_POINT,
        OrganisationKind.CONTACT_POINT, frozenset({Role.ADMINISTRATOR}),
    ),
    DemoAccount(
        "aylin", "Aylin Muster", "Geschäftsstelle Musterland (erfunden)",
        OrganisationKind.SECRETARIAT, frozenset({Role.SECRETARIAT}),
        group="secretariat", mandate="Leitung der Geschäftsstelle",
    ),
    DemoAccount(
        "katrin", "Katrin Muster", "Gemeindebund Musterland (erfunden)",
        OrganisationKind.ASSOCIATION, frozenset({Role.ASSOCIATION}),
        group="municipal-associations", mandate="Referat Recht",
    ),
    DemoAccount(
        "jonas", "Jonas Muster", "Ministerium Musterland (erfunden)",
        OrganisationKind.MINISTRY, frozenset({Role.MINISTRY}),
        group="ministries", mandate="Referat Kommunen",
    ),
)  # fmt: skip


def totp_code(secret: str, *, now: datetime) -> str:
    """Returns the code that an authenticator app shows at this moment (RFC 6238, SHA-1)."""
    key = base64.b32decode(secret)
    app = TOTP(key, TOTP_DIGITS, SHA1(), TOTP_SECONDS, enforce_key_length=False)  # noqa: S303 -- what apps expect
    return app.generate(now.timestamp()).decode()
