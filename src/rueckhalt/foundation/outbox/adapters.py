"""The mail server, the fake beside it, and the console of somebody who tries the product."""

import smtplib
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any, Protocol, TextIO

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from rueckhalt.foundation.outbox.rules.mail import Mail


class Post(Protocol):
    """What takes a mail out of the house."""

    def send(self, mail: Mail, *, reference: str) -> None:
        """Returns when the mail was accepted, and raises otherwise.

        The same `reference` makes the same Message-ID, so that a mail that had to be sent twice can
        be known as one.
        """
        ...


def is_final(error: Exception) -> bool:
    """Says whether a mail server refused for good (RFC 5321, 4.2.1: 5yz) the recipient or the text.

    What it says about sender or password is about settings: an operator can mend it meanwhile.
    """
    match error:
        case smtplib.SMTPRecipientsRefused():
            return all(code >= 500 for code, _ in error.recipients.values())
        case smtplib.SMTPDataError():
            return error.smtp_code >= 500
    return False


class _QuietBackend(EmailBackend):
    """Django's connection, which greets with a name of ours instead of that of the machine."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    @property
    def connection_class(self) -> Callable[..., smtplib.SMTP]:  # type: ignore[override] # a class or what makes one
        kind = smtplib.SMTP_SSL if self.use_ssl else smtplib.SMTP

        def connect(host: str, port: int, **others: Any) -> smtplib.SMTP:  # noqa: ANN401 -- handed on as it comes
            return kind(host, port, **{**others, "local_hostname": self._name})

        return connect

    def close(self) -> None:
        """Says good-bye. A server that fails only then has the mail; it must not get it again."""
        with suppress(smtplib.SMTPException, OSError):
            super().close()


class ServerPost:
    """Sends by the mail server of the settings (EMAIL_…).

    The headers name the sender's address, the recipient, subject, date and a Message-ID of the
    sender's domain: no machine, no program, no person.
    """

    def __init__(self, *, sender: str) -> None:
        self._sender = sender
        self._domain = sender.rpartition("@")[2]

    def send(self, mail: Mail, *, reference: str) -> None:
        """Hands a mail to the server; raises what smtplib raises."""
        EmailMessage(
            mail.subject,
            mail.body,
            from_email=self._sender,
            to=[mail.to],
            connection=_QuietBackend(self._domain),
            headers={
                "Message-ID": f"<{reference}@{self._domain}>",
                # No out-of-office reply comes back (RFC 3834).
                "Auto-Submitted": "auto-generated",
            },
        ).send()


class ConsolePost:
    """Sends nothing: says in one line what would have been sent. For localhost only."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def send(self, mail: Mail, *, reference: str) -> None:  # noqa: ARG002 -- part of the protocol
        """Writes the mail as one line."""
        body = " ".join(mail.body.split())
        print(
            f"Nicht gesendet: an {mail.to}, „{mail.subject}“: {body}", file=self._stream, flush=True
        )


class FakePost:
    """A mail server in memory: keeps what it accepts, refuses some recipients, or does not answer."""

    def __init__(self, *, refused: Collection[str] = (), is_down: bool = False) -> None:
        self.sent: list[Mail] = []
        self._refused, self._is_down = refused, is_down

    def send(self, mail: Mail, *, reference: str) -> None:  # noqa: ARG002 -- part of the protocol
        """Keeps the mail, or raises what smtplib would raise."""
        if self._is_down:
            raise ConnectionRefusedError
        if mail.to in self._refused:
            raise smtplib.SMTPRecipientsRefused({mail.to: (550, b"")})
        self.sent.append(mail)
