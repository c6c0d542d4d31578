"""Which passwords are good enough."""

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

# Guesses that zxcvbn expects, as a power of ten: out of reach at ten guesses in five minutes.
LEAST_GUESSES = 10
# What stands behind it makes no password easier to guess, only slower to judge.
LONGEST_JUDGED = 72


class HardToGuess:
    """Refuses a password that somebody could guess who knows what people choose, or who it is."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises if the password is easy to guess; name and e-mail of the account count as known."""
        known = [str(getattr(user, field, "")) for field in ("name", "email")]
        words = [word for text in known for word in [text, *text.replace("@", " ").split()] if word]
        if zxcvbn(password[:LONGEST_JUDGED], words)["guesses_log10"] < LEAST_GUESSES:
            raise ValidationError(self.get_help_text(), code="easy-to-guess")

    def get_help_text(self) -> str:
        """Returns what a person reads."""
        return "Dieses Passwort ist leicht zu raten. Nehmen Sie vier Wörter, die nicht zusammengehören."
