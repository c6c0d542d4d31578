"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id of RFC 9106 with 64 MiB, three passes and one lane."""

    time_cost = 3
    memory_cost = 64 * 1024  # KiB
    parallelism = 1
