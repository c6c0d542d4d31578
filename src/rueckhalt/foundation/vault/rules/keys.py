"""Keys made of keys: the same inputs always give the same key, and nothing else does."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rueckhalt.foundation.vault.rules.sealed import context

SIZE = 32  # bytes of every key, half and share


@dataclass(frozen=True)
class KeyPair:
    """An X25519 key pair (RFC 7748); 32 bytes each, the private half shown nowhere."""

    private: bytes = field(repr=False)
    public: bytes


@dataclass(frozen=True)
class Unlocked:
    """A holder whose vault is open in this request; never stored, never shown."""

    holder: int
    private: bytes = field(repr=False)


@dataclass(frozen=True)
class RecordKey:
    """What seals something into a record, without opening it."""

    record: str
    public: bytes


@dataclass(frozen=True)
class OpenRecord:
    """A record whose key is in hand in this request; never stored, never shown."""

    record: str
    half: bytes = field(repr=False)
    keys: KeyPair = field(repr=False)

    def key(self) -> RecordKey:
        """What seals something into this record."""
        return RecordKey(self.record, self.keys.public)


def key_pair(private: bytes) -> KeyPair:
    """Returns the pair of a private half of 32 random bytes."""
    public = X25519PrivateKey.from_private_bytes(private).public_key()
    return KeyPair(private, public.public_bytes(Encoding.Raw, PublicFormat.Raw))


def public_half(public: bytes) -> X25519PublicKey:
    """Returns a public half as the library wants it. Raises ValueError unless it has 32 bytes."""
    return X25519PublicKey.from_public_bytes(public)


def derived(
    secret: bytes, *, purpose: str, bound_to: tuple[str, ...] = (), salt: bytes = b""
) -> bytes:
    """Returns 32 bytes by HKDF-SHA256 (RFC 5869), different for each purpose and each binding."""
    info = context(purpose, *bound_to)
    return HKDF(algorithm=SHA256(), length=SIZE, salt=salt or None, info=info).derive(secret)


def record_key(record: str, half: bytes, share: bytes) -> KeyPair:
    """Returns the key pair of a record from the half that is wrapped and the share that is erased.

    Without either of the two nothing is known of the private key.
    """
    return key_pair(derived(half, purpose="record", bound_to=(record,), salt=share))
