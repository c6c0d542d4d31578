"""Django's password hasher, run through the pool: a wave of log-ins cannot stop the house."""

from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher

from rueckhalt.foundation.vault.adapters.derivation import pool


class PooledArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with 64 MiB, three passes and one lane; raises PoolFullError when many wait."""

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Returns the hash of a password."""
        work = super().encode
        return pool.run(lambda: work(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        """Says whether a password fits a hash."""
        work: Any = super().verify
        return bool(pool.run(lambda: work(password, encoded)))
