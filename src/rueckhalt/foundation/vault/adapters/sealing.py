"""Seals by HPKE (RFC 9180) with the suite of the house, and by AES-256-GCM under a known key."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from nacl.bindings import sodium_pad, sodium_unpad

from rueckhalt.foundation.vault.rules.keys import public_half
from rueckhalt.foundation.vault.rules.sealed import VERSION, Sealed

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
NONCE = 12  # bytes, as AES-GCM wants it
BLOCK = 256  # bytes: a sealed text shows its length in steps of this size


class DoesNotOpenError(Exception):
    """A seal that is broken, moved, or made for somebody else. Carries nothing of the content."""


def seal_to(public: bytes, data: bytes, bound_to: bytes) -> Sealed:
    """Seals bytes to a public half: whoever seals cannot read them again.

    What it is bound to goes into the key schedule, as RFC 9180's `info`.
    """
    return Sealed(VERSION + SUITE.encrypt(data, public_half(public), info=bound_to))


def unseal(private: bytes, sealed: Sealed, bound_to: bytes) -> bytes:
    """Returns what was sealed to a pair. Raises DoesNotOpenError."""
    key = X25519PrivateKey.from_private_bytes(private)
    try:
        return SUITE.decrypt(_body(sealed), key, info=bound_to)
    except (InvalidTag, ValueError) as error:
        raise DoesNotOpenError from error


def seal_text(public: bytes, text: str, bound_to: bytes) -> Sealed:
    """Seals a text, filled up so that its length tells little."""
    return seal_to(public, sodium_pad(text.encode("utf-8"), BLOCK), bound_to)


def unseal_text(private: bytes, sealed: Sealed, bound_to: bytes) -> str:
    """Returns a sealed text. Raises DoesNotOpenError."""
    return sodium_unpad(unseal(private, sealed, bound_to), BLOCK).decode("utf-8")


def lock(key: bytes, data: bytes, bound_to: bytes) -> Sealed:
    """Seals bytes under a key that both sides have (AES-256-GCM, random nonce)."""
    nonce = os.urandom(NONCE)
    return Sealed(VERSION + nonce + AESGCM(key).encrypt(nonce, data, bound_to))


def unlock(key: bytes, sealed: Sealed, bound_to: bytes) -> bytes:
    """Returns what `lock` sealed. Raises DoesNotOpenError."""
    body = _body(sealed)
    try:
        return AESGCM(key).decrypt(body[:NONCE], body[NONCE:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise DoesNotOpenError from error


def _body(sealed: Sealed) -> bytes:
    if sealed.data[:1] != VERSION:
        raise DoesNotOpenError
    return sealed.data[1:]
